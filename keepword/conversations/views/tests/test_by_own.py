"""Views in the order of an own field: typed, each conversation once on all pages, what has no value behind."""

import pytest

from keepword.conversations.fields.defining import Draft as Field
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.fields.defining import retire
from keepword.conversations.fields.putting import put_on_company, put_on_contact, put_on_conversation
from keepword.conversations.models import SavedView
from keepword.conversations.resolving import resolve
from keepword.conversations.tagging import tag
from keepword.conversations.views import by_own
from keepword.conversations.views.by_own import is_sort
from keepword.conversations.views.defining import BadSort, Draft, define
from keepword.conversations.views.listing import page_of
from keepword.conversations.views.rules import IS, Rule
from keepword.events.actor import SYSTEM
from keepword.kit.pages import BadCursor
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft as Company
from keepword.people.companies.defining import define as define_company
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def made(cast, *values, kind="number", about="conversation"):
    """A field and a conversation for each value; None for one of which nothing is known."""
    choices = [value for value in values if value] if kind == "choice" else []
    field = define_field(Field("Own", about=about, kind=kind, choices=list(dict.fromkeys(choices))), by=SYSTEM)
    them = []
    for number, value in enumerate(values):
        one = stage.conversation_of(cast, address=f"customer-{number}@customer.example")
        if value is not None and about == "conversation":
            put_on_conversation(one, said={field: [value]}, by=SYSTEM)
        elif value is not None:
            put_on_contact(one.contact, said={field: [value]}, by=SYSTEM)
        them.append(one)
    return field, them


def ordered(agent, sort, *, asked=(), limit=2, them):
    """Places of the conversations, as pages of two bring them; none may come twice."""
    places = {one.pk: place for place, one in enumerate(them)}
    found, cursor = [], None
    for _ in range(40):
        page = page_of(asked, sort=sort, agent=agent, cursor=cursor, columns=("id",), limit=limit)
        found += [places[number] for (number,) in page.rows]
        cursor = page.next
        if cursor is None:
            return found
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize(
    ("kind", "values", "rising"),
    [
        ("number", ["10", "9", None, "-1.5", "9", "100", "9"], [3, 1, 4, 6, 0, 5, 2]),
        ("date", ["2026-10-01", None, "2025-12-31", "2026-02-03", None], [2, 3, 0, 4, 1]),
        ("text", ["가", "b", "A", None, "茶", "b"], [2, 1, 5, 0, 4, 3]),
        ("choice", ["Red", "Blue", "Red", None], [1, 0, 2, 3]),
    ],
)
def test_every_page_goes_on_where_the_one_before_ended(cast, kind, values, rising, limit):
    field, them = made(cast, *values, kind=kind)
    found = ordered(cast.mina, f"own:{field.pk}", limit=limit, them=them)
    if kind == "text":  # letters of two scripts stand as the database has them
        assert (found[:3], set(found[3:5]), found[5:]) == (rising[:3], {0, 4}, [3])
    else:
        assert found == rising
    falling = ordered(cast.mina, f"own:{field.pk}:down", limit=limit, them=them)
    known = sum(value is not None for value in values)
    assert [values[place] for place in falling[:known]] == [values[place] for place in found[:known]][::-1]
    assert falling[known:] == found[known:]
    assert ordered(cast.stranger, f"own:{field.pk}", limit=limit, them=them) == []


def test_only_what_the_view_asks_is_in_it_however_far_it_lies(cast, monkeypatch):
    monkeypatch.setattr(by_own, "FIRST_REACH", 2)
    monkeypatch.setattr(by_own, "REACH", 2)
    field, them = made(cast, *map(str, range(9)), None)
    resolve(them[0], by=SYSTEM)
    for place in (3, 8, 9):
        tag(them[place], name="late", by=SYSTEM)
    status, late = Rule("status", IS, ("open",)), Rule("tag", IS, ("late",))
    sort = f"own:{field.pk}"
    assert ordered(cast.mina, sort, asked=(status,), them=them) == list(range(1, 10))
    assert ordered(cast.mina, sort, asked=(late,), them=them) == [3, 8, 9]
    monkeypatch.setattr(by_own, "few_of", lambda meant: None)
    assert ordered(cast.mina, sort, asked=(late, status), them=them) == [3, 8, 9]
    assert ordered(cast.mina, f"{sort}:down", asked=(late, status), them=them) == [8, 3, 9]


def test_a_field_of_the_customer_orders_all_of_their_conversations(cast):
    field, them = made(cast, "2", None, "1", about="contact")
    them.append(stage.conversation_of(cast, address="customer-0@customer.example"))
    assert ordered(cast.mina, f"own:{field.pk}", limit=1, them=them) == [2, 0, 3, 1]


def test_a_field_of_the_company_does_so_too(cast):
    field = define_field(Field("Own", about="company", kind="number"), by=SYSTEM)
    them = [stage.conversation_of(cast, code) for code in ("en", "ko", "ar")]
    for place, value in ((0, "2"), (1, "1")):
        company = define_company(Company(f"Mill {place}"), by=cast.ruth)
        belong(them[place].contact, to=company, by=SYSTEM)
        put_on_company(company, said={field: [value]}, by=SYSTEM)
    assert ordered(cast.mina, f"own:{field.pk}", limit=1, them=them) == [1, 0, 2]


def test_a_field_that_is_asked_no_more_orders_nothing_and_hides_nothing(cast):
    field, them = made(cast, "1", "2")
    view = define(Draft("By number", sort=f"own:{field.pk}:down", owner=cast.mina), by=cast.mina)
    assert SavedView.objects.get(pk=view.pk).sort == f"own:{field.pk}:down"
    retire(field, by=SYSTEM)
    assert not is_sort(view.sort)
    assert ordered(cast.mina, view.sort, them=them) == [1, 0]
    with pytest.raises(BadSort):
        define(Draft("Again", sort=view.sort, owner=cast.mina), by=cast.mina)


@pytest.mark.parametrize("sort", ["own:", "own:x", "own:0", "own:999", f"own:{'9' * 30}", "own:1:up", "due:1"])
def test_what_is_no_order_is_refused(cast, sort):
    assert not is_sort(sort)


@pytest.mark.parametrize("cursor", ["o", "o!", "oW10", "oWyJ4IiwxLDJd", "obnVsbA", "oWyJOYU4iLDEsMl0", "oWzEsLTEsMl0"])
def test_a_cursor_that_was_never_made_leads_nowhere(cast, cursor):
    field, _ = made(cast, "1")
    with pytest.raises(BadCursor):
        page_of((), sort=f"own:{field.pk}", agent=cast.mina, cursor=cursor, columns=("id",), limit=2)
