"""The page that helps to choose channels."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.insight.channel_days.keeping import keep_days
from keepword.people.models import Contact
from keepword.surveys.models import ANSWERED, ASKED, Survey
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
    with time_machine.travel(datetime(2026, 11, 16, 8, tzinfo=UTC), tick=False) as now:
        one, two, three = (stage.conversation_of(cast, address=f"a{number}@customer.example") for number in range(3))
        by = cast.mina.as_actor
        for hours, conversation, verb in ((1, one, resolve), (1, two, resolve), (3, three, resolve)):
            now.shift(timedelta(hours=hours))
            verb(conversation, by=by)
        reopen(three, by=by)
        now.shift(timedelta(hours=5))
        resolve(three, by=by)
        now.shift(timedelta(seconds=1))
        page = page_of(mina)
    assert "<b>2 hr</b></td>" in page
    assert '<td class="end">10 hr</td><td class="end">33%</td>' in page


def test_a_stranger_reads_no_figures_of_an_inbox_that_is_not_theirs(two_channels, stranger):
    page = page_of(stranger)
    assert "Nobody wrote in these weeks." in page
    assert "<b>Mail</b>" not in page


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("300", "With Mail you would need about 50 hours a week."),
        ("0", "With Mail you would need about 0 hours a week."),
        ("1", "With Mail you would need about less than half an hour a week."),
    ],
)
def test_another_channel_is_told_in_hours_before_it_is_opened(two_channels, mina, expected, words):
    """Four answers to three contacts, six minutes each, and three quarters of the time."""
    assert words in page_of(mina, kind="mail", expected=expected)


@pytest.mark.parametrize("odd", ["", "-3", "many", "１２", "9" * 30, "1.5"])
def test_what_is_no_number_is_guessed_from_what_comes_now(two_channels, mina, odd):
    assert "Contacts a week: 3, as many as each of your inboxes has now." in page_of(mina, kind="mail", expected=odd)


def test_more_than_two_channels_bring_a_warning(cast, mina):
    assert "One or two channels are a good start" in page_of(mina)
    for kind in ("form", "chat"):
        add(cast.brand, entry=Entry(kind), by=cast.ruth.as_actor)
    page = page_of(mina)
    assert "You answer on 2 other channels already. Being everywhere gets out of hand quickly." in page
    assert "One or two channels are a good start" not in page


def surveys(conversation, *, scores, unanswered=0):
    """Asked a moment ago, and answered so."""
    about = {"conversation": conversation, "inbox_id": conversation.inbox_id, "channel": conversation.channel}
    now = datetime.now(UTC) - timedelta(minutes=1)
    times = {"resolved_at": now, "due_at": now, "asked_at": now}
    Survey.objects.bulk_create(
        [Survey(**about, **times, state=ANSWERED, score=score, answered_at=now) for score in scores]
        + [Survey(**about, **times, state=ASKED) for _ in range(unanswered)]
    )


def test_the_best_connection_is_told_with_how_many_said_so_and_how_sure_that_is(cast, two_channels, mina):
    mail = stage.conversation_of(cast, address="a0@customer.example")
    form = stage.conversation_of(cast, "ko", channel="form")
    surveys(mail, scores=[5] * 28 + [1] * 2, unanswered=20)
    surveys(form, scores=[5] * 19)
    page = page_of(mina)
    assert "<b>Mail</b>" in page[page.index("Where do people feel best looked after?") :][:120]
    assert "93% of 30 who answered are happy; the true share lies in \u206679%–98%\u2069" in page
    assert "100% (\u206683%–100%\u2069, n = 19)" in page


def test_too_few_answers_are_said_to_be_too_few(cast, two_channels, mina):
    surveys(stage.conversation_of(cast), scores=[5] * 19)
    page = page_of(mina)
    assert "too few answers: 19 on the channel with the most, and 20 say something" in page


def test_two_channels_that_may_be_alike_are_said_to_be(cast, two_channels, mina):
    surveys(stage.conversation_of(cast), scores=[5] * 28 + [1] * 2)
    surveys(stage.conversation_of(cast, "ko", channel="form"), scores=[5] * 26 + [1] * 4)
    assert "Others may be as good: the ranges touch." in page_of(mina)


def test_many_contacts_cost_the_same_queries(cast, two_channels, mina, django_assert_num_queries):
    page_of(mina)
    # Session, agent, who sees what (2), the views (3), promises, hand-overs, unread mentions; inboxes, the catalogue,
    # how it was liked; the days, all inboxes, and four of the minutes since. One more where something was solved.
    with django_assert_num_queries(19) as before:
        page_of(mina)
    for number in range(12):
        stage.conversation_of(cast, address=f"b{number}@customer.example")
    with django_assert_num_queries(len(before)):
        page_of(mina)


def test_days_that_were_counted_say_what_the_rows_say(cast, two_channels, mina):
    live = page_of(mina)
    table = live[live.index("<tbody>") : live.index("</tbody>")]
    assert keep_days() == 20
    while keep_days() > 1:
        pass
    kept = page_of(mina)
    assert kept[kept.index("<tbody>") : kept.index("</tbody>")] == table
