"""Signatures are written, changed and put away."""

from dataclasses import dataclass

from django.db import transaction

from keepword.brands.mission import saying as mission
from keepword.brands.models import Brand
from keepword.conversations.macros import variables
from keepword.conversations.models import Signature
from keepword.conversations.signing.filling import VARIABLES
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Team


class ThereIsOne(ValueError):
    """Another one for the same brand, team and language."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Fields as of `Signature`."""

    brand: Brand
    text: str
    team: Team | None = None
    language: str = ""


@transaction.atomic
def define(wanted: Wanted, *, by: Actor) -> Signature:
    """Raises ThereIsOne, or UnknownVariable."""
    signature = Signature()
    _write(signature, wanted=wanted)
    log.record("signature.defined", actor=by, signature=signature.pk, brand=signature.brand_id)
    return signature


@transaction.atomic
def change(signature: Signature, *, to: Wanted, by: Actor) -> None:
    """Raises what `define` raises."""
    Signature.objects.select_for_update().get(pk=signature.pk)
    _write(signature, wanted=to)
    log.record("signature.changed", actor=by, signature=signature.pk, brand=signature.brand_id)


@transaction.atomic
def retire(signature: Signature, *, by: Actor) -> None:
    """It stands under nothing any more, and can be brought back."""
    if Signature.objects.in_use().filter(pk=signature.pk).update(retired_at=clock.now()):
        log.record("signature.retired", actor=by, signature=signature.pk, brand=signature.brand_id)


@transaction.atomic
def bring_back(signature: Signature, *, by: Actor) -> None:
    """Raises ThereIsOne when another took its place."""
    Brand.objects.select_for_update().get(pk=signature.brand_id)
    _demand_free(signature)
    if Signature.objects.filter(pk=signature.pk, retired_at__isnull=False).update(retired_at=None):
        log.record("signature.brought_back", actor=by, signature=signature.pk, brand=signature.brand_id)


def _write(signature: Signature, *, wanted: Wanted) -> None:
    known = [*VARIABLES, *mission.known_names()] if mission.names_it(wanted.text) else VARIABLES
    variables.check(wanted.text, known=known)
    signature.brand = Brand.objects.select_for_update().get(pk=wanted.brand.pk)  # two cannot write one at a time
    signature.team, signature.language = wanted.team, wanted.language
    signature.text = storable(wanted.text).strip()
    _demand_free(signature)
    signature.save()


def _demand_free(signature: Signature) -> None:
    whose = {"team": signature.team_id} if signature.team_id else {"team__isnull": True}
    same = Signature.objects.in_use().filter(brand_id=signature.brand_id, language=signature.language, **whose)
    if same.exclude(pk=signature.pk).exists():
        raise ThereIsOne
