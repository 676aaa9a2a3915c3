"""Addresses of this face. Whoever has a ticket and no script reads under /chat/<brand>/<ticket>."""

from django.urls import path

from keepword.widget import ending as end
from keepword.widget import files, introduction, loader, page, without_script, words

app_name = "widget"
urlpatterns = [
    path("widget/<slug:slug>.js", loader.script, name="script"),
    path("chat/<slug:slug>", page.show, name="page"),
    path("chat/<slug:slug>/words", words.of_ticket, name="words"),
    path("chat/<slug:slug>/seen", words.seen, name="seen"),
    path("chat/<slug:slug>/person", introduction.introduce_visitor, name="person"),
    path("chat/<slug:slug>/end", end.end_chat, name="end"),
    path("chat/<slug:slug>/<str:ticket>", without_script.show, name="visit"),
    path("chat/<slug:slug>/<str:ticket>/files/<str:token>", files.show, name="file"),
]
