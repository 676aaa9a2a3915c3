"""The addresses of these pages."""

from django.urls import path

from keepword.web.settings.retention import listing, rule

PATHS = [
    path("settings/retention", listing.show, name="retention"),
    path("settings/retention/<int:number>", rule.show, name="retention-rule"),
    path("settings/retention/<int:number>/activity", rule.activity, name="retention-activity"),
    path("settings/retention/<int:number>/removal", rule.removal, name="retention-removal"),
]
