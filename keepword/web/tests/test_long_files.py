"""Files of customers that are too long for one request: looked at and done in the background, from where they were."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.people.identifying import identify
from keepword.people.models import Agent, Contact, Identity, ListFile, ListLine
from keepword.people.models.list_file import CANCELLED, DOING, DONE, TRIED, TRYING
from keepword.privacy.erasing import erase
from keepword.web.settings.lists import pages
from keepword.web.settings.lists.long import running
from keepword.web.settings.lists.long.keeping import BEGUN
from keepword.web.tests.reading import words

LINES = 60


class Stopped(Exception):
    """The process is killed here."""


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(pages, "AT_ONCE", 10)
    monkeypatch.setattr(running, "LOOKED_AT", 7)
    monkeypatch.setattr(running, "DONE_AT_ONCE", 7)


def _content(count: int = LINES) -> str:
    """One known, one twice, one that is no address; the others are new."""
    rows = [f"p{number}@customer.example,Person {number}" for number in range(count)]
    return "\n".join(["address,name", *rows, "known@customer.example,Kim", "nobody,Nobody", "two@x.example,A",
                      "two@x.example,B", ""])  # fmt: skip


def _bring(desk, content: str | bytes, *, form: str = "mark"):
    file = SimpleUploadedFile("a.csv", content.encode() if isinstance(content, str) else content, "text/csv")
    return desk.post("/contacts/import", {"file": file, "form": form})


def _work() -> None:
    """What the worker does, until nothing is left."""
    running.follow(Event.objects.filter(name=BEGUN).latest("id"))


def _there() -> int:
    return Identity.objects.filter(value__startswith="p", value__endswith="@customer.example").count()


def test_nothing_happens_until_somebody_says_so_and_then_what_was_said(cast, ruth):
    identify(address="known@customer.example", name="")
    answer = _bring(ruth, _content())
    file = ListFile.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/contacts/import/{file.pk}")
    assert "Nothing happens until you say so" in words(ruth.get(f"/contacts/import/{file.pk}"))
    _work()
    shown = words(ruth.get(f"/contacts/import/{file.pk}"))
    assert (_there(), Contact.objects.filter(name="Kim").count()) == (0, 0)
    assert f"Do it: {LINES} to add, 1 to change" in shown
    assert "left out: 3" in shown
    ruth.post(f"/contacts/import/{file.pk}/doing")
    _work()
    file.refresh_from_db()
    assert (file.state, _there(), Contact.objects.filter(name="Kim").count()) == (DONE, LINES, 1)
    assert f"Done: {LINES} added, 1 changed." in words(ruth.get(f"/contacts/import/{file.pk}"))
    assert not Identity.objects.filter(value="two@x.example").exists()
    assert list(AuditEntry.objects.filter(name="list.imported").values_list("data", flat=True)) == [
        {"list": "contacts", "count": LINES + 1}
    ]
    assert ListLine.objects.exclude(why="").count() == ListLine.objects.count() == 3  # the file is gone but for these


@pytest.mark.parametrize("at", range(1, 21, 3))
def test_a_stop_at_any_step_doubles_nothing_and_leaves_nothing_out(cast, ruth, monkeypatch, at):
    _bring(ruth, _content())
    calls, step = [], running._step

    def counted(number: int) -> bool:
        calls.append(number)
        if len(calls) == at:
            raise Stopped
        return step(number)

    monkeypatch.setattr(running, "_step", counted)
    file = ListFile.objects.get()
    for state in (TRYING, TRIED):
        if state == TRIED:
            ruth.post(f"/contacts/import/{file.pk}/doing")
        try:
            _work()
        except Stopped:
            _work()
    file.refresh_from_db()
    assert (file.state, file.counts["add"], file.counts["added"], _there()) == (DONE, LINES + 1, LINES + 1, LINES)
    assert Contact.objects.filter(name__startswith="Person").count() == LINES
    assert file.counts["wrong"] == 3
    running.follow(Event.objects.filter(name=BEGUN).latest("id"))  # a task that came twice
    assert AuditEntry.objects.filter(name="list.imported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_long_one_gives_the_worker_back_between_its_slices(cast, ruth, monkeypatch):
    monkeypatch.setattr(running, "SLICE", 0.0)
    _bring(ruth, _content())
    rounds = 0
    _work()
    while ListFile.objects.get().state == TRYING:
        rounds += 1
        running.follow(Event.objects.filter(name=running.WENT_ON).latest("id"))
    assert rounds > 5
    assert ListFile.objects.get().counts["wrong"] == 3


def test_who_became_known_meanwhile_is_not_written_over(cast, ruth):
    _bring(ruth, _content())
    _work()
    identify(address="p5@customer.example", name="Own Name")
    file = ListFile.objects.get()
    ruth.post(f"/contacts/import/{file.pk}/doing")
    _work()
    file.refresh_from_db()
    assert (file.counts["added"], file.counts["left"]) == (LINES, 1)
    assert Contact.objects.filter(name="Own Name").exists()
    assert "Something changed in the meantime" in words(ruth.get(f"/contacts/import/{file.pk}"))


def test_wrong_lines_come_out_as_a_file_that_can_be_brought_again(cast, ruth):
    _bring(ruth, _content())
    _work()
    file = ListFile.objects.get()
    content = b"".join(ruth.post(f"/contacts/import/{file.pk}/export").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["_line", "_wrong", "address", "name"]
    assert [row[0] for row in rows[1:]] == ["63", "64", "65"]
    assert rows[1][1:] == ["address: This is no e-mail address.", "nobody", "Nobody"]
    mended = content.replace("nobody,Nobody", "nobody@customer.example,Nobody").replace(
        "two@x.example,B", "b@x.example,B"
    )
    _bring(ruth, mended, form="again")
    _work()
    again = ListFile.objects.latest("id")
    assert (again.counts["add"], again.counts.get("wrong", 0), again.columns) == (3, 0, ["address", "name"])


def test_a_second_press_brings_it_once(cast, ruth):
    first, second = _bring(ruth, _content()), _bring(ruth, _content())
    assert first.headers["Location"] == second.headers["Location"]
    assert (ListFile.objects.count(), ListLine.objects.count()) == (1, LINES + 4)
    _work()
    for _ in range(2):
        ruth.post(f"/contacts/import/{ListFile.objects.get().pk}/doing")
    assert Event.objects.filter(name=BEGUN).count() == 2


def test_what_is_wrong_with_the_whole_file_is_told_at_once(cast, ruth):
    for content, why in [
        ("address,colour\na@b.example,red\n", "There is no column"),
        ('address,name\na@b.example,"open\n' + "x" * 20, "A quotation mark is not closed"),
        (b"address,name\n\x00\xff\xfe\x81,x\n", "cannot be read"),
        ("\n\n           \n\n", "The file is empty"),
    ]:
        answer = _bring(ruth, content, form=why)
        assert answer.status_code == 422
        assert why in words(answer)
    assert not ListFile.objects.exists()


def test_a_file_above_the_limit_is_refused(cast, ruth, settings):
    settings.IMPORT_SIZE_LIMIT = 50
    assert "larger than 0 MB" in words(_bring(ruth, _content()))
    assert not ListFile.objects.exists()


def test_a_file_of_another_country_is_read_also_far_behind(cast, ruth):
    rows = "\n".join(f"p{number}@customer.example;plain" for number in range(20_000))
    _bring(ruth, f"address;name\n{rows}\nwang@customer.example;王小明请问我的包裹在哪里\n".encode("gb18030"))
    file = ListFile.objects.get()
    assert (file.read_as, file.counts["lines"]) == ("GB 18030", 20_001)
    assert file.lines.latest("number").cells == ["wang@customer.example", "王小明请问我的包裹在哪里"]


def test_it_is_told_when_it_was_looked_at_and_when_it_is_done(cast, ruth, settings):
    _bring(ruth, _content())
    _work()
    file = ListFile.objects.get()
    ruth.post(f"/contacts/import/{file.pk}/doing")
    _work()
    told = Event.objects.filter(name__in=[running.TRIED_IT, running.ENDED])
    assert [(one.name, one.data["to"]) for one in told.order_by("id")] == [
        ("import.tried", cast.ruth.pk), ("import.ended", cast.ruth.pk)
    ]  # fmt: skip


def test_a_stopped_one_throws_the_rest_away(cast, ruth, monkeypatch):
    _bring(ruth, _content())
    _work()
    file = ListFile.objects.get()
    ruth.post(f"/contacts/import/{file.pk}/doing")
    for _ in range(3):
        running._step(file.pk)
    ruth.post(f"/contacts/import/{file.pk}/cancellation")
    _work()
    file.refresh_from_db()
    assert (file.state, file.counts["added"], _there(), file.lines.count()) == (CANCELLED, 21, 21, 0)


def test_who_may_not_any_more_does_nothing_more(cast, ruth):
    _bring(ruth, _content())
    _work()
    file = ListFile.objects.get()
    ruth.post(f"/contacts/import/{file.pk}/doing")
    assert ListFile.objects.get().state == DOING
    Agent.objects.filter(pk=cast.ruth.pk).update(is_active=False)
    _work()
    file.refresh_from_db()
    assert (file.state, _there(), file.lines.count()) == (CANCELLED, 0, 0)


def test_nobody_else_sees_it(cast, ruth, mina):
    _bring(ruth, _content())
    assert mina.get(f"/contacts/import/{ListFile.objects.get().pk}").status_code in (403, 404)


def test_who_is_erased_meanwhile_is_not_in_it_any_more(cast, ruth):
    person = identify(address="p3@customer.example", name="")
    _bring(ruth, _content())
    erase(person, by=cast.ruth)
    assert not [one for one in ListLine.objects.all() if "p3@customer.example" in one.cells]


def test_it_is_forgotten_after_a_week(cast, ruth):
    _bring(ruth, _content())
    _work()
    running.forget_old()
    assert ListLine.objects.exists()
    ListFile.objects.update(at=clock.now() - timedelta(days=8))
    running.forget_old()
    assert (ListFile.objects.count(), ListLine.objects.count()) == (0, 0)
