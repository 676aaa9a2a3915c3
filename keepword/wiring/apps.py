"""Django's name for this room."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "keepword.wiring"
