"""One ASGI callable: live streams are served by asyncio itself, all else by Django's sync handler on a few threads
that keep their database connections. Plain Django ASGI would open a thread and a connection for each request."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keepword.wiring.settings")

import django  # noqa: E402

django.setup()

from django.urls import get_resolver  # noqa: E402

from keepword.wiring.serving import application  # noqa: E402

# All pages, before anybody asks for one: reading their files is nearly all of what the first page took, half a second.
get_resolver().url_patterns  # noqa: B018

__all__ = ["application"]
