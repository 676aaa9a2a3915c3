"""The page that helps to choose channels."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.kit import clock
from keepword.people.models import Contact
from keepword.promises.comparing import Solved, compare
from tests import cast as stage


@pytest.fixture
def two_channels(cast):
    """Three contacts by mail, two of them answered twice; one by the form, answered once and well known."""
    by_mail = [stage.conversation_of(cast, address=f"a{number}@customer.example") for number in range(3)]
    for conversation in by_mail[:2]:
        reply(conversation, text="Hello", by=cast.mina)
        reply(conversation, text="Hello again", by=cast.mina)
    by_form = stage.conversation_of(cast, "ko", channel="form")
    Contact.objects.filter(pk=by_form.contact_id).update(time_zone="Asia/Seoul")
    reply(by_form, text="안녕하세요", by=cast.mina)


def page_of(client, **query):
    return " ".join(client.get("/reports/channels", query).content.decode().split())


def test_the_six_questions_are_answered_from_what_happened(cast, two_channels, mina):
    for entry in (Entry("facebook", address="leafloom"), Entry("x", address="leafloom", support="not_supported")):
        add(cast.brand, entry=entry, by=cast.ruth.as_actor)
    page = page_of(mina)
    for question, answer in (
        ("Which is the easiest to run?", "Contact form"),
        ("Where does most of our time go?", "Mail"),
        ("Where do most people write?", "Mail"),
        ("Where do we answer in public?", "Facebook: yes, X: no"),
        ("Where do we know most about who writes?", "Contact form"),
        ("Where do people feel best looked after?", "Not known yet"),
    ):
        assert f"<dt>{question}</dt><dd><b>{answer}</b>" in page


def test_a_solution_counts_before_an_answer_and_what_was_opened_again_is_seen(cast, mina):
    """Three are solved after one, two and ten hours, and the last had been solved after five."""
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=UTC), tick=False) as now:
        one, two, three = (stage.conversation_of(cast, address=f"a{number}@customer.example") for number in range(3))
        by = cast.mina.as_actor
        for hours, conversation, verb in ((1, one, resolve), (1, two, resolve), (3, three, resolve)):
            now.shift(timedelta(hours=hours))
            verb(conversation, by=by)
        reopen(three, by=by)
        now.shift(timedelta(hours=5))
        resolve(three, by=by)
        (mail,) = compare([cast.inbox.pk], since=clock.now() - timedelta(weeks=1), until=clock.now() + timedelta(1))
        now.shift(timedelta(seconds=1))
        page = page_of(mina)
    assert mail.solved == Solved(3, 2 * 3600, 10 * 3600, pytest.approx(1 / 3))
    assert "<b>2 hr</b></td>" in page
    assert '<td class="end">10 hr</td><td class="end">33 %</td>' in page


def test_a_stranger_reads_no_figures_of_an_inbox_that_is_not_theirs(two_channels, stranger):
    page = page_of(stranger)
    assert "Nobody wrote in these weeks." in page
    assert "<b>Mail</b>" not in page


@pytest.mark.parametrize(
    ("expected", "words"),
    [("300", "About 38 hours of answering a week: 1.5 people."), ("0", "About 0.0 hours"), ("1", "0.5 people")],
)
def test_another_channel_is_told_in_hours_and_people(two_channels, mina, expected, words):
    assert words in page_of(mina, expected=expected)


@pytest.mark.parametrize("odd", ["", "-3", "many", "１２", "9" * 30, "1.5"])
def test_what_is_no_number_costs_nothing(mina, odd):
    assert "hours of answering" not in page_of(mina, expected=odd)


def test_more_than_two_channels_bring_a_warning(cast, mina):
    assert "One or two channels are a good start." in page_of(mina)
    for kind in ("form", "chat"):
        add(cast.brand, entry=Entry(kind), by=cast.ruth.as_actor)
    assert "You answer on 2 channels already." in page_of(mina)


def test_many_contacts_cost_the_same_queries(cast, two_channels, mina, django_assert_max_num_queries):
    page_of(mina)
    # Session, agent, who sees what (2), the views (3), unread mentions, inboxes, catalogue, and five for figures; six
    # where something is solved, and one for how customers liked it.
    with django_assert_max_num_queries(18):
        page_of(mina)
