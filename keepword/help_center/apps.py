"""Django's name for this room."""

from django.apps import AppConfig


class HelpCenterConfig(AppConfig):
    name = "keepword.help_center"
