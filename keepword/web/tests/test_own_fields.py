"""Own fields on the screens: set up, shown, written into, taken out and in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.conversations.fields.defining import Draft, define
from keepword.conversations.models.own_field import FieldValue, OwnField
from keepword.events.actor import SYSTEM
from tests import cast as stage

NEW = {"name": "Shoe size", "about": "contact", "kind": "number", "hint": "As in Europe.", "is_required": "on"}


@pytest.fixture
def ruth(cast, at_desk):
    return at_desk(cast.ruth)


def words(page):
    return page.content.decode()


def test_a_field_is_set_up_found_moved_changed_and_put_away(ruth):
    assert "There are no fields yet" in words(ruth.get("/settings/fields"))
    assert ruth.post("/settings/fields/new", NEW).status_code == 302
    ruth.post("/settings/fields/new", NEW | {"name": "Colour", "kind": "choice", "choices": "Red\nBlue"})
    size, colour = OwnField.objects.order_by("id")
    assert (size.key, size.is_required, colour.choices) == ("shoe_size", True, ["Red", "Blue"])
    ruth.post(f"/settings/fields/{colour.pk}/place", {"to": "up"})
    page = words(ruth.get("/settings/fields"))
    assert page.index("Colour") < page.index("Shoe size")
    assert "Colour" not in words(ruth.get("/settings/fields?q=SHOE"))
    kept = {"name": "Colour of it", "choices": "Red\nGreen"}
    assert ruth.post(f"/settings/fields/{colour.pk}", kept).status_code == 302
    assert "{{contact.colour}}" in words(ruth.get(f"/settings/fields/{colour.pk}"))
    ruth.post(f"/settings/fields/{size.pk}/retirement", {"retired": "yes"})
    assert "Put away" in words(ruth.get("/settings/fields"))
    ruth.post("/settings/fields/new", NEW)
    refused = ruth.post(f"/settings/fields/{size.pk}/retirement", {"retired": "no"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": " "}, "required"),
        ({"key": "Nice Key"}, "Use small letters"),
        ({"kind": "choice"}, "at least one choice"),
        ({"kind": "choices", "choices": "a, b"}, "at least one choice"),
        ({"name": "SHOE SIZE"}, "another field of this name"),
    ],
)
def test_what_cannot_be_set_up_is_said_in_the_form(ruth, wrong, why):
    define(Draft("Shoe size"), by=SYSTEM)
    page = ruth.post("/settings/fields/new", {"name": "Other", "about": "contact", "kind": "text"} | wrong)
    assert page.status_code == 422 and why in words(page)


def test_fields_stand_beside_the_conversation_and_are_written_into(mina, conversation):
    size = define(Draft("Shoe size", kind="number"), by=SYSTEM)
    order = define(Draft("Order", about="conversation", is_required=True), by=SYSTEM)
    address = f"/conversations/{conversation.pk}"
    page = words(mina.get(address))
    assert "Shoe size" in page and "About this conversation" in page and "Missing" in page
    wrong = mina.post(f"{address}/fields", {f"own-{order.pk}": " "})
    assert wrong.status_code == 422 and "This is needed." in words(wrong)
    assert mina.post(f"{address}/fields", {f"own-{order.pk}": "A-<1>"}).headers["Location"] == address
    form = words(mina.get(f"/contacts/{conversation.contact_id}/fields?conversation={conversation.pk}"))
    assert f'name="conversation" value="{conversation.pk}"' in form
    said = {f"own-{size.pk}": "big", "conversation": conversation.pk}
    wrong = mina.post(f"/contacts/{conversation.contact_id}/fields", said)
    assert wrong.status_code == 422 and "Write a number" in words(wrong) and 'value="big"' in words(wrong)
    done = mina.post(f"/contacts/{conversation.contact_id}/fields", said | {f"own-{size.pk}": "41,5"})
    assert done.headers["Location"] == address
    page = words(mina.get(address))
    assert "41.5" in page and "A-&lt;1&gt;" in page and "Missing" not in page
    assert "41.5" in words(mina.get(f"/contacts/{conversation.contact_id}"))


def test_every_kind_has_its_control_and_reads_as_it_should(mina, conversation):
    kinds = {
        "text": "Hello", "long_text": "One\nTwo", "number": "12", "date": "2026-05-01", "yes_no": "yes",
        "choice": "Red", "choices": "Red", "url": "shop.example", "email": "a@b.example", "phone": "+49 30 1234",
    }  # fmt: skip
    fields = {
        kind: define(Draft(kind, kind=kind, choices=["Red", "Blue"] if "choice" in kind else []), by=SYSTEM)
        for kind in kinds
    }
    address = f"/contacts/{conversation.contact_id}"
    said = {f"own-{fields[kind].pk}": text for kind, text in kinds.items()}
    assert mina.post(f"{address}/fields", said).status_code == 302
    page = words(mina.get(address))
    for shown in ("May 1, 2026", ">Yes<", 'href="https://shop.example"', 'href="mailto:a@b.example"', "tel:+49301234"):
        assert shown in page, shown
    form = words(mina.get(f"{address}/fields"))
    for control in ('type="date"', "<textarea", 'type="checkbox"', "<select", 'inputmode="decimal"'):
        assert control in form, control
    assert mina.post(f"{address}/fields", {}).status_code == 302
    assert not FieldValue.objects.exists()


def test_a_field_of_another_brand_is_not_asked(cast, mina, conversation):
    other = type(cast.brand).objects.create(name="Other", slug="other")
    define(Draft("Colour", brand=other), by=SYSTEM)
    assert "Colour" not in words(mina.get(f"/conversations/{conversation.pk}"))


def test_the_set_up_goes_out_and_comes_in_as_a_file_with_a_trial(ruth):
    define(Draft("Size", kind="choice", choices=["S", "L"]), by=SYSTEM)
    sent = words(ruth.post("/settings/fields/export"))
    assert "Size,contact,size,choice" in sent and '"S, L"' in sent
    lines = (
        'name,about,key,kind,choices,needed\nSize,contact,size,choice,"S, M",yes\nSince,contact,,date,,\n'
        "Bad,contact,,colour,,\nNone,contact,,choice,,\n"
    )
    trial = words(ruth.post("/settings/fields/import", {"file": SimpleUploadedFile("f.csv", lines.encode())}))
    assert "Choose among" in trial and "Write at least one choice." in trial
    good = "\n".join(lines.split("\n")[:3])
    done = ruth.post("/settings/fields/import", {"content": good, "do": "yes"})
    assert done.status_code == 200
    assert list(OwnField.objects.order_by("id").values_list("key", "kind")) == [("size", "choice"), ("since", "date")]
    assert OwnField.objects.get(key="size").choices == ["S", "M"]


def test_a_view_asks_for_a_field_in_its_form_and_says_so_in_words(cast, mina):
    size = define(Draft("Shoe size"), by=SYSTEM)
    assert "Shoe size" in words(mina.get("/settings/views/new"))
    said = {"name": "Small feet", "whose": "me", "sort": "newest", "do": "save", "field-0": f"own:{size.pk}"}
    said |= {"op-0": "is", "text-0": "36, 37"}
    assert mina.post("/settings/views/new", said).status_code == 302
    assert "Shoe size: 36, 37" in words(mina.get("/settings/views"))
    assert mina.post("/settings/views/new", said | {"text-0": " "}).status_code == 422
    page = words(mina.post("/settings/views/new", said | {"name": "Any", "op-0": "is_set"}, follow=True))
    assert "Any" in page


def test_whoever_may_not_know_the_person_may_not_write_about_them(cast, at_desk, conversation):
    size = define(Draft("Size"), by=SYSTEM)
    stranger = at_desk(cast.stranger)
    for address in (f"/contacts/{conversation.contact_id}/fields", f"/conversations/{conversation.pk}/fields"):
        assert stranger.post(address, {f"own-{size.pk}": "x"}).status_code == 404
    stage.conversation_of(cast, "ko")
    assert not FieldValue.objects.exists()
