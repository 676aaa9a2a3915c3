"""Django's name for this room."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "keepword.conversations"
