"""Django's name for this room."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "keepword.kit"
