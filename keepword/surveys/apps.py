"""Django's name for this room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "keepword.surveys"
