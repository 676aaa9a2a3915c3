"""Django's name for this room."""

from django.apps import AppConfig


class FormConfig(AppConfig):
    name = "keepword.channels.form"
