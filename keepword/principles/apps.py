"""Django's name for this room."""

from django.apps import AppConfig


class PrinciplesConfig(AppConfig):
    name = "keepword.principles"
