"""Which pages may show our frame: those of the brand's sites, and ours. What the frame itself may do is said here,
too: nothing but our own scripts, styles and pictures."""

from django.http.response import HttpResponseBase

from keepword.channels.chat.models import Setup

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)


def within_sites(response: HttpResponseBase, *, setup: Setup) -> HttpResponseBase:
    ancestors = " ".join(["'self'", *setup.sites])
    response.headers["Content-Security-Policy"] = POLICY.format(ancestors=ancestors)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.xframe_options_exempt = True  # type: ignore[attr-defined]  # it knows of one site only
    return response
