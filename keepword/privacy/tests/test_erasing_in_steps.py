"""Who wrote for years is erased a little at a time: nobody waits for it, and a stop in between loses nothing."""

import pytest

from keepword.conversations.models import Conversation, Message
from keepword.conversations.receiving import receive
from keepword.events.models import Event
from keepword.people.merging.merging import CannotMergeContacts, merge
from keepword.people.models import Contact, Identity
from keepword.privacy import erasing
from keepword.privacy.erasing import BEGUN, WENT_ON, erase, follow
from keepword.privacy.models import Erasure
from tests import cast as stage

pytestmark = pytest.mark.django_db

ADDRESS = "otto.vergessen@customer.example"


class Stopped(Exception):
    """The process is killed here."""


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def otto(cast, monkeypatch) -> Contact:
    """Three conversations of three letters each, and steps of two rows."""
    monkeypatch.setattr(erasing, "PHASES", [erasing._Phase(one.find, one.do, most=2) for one in erasing.PHASES])
    for number in range(3):
        said = stage.written(address=ADDRESS, subject=f"zauberwort {number}", text="zauberwort")
        first = receive(said, inbox=cast.inbox)
        for more in range(2):
            Message.objects.create(**_again(first), text="zauberwort again", external_id=f"again-{number}-{more}")
    return Identity.objects.get(value=ADDRESS).contact


def _again(message: Message) -> dict[str, object]:
    skipped = {"id", "text", "external_id"}
    same = {one.attname: getattr(message, one.attname) for one in Message._meta.concrete_fields}
    return {name: value for name, value in same.items() if name not in skipped}


def _left() -> int:
    return Message.objects.filter(text__contains="zauberwort").count()


def test_what_there_is_no_time_for_goes_on_afterwards(cast, otto):
    begun = erase(otto, by=cast.ruth, within=0)
    assert begun.ended_at is None
    assert not Identity.objects.filter(value=ADDRESS).exists()
    assert _left() > 0
    follow(Event.objects.get(name=BEGUN))
    begun.refresh_from_db()
    assert begun.ended_at is not None
    assert _left() == 0
    assert (begun.counts["conversations"], begun.counts["messages"]) == (3, 9)
    assert Event.objects.filter(name="contact.erased").count() == 1


@pytest.mark.parametrize("at", range(1, 12))
def test_a_stop_at_any_step_leaves_the_rest_to_the_next_start(cast, otto, monkeypatch, at):
    calls = []
    step = erasing._step

    def counted(number: int) -> bool:
        calls.append(number)
        if len(calls) == at:
            raise Stopped
        return step(number)

    monkeypatch.setattr(erasing, "_step", counted)
    try:
        erase(otto, by=cast.ruth)
    except Stopped:
        assert Erasure.objects.get().ended_at is None
    monkeypatch.setattr(erasing, "_step", step)
    follow(Event.objects.get(name=BEGUN))
    report = Erasure.objects.get()
    assert (report.counts["messages"], _left()) == (9, 0)
    assert not Conversation.objects.filter(contact=otto).exclude(subject="").exists()


@pytest.mark.django_db(transaction=True)
def test_a_long_one_gives_the_worker_back_between_its_slices(cast, otto, monkeypatch):
    monkeypatch.setattr(erasing, "SLICE", 0.0)
    erase(otto, by=cast.ruth, within=0)
    follow(Event.objects.get(name=BEGUN))
    assert Erasure.objects.get().ended_at is None
    rounds = 0
    while Erasure.objects.get().ended_at is None:
        rounds += 1
        follow(Event.objects.filter(name=WENT_ON).latest("id"))
    assert rounds > 3
    told = Event.objects.filter(name=WENT_ON).count()
    follow(Event.objects.filter(name=WENT_ON).latest("id"))  # a task that came twice
    assert (Event.objects.filter(name=WENT_ON).count(), _left()) == (told, 0)


def test_who_writes_meanwhile_is_a_stranger_whose_words_stay(cast, otto):
    erase(otto, by=cast.ruth, within=0)
    new = receive(stage.written(address=ADDRESS, text="It is me again."), inbox=cast.inbox)
    follow(Event.objects.get(name=BEGUN))
    new.refresh_from_db()
    assert new.text == "It is me again."
    assert new.conversation.contact_id != otto.pk
    assert new.conversation.emptied_at is None


def test_what_a_colleague_says_there_meanwhile_goes_too(cast, otto):
    erase(otto, by=cast.ruth, within=0)
    place = Conversation.objects.filter(contact=otto).latest("id")
    first = Message.objects.filter(conversation=place).earliest("id")
    while Erasure.objects.get().phase < len(erasing.PHASES) - 1:
        erasing._step(Erasure.objects.get().pk)
    Message.objects.create(**_again(first), text="zauberwort of a colleague", external_id="colleague")
    follow(Event.objects.get(name=BEGUN))
    assert (_left(), Erasure.objects.get().counts["messages"]) == (0, 10)


def test_nobody_is_merged_with_who_is_being_erased(cast, otto):
    erase(otto, by=cast.ruth, within=0)
    other = stage.conversation_of(cast, "ko").contact
    with pytest.raises(CannotMergeContacts):
        merge(other, into=otto, by=cast.ruth)
