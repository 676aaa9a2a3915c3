"""Django's name for this room."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "keepword.events"
