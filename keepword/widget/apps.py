"""Django's name for this room."""

from django.apps import AppConfig


class WidgetConfig(AppConfig):
    name = "keepword.widget"
