"""No place where words may lie is forgotten."""

from django.apps import apps
from django.db import models

from keepword.privacy.inventory import COLUMNS, fate_of

OF_WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)


def columns() -> set[tuple[str, str]]:
    return {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, OF_WORDS)
    }


def test_every_column_of_words_has_its_fate():
    """Add yours to keepword/privacy/inventory.py; if it may tell of a customer, to the erasing of its room too."""
    assert sorted(".".join(one) for one in columns() if fate_of(*one) is None) == []


def test_nothing_is_listed_that_is_not_there():
    known = {model for model, _ in columns()} | {".".join(one) for one in columns()}
    assert sorted(set(COLUMNS) - known) == []
