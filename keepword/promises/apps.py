"""Django's name for this room."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "keepword.promises"
