"""All addresses: each face brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("keepword.api.urls")),  # first: it is short, and programs ask the most
    path("", include("keepword.web.urls")),
    path("", include("keepword.help_center.urls")),
    path("", include("keepword.widget.urls")),
]

handler400 = "keepword.web.errors.bad_request"
handler403 = "keepword.web.errors.forbidden"
handler404 = "keepword.web.errors.not_found"
handler500 = "keepword.web.errors.server_error"
