"""Whoever's way in was changed hears of it."""

from dataclasses import replace

import pytest
from django.core import mail as django_mail

from keepword.channels.email.account_letters import HAPPENED, tell_owner
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.accounts import app, totp
from keepword.wiring.reactions import AFTERWARDS
from tests import cast as stage


@pytest.mark.django_db
def test_a_second_step_that_was_added_is_told_to_its_owner_in_their_language(settings):
    cast = stage.gather()
    settings.RELAY = replace(settings.RELAY, backend="django.core.mail.backends.locmem.EmailBackend")
    cast.mina.language = "ko"
    cast.mina.save()
    seed = totp.new_seed()
    app.add(cast.mina, seed=seed, code=totp.code_of(seed, step=totp.step_at(clock.now())))
    tell_owner(Event.objects.get(name="agent.factor_added"))
    (letter,) = django_mail.outbox
    assert letter.recipients() == ["mina@leafloom.example"]
    assert "2단계 인증" in letter.body


def test_each_of_them_has_its_letter():
    assert [name for name in HAPPENED if tell_owner not in AFTERWARDS[name]] == []
