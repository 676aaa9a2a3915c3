"""Django's name for this room."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "keepword.channels.chat"
    label = "chat"
