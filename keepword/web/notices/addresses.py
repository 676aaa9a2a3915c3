"""Where notices stand, and where one chooses among them."""

from django.urls import path

from keepword.web.notices import listing
from keepword.web.settings.notices import choices, devices

ADDRESSES = [
    path("notices", listing.show, name="notices"),
    path("notices/bell", listing.bell, name="bell"),
    path("notices/reading", listing.reading, name="notices-reading"),
    path("settings/notices", choices.show, name="notice-choices"),
    path("settings/notices/test", choices.test, name="notice-test"),
    path("settings/notices/devices", devices.create, name="notice-devices"),
    path("settings/notices/devices/<int:number>/removal", devices.removal, name="notice-device-removal"),
    path("push-worker.js", devices.worker, name="push-worker"),
]
