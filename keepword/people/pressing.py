"""A form that comes twice from one page does its work once: what the second press finds is where the first led."""

from datetime import timedelta

from django.conf import settings

from keepword.kit import clock, tokens
from keepword.people.models import Agent, PressedForm

KEPT = timedelta(minutes=10)  # an old page may be gone back to, to do on purpose what was undone meanwhile
PURPOSE = "pressed-form"


def press(by: Agent, *, said: str) -> PressedForm:
    """The row of this very sending, to be called in the transaction of what the form does. Its `location` is "" at the
    first press; whoever presses at the same moment waits here until the first is done. `said` tells this page and
    what was written on it from every other."""
    key = tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=f"{by.pk}\n{said}")
    now = clock.now()
    pressed, _is_new = PressedForm.objects.get_or_create(key=key, defaults={"forget_at": now + KEPT})
    if pressed.forget_at <= now:
        pressed.location, pressed.forget_at = "", now + KEPT
        pressed.save()
    return pressed


def led(pressed: PressedForm, *, to: str) -> None:
    """What the form was for is done, and `to` is where they read it. An address too long to keep is forgotten."""
    longest: int = PressedForm._meta.get_field("location").max_length  # type: ignore[assignment]
    if not 0 < len(to) <= longest:
        undone(pressed)
        return
    pressed.location = to
    pressed.save(update_fields=["location"])


def undone(pressed: PressedForm) -> None:
    """It was refused: the next press counts."""
    pressed.delete()


def forget_old() -> None:
    PressedForm.objects.filter(forget_at__lt=clock.now()).delete()
