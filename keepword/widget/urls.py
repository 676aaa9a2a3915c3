"""Addresses of this face. Whoever has a ticket and no script reads under /chat/<brand>/<ticket>."""

from django.urls import path

from keepword.widget import current, files, introduction, letter, loader, page, typing, without_script, words
from keepword.widget import ending as end

app_name = "widget"
urlpatterns = [
    path("widget/<slug:slug>.js", loader.script, name="script"),
    path("chat/<slug:slug>", page.show, name="page"),
    path("widget/typing", typing.tell, name="typing"),
    path("chat/<slug:slug>/words", words.of_ticket, name="words"),
    path("chat/<slug:slug>/seen", words.seen, name="seen"),
    path("chat/<slug:slug>/person", introduction.introduce_visitor, name="person"),
    path("chat/<slug:slug>/end", end.end_chat, name="end"),
    path("chat/<slug:slug>/state", current.show, name="state"),
    path("chat/<slug:slug>/<str:ticket>/letter", letter.leave, name="letter"),
    path("chat/<slug:slug>/<str:ticket>", without_script.show, name="visit"),
    path("chat/<slug:slug>/<str:ticket>/files/<str:token>", files.show, name="file"),
]
