"""Where a message is read as it was sent, in full length, and with its files."""

from django.urls import path

from keepword.web.messages import as_sent, delivery, files, original, words
from keepword.web.notes import addresses as notes

PATHS = [
    path("messages/<int:number>/html", as_sent.show, name="message-html"),
    path("messages/<int:number>/words", words.show, name="message-words"),
    path("messages/<int:number>/words.txt", words.text, name="message-text"),
    path("messages/<int:number>/original", original.show, name="message-original"),
    path("messages/<int:number>/original.eml", original.file, name="message-eml"),
    path("messages/<int:number>/delivery", delivery.again, name="message-delivery"),
    path("files/<slug:token>/<path:name>", files.show, name="file"),
    path("draft-files/<slug:token>/<path:name>", files.draft_file, name="draft-file"),
    *notes.PATHS,
]
