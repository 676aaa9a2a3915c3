"""Addresses of this face. A customer's conversation has one that nobody can guess: /c/<signed link>."""

from django.urls import path

from keepword.help_center import accent, contact, conversation, emergency, files, fresh_link, photos, received, survey
from keepword.help_center.hours import calendar_file as hours_calendar
from keepword.help_center.hours import document as hours_document
from keepword.help_center.hours import page as hours
from keepword.help_center.hours import snippet as hours_snippet
from keepword.help_center.mission import counters as mission
from keepword.help_center.reach import page as reach

app_name = "help"
urlpatterns = [
    path("contact", contact.of_first_brand, name="contact"),
    path("contact/received/<str:receipt>", received.show, name="received"),
    path("contact/<slug:slug>", contact.of_brand, name="brand-contact"),
    path("contact/<slug:slug>/accent.css", accent.show, name="accent"),
    path("photos/<slug:token>", photos.show, name="photo"),
    path("reach/<slug:slug>", reach.show, name="reach"),
    path("hours/<slug:slug>", hours.show, name="hours"),
    path("mission/<slug:slug>.json", mission.show, name="mission"),
    path("mission/<slug:slug>/snippet.js", mission.script, name="mission-script"),
    path("hours/<slug:slug>.json", hours_document.show, name="hours-document"),
    path("hours/<slug:slug>.ics", hours_calendar.show, name="hours-calendar"),
    path("hours/<slug:slug>/snippet.js", hours_snippet.script, name="hours-script"),
    path("hours/<slug:slug>/snippet.html", hours_snippet.fragment, name="hours-fragment"),
    path("survey/<str:token>", survey.of_link, name="survey"),
    path("survey/<str:token>/<int:score>", survey.of_link, name="survey-face"),
    path("emergency/<str:token>", emergency.of_link, name="emergency"),
    path("c/<str:link>", conversation.of_link, name="conversation"),
    path("c/<str:link>/link", fresh_link.send, name="fresh-link"),
    path("c/<str:link>/files/<str:token>", files.show, name="file"),
]
