"""Addresses of this face. A customer's conversation has one that nobody can guess: /c/<signed link>."""

from django.urls import path

from keepword.help_center import accent, contact, conversation, files, fresh_link, received
from keepword.help_center.reach import page as reach

app_name = "help"
urlpatterns = [
    path("contact", contact.of_first_brand, name="contact"),
    path("contact/received/<str:receipt>", received.show, name="received"),
    path("contact/<slug:slug>", contact.of_brand, name="brand-contact"),
    path("contact/<slug:slug>/accent.css", accent.show, name="accent"),
    path("reach/<slug:slug>", reach.show, name="reach"),
    path("c/<str:link>", conversation.of_link, name="conversation"),
    path("c/<str:link>/link", fresh_link.send, name="fresh-link"),
    path("c/<str:link>/files/<str:token>", files.show, name="file"),
]
