"""The addresses of gifts, among those of the desk."""

from django.urls import path

from keepword.web.care import acts, beside, listing
from keepword.web.reports import gifts as given
from keepword.web.settings.gifts import kinds, rules

PATHS = [
    path("conversations/<int:number>/gifts", beside.show, name="conversation-gifts"),
    path("gifts", listing.show, name="gifts"),
    path("gifts/<int:number>/decision", acts.decision, name="gift-decision"),
    path("gifts/<int:number>/taking-back", acts.removal, name="gift-taking-back"),
    path("gifts/<int:number>/carrying-out", acts.carrying_out, name="gift-carrying-out"),
    path("gifts/<int:number>/words", acts.words, name="gift-words"),
    path("reports/gifts", given.show, name="gifts-given"),
    path("settings/gifts", rules.show, name="gift-rules"),
    path("settings/gifts/kinds", kinds.create, name="gift-kinds"),
    path("settings/gifts/kinds/<int:number>", kinds.show, name="gift-kind"),
]
