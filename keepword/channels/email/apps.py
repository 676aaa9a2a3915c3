"""Django's name for this room."""

from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "keepword.channels.email"
