"""Each kind of rule, and what somebody deletes by hand."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from keepword.channels.email.models import StoredMail
from keepword.conversations.binning import CannotDelete, put_in_bin, restore
from keepword.conversations.inbound import File
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Attachment
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.conversations.searching import search
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.privacy.erasing import SomethingHeld, erase
from keepword.privacy.holding import hold
from keepword.privacy.models import AUDIT, FILES, MAILS, PEOPLE, SPAM, RetentionRule
from keepword.privacy.retention import running
from keepword.privacy.retention.setting import BadRule, make
from keepword.privacy.retention.tests.world import aged, resolved, rule_of, words, work
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_spam_goes_by_days(cast):
    young, old = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "ko")
    for one, days in ((young, 20), (old, 40)):
        mark_spam(one, by=cast.mina.as_actor)
        aged(one, by=timedelta(days=days))
    rule_of(cast, SPAM, after=30)
    work()
    assert (words(young) != "", words(old)) == (True, "")


def test_files_go_and_words_stay(cast, django_capture_on_commit_callbacks):
    one = stage.conversation_of(cast)
    sent = reply(one, text="Here it is.", by=cast.mina, files=[File("guarantee.pdf", "application/pdf", b"old")])
    StoredMail.objects.create(
        inbox=cast.inbox, received_at=clock.now(), way="smtp", raw=b"x", state="done", message=sent
    )
    resolve(one, by=cast.mina.as_actor)
    aged(one)
    path = Attachment.objects.get().path
    assert search("guarantee", agent=cast.ruth) != []
    rule_of(cast, FILES)
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert not default_storage.exists(path)
    assert search("guarantee", agent=cast.ruth) == []
    assert search("here", agent=cast.ruth) == [sent.pk]
    assert "Here it is." in words(one)
    assert bytes(StoredMail.objects.get(message=sent).raw) == b""


def test_raw_mails_go_and_what_nobody_read_yet_stays(cast):
    at = clock.now() - timedelta(days=50)
    for state in ("done", "stored", "unreadable"):
        StoredMail.objects.create(inbox=cast.inbox, received_at=at, way="smtp", raw=b"x", state=state)
    rule_of(cast, MAILS, after=30)
    work()
    assert {one.state: bytes(one.raw) for one in StoredMail.objects.all()} == {
        "done": b"", "stored": b"x", "unreadable": b"",
    }  # fmt: skip


def test_people_without_conversations_are_forgotten(cast):
    one = resolved(cast)
    rule = rule_of(cast, PEOPLE)
    work()
    one.contact.refresh_from_db()
    assert one.contact.name != ""
    rule_of(cast)
    work()
    RetentionRule.objects.filter(pk=rule.pk).update(passed_at=None)
    work()
    one.contact.refresh_from_db()
    assert (one.contact.name, one.contact.erased_at is not None) == ("", True)


def test_the_log_is_never_kept_for_less_than_a_year(cast):
    with pytest.raises(BadRule):
        make(AUDIT, after=364, by=cast.ruth)


def test_old_entries_of_the_log_go_but_for_those_of_what_is_held(cast):
    one = resolved(cast)
    hold(one, reason="Court", by=cast.ruth)
    at = clock.now() - timedelta(days=800)
    for number in (one.pk, None):
        AuditEntry.objects.create(name="conversation.seen", at=at, actor_kind="agent", conversation_id=number)
    rule_of(cast, AUDIT, after=400)
    work()
    assert [entry.conversation_id for entry in AuditEntry.objects.filter(at=at)] == [one.pk]


def test_nobody_is_erased_while_one_of_theirs_is_held(cast):
    one = stage.conversation_of(cast)
    hold(one, reason="Court", by=cast.ruth)
    with pytest.raises(SomethingHeld):
        erase(one.contact, by=cast.ruth)
    assert words(one) != ""


def test_what_somebody_deletes_can_be_brought_back_for_a_month(cast, monkeypatch):
    back, gone = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "ko")
    for one in (back, gone):
        put_in_bin(one, by=cast.ruth)
    restore(back, by=cast.ruth)
    assert running.run() == 0
    later = clock.now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    work()
    assert (words(back) != "", words(gone)) == (True, "")


def test_what_was_opened_again_is_not_deleted(cast, monkeypatch):
    one = stage.conversation_of(cast)
    put_in_bin(one, by=cast.ruth)
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    reopen(one, by=SYSTEM)
    resolve(one, by=SYSTEM)
    much_later = later + timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: much_later)
    work()
    assert words(one) != ""


def test_what_is_held_is_not_deleted_by_hand(cast):
    one = stage.conversation_of(cast)
    hold(one, reason="Court", by=cast.ruth)
    with pytest.raises(CannotDelete):
        put_in_bin(one, by=cast.ruth)
