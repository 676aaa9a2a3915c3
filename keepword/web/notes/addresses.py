"""Where a note is put right and taken back."""

from django.urls import path

from keepword.web.notes import correcting, shown, taking_back

PATHS = [
    path("notes/<int:number>", shown.show, name="note"),
    path("notes/<int:number>/correction", correcting.show, name="note-correction"),
    path("notes/<int:number>/removal", taking_back.removal, name="note-removal"),
    path("notes/<int:number>/restoration", taking_back.restoration, name="note-restoration"),
]
