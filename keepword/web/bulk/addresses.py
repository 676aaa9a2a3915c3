"""Where many conversations are changed at once, and where those lie that were deleted."""

from django.urls import path

from keepword.web.bulk import acting as bulk
from keepword.web.bulk import choices as bulk_choices
from keepword.web.conversations import bin as deleted

PATHS = [
    path("bulk", bulk.create, name="bulks"),
    path("bulk/choices", bulk_choices.show, name="bulk-choices"),
    path("bulk/<int:number>", bulk.show, name="bulk"),
    path("bulk/<int:number>/cancellation", bulk.cancellation, name="bulk-cancellation"),
    path("bulk/<int:number>/undoing", bulk.undoing, name="bulk-undoing"),
    path("bin", deleted.show, name="bin"),
]
