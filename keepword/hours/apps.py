"""Django's name for this room."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "keepword.hours"
