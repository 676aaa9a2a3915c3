"""Django's name for this room."""

from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "keepword.commerce"
