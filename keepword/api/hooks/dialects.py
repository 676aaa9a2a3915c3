"""The providers, and how each proves who calls.

All of them carry our name and password in the address; those that sign are believed only with a signature besides.
"""

from importlib import import_module

from django.conf import settings

from keepword.api.hooks.calls import Dialect

# By file, because what django-anymail stands on takes 6 MB and most desks have no provider.
OWN = {"amazon-ses": "amazon", "resend": "resend"}


def dialect_of(provider: str) -> Dialect:
    """Of a provider that `settings.HOOKS` may name."""
    if provider in OWN:
        own: Dialect = import_module(f"keepword.api.hooks.{OWN[provider]}").Speaker(settings.HOOKS)
        return own
    known: Dialect = import_module("keepword.api.hooks.anymail").Speaker(settings.HOOKS)
    return known
