"""What nobody wants any more goes, and what somebody needs stays."""

import os
from datetime import timedelta

import time_machine
from django.core.files.storage import default_storage

from keepword.conversations.drafting.enclosing import enclose, take_out
from keepword.conversations.drafting.keeping import Written, discard, save
from keepword.conversations.drafting.tidying import tidy
from keepword.conversations.inbound import File
from keepword.conversations.models import Draft, DraftFile
from keepword.conversations.replying import reply
from keepword.kit import clock


def aged(path):
    old = (clock.now() - timedelta(days=9)).timestamp()
    os.utime(default_storage.path(path), (old, old))


def test_a_discarded_draft_goes_after_a_day_and_a_forgotten_one_after_a_season(cast, conversation):
    with time_machine.travel("2026-11-23T10:00Z", tick=False) as time:
        discard(save(conversation, agent=cast.mina, kind="reply", written=Written("No")))
        save(conversation, agent=cast.dave, kind="reply", written=Written("Maybe"))
        time.shift(timedelta(days=2))
        tidy()
        assert [draft.text for draft in Draft.objects.all()] == ["Maybe"]
        time.shift(timedelta(days=90))
        tidy()
    assert not Draft.objects.exists()
    conversation.refresh_from_db()
    assert conversation.drafted_by == ""


def test_bytes_go_when_nothing_needs_them(cast, conversation):
    draft = save(conversation, agent=cast.mina, kind="reply", written=Written("x"))
    both = [File("a.txt", "", b"only here"), File("b.txt", "", b"in an answer, too")]
    only, shared = enclose(draft, files=both, limit=1000)
    reply(conversation, text="x", by=cast.mina, files=[File("c.txt", "", b"in an answer, too")])
    for file in (only, shared):
        assert take_out(draft, token=file.token)
        aged(file.path)
    tidy()
    assert default_storage.exists(only.path)
    DraftFile.objects.update(added_at=clock.now() - timedelta(days=2))
    tidy()
    assert not default_storage.exists(only.path)
    assert default_storage.exists(shared.path)
    assert not DraftFile.objects.exists()
