"""Django's name for this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "keepword.people"
