"""Companies on the screens."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keepword.conversations.fields.defining import Draft as FieldDraft
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.models import Inbox
from keepword.conversations.receiving import receive
from keepword.events.actor import SYSTEM
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft, define
from keepword.people.models import Company, Contact
from tests import cast as stage


@pytest.fixture
def acme(cast, conversation):
    company = define(Draft("Acme GmbH", ["customer.example"], "Pay late."), by=cast.ruth)
    belong(conversation.contact, to=company, by=SYSTEM)
    return company


def words(page):
    return page.content.decode()


def test_a_company_shows_its_people_and_everything_with_them(cast, mina, conversation, acme):
    stage.conversation_of(cast, "ko")
    page = words(mina.get(f"/companies/{acme.pk}"))
    for shown in ("Acme GmbH", "Pay late.", "Ann Lee", "Where is my parcel?", "김민지"):
        assert shown in page, shown
    assert "배송 문의드립니다" not in page  # she only writes from its domain
    mina.post(f"/companies/{acme.pk}/people", {"all": "yes"})
    assert "배송 문의드립니다" in words(mina.get(f"/companies/{acme.pk}"))
    assert "Acme GmbH" in words(mina.get(f"/conversations/{conversation.pk}"))


def test_companies_are_found_by_name_and_domain(mina, acme):
    assert "Acme GmbH" in words(mina.get("/companies"))
    for query, is_there in (("acme", True), ("CUSTOMER.ex", True), ("nobody", False)):
        assert ("Acme GmbH" in words(mina.get("/companies", {"q": query}))) is is_there
    part = words(mina.get("/companies", {"q": "acme"}, headers={"HX-Request": "true"}))
    assert "Acme GmbH" in part and "<html" not in part


def test_a_contact_gets_the_company_that_its_domain_suggests_with_one_press(cast, mina, acme):
    new = stage.conversation_of(cast, "ko").contact
    assert "Belongs to Acme GmbH" in words(mina.get(f"/contacts/{new.pk}"))
    mina.post(f"/contacts/{new.pk}/company", {"company": acme.pk})
    assert Contact.objects.get(pk=new.pk).company == acme
    assert "Belongs to" not in words(mina.get(f"/contacts/{new.pk}"))
    assert "No company" in words(mina.get(f"/contacts/{new.pk}/company"))
    mina.post(f"/contacts/{new.pk}/company", {"company": ""})
    assert Contact.objects.get(pk=new.pk).company is None


def test_a_company_is_made_for_a_contact_and_put_right(mina, conversation):
    address = f"/companies/new?contact={conversation.contact_id}&name=Acme"
    assert 'value="Acme"' in words(mina.get(address))
    made = mina.post(address, {"name": "Acme", "domains": "acme.example; acme.test", "note": ""})
    company = Company.objects.get()
    assert made.headers["Location"] == f"/companies/{company.pk}"
    assert Contact.objects.get(pk=conversation.contact_id).company == company
    wrong = mina.post(f"/companies/{company.pk}/correction", {"name": "Acme", "domains": "gmail.com"})
    assert wrong.status_code == 422 and "Anybody can have a mailbox" in words(wrong)
    mina.post(f"/companies/{company.pk}/correction", {"name": "Acme AG", "domains": "acme.example"})
    assert list(company.domains.values_list("name", flat=True)) == ["acme.example"]


def test_a_company_has_fields_of_its_own(mina, acme):
    size = define_field(FieldDraft("Employees", about="company", kind="number"), by=SYSTEM)
    assert mina.post(f"/companies/{acme.pk}/fields", {f"own-{size.pk}": "250"}).status_code == 302
    page = words(mina.get(f"/companies/{acme.pk}"))
    assert "Employees" in page and "250" in page
    said = {"name": "Big", "whose": "me", "sort": "newest", "do": "save", "field-0": f"own:{size.pk}"}
    view = mina.post("/settings/views/new", said | {"op-0": "after", "text-0": "100"}).headers["Location"]
    assert "Where is my parcel?" in words(mina.get(view))


def test_companies_go_out_and_come_in_as_a_file_with_a_trial(cast, at_desk, mina, acme):
    ruth = at_desk(cast.ruth)
    assert "Acme GmbH,customer.example,Pay late." in words(ruth.post("/companies/export"))
    lines = 'name,domains,note\nAcme GmbH,"customer.example, acme.test",\nNew,new.example,Hello\n'
    trial = words(mina.post("/companies/import", {"file": SimpleUploadedFile("c.csv", lines.encode())}))
    assert "Add" in trial and "Change" in trial and Company.objects.count() == 1
    assert mina.post("/companies/import", {"content": lines, "do": "yes"}).status_code == 200
    assert Company.objects.get(name="New").note == "Hello"
    assert acme.domains.count() == 2
    wrong = mina.post("/companies/import", {"content": "name,domains\nBad,gmail.com\n", "do": "yes"})
    assert wrong.status_code == 422 and Company.objects.count() == 2


def test_nobody_learns_of_a_company_whose_people_they_may_not_know(cast, at_desk, acme):
    stranger = at_desk(cast.stranger)
    shop = Inbox.objects.create(name="Else", address="else@leafloom.example", brand=cast.brand)
    own = receive(stage.written(address="bob@customer.example", name="Bob"), inbox=shop).contact
    assert "Acme" not in words(stranger.get(f"/contacts/{own.pk}"))
    assert "Acme" not in words(stranger.get(f"/contacts/{own.pk}/company"))
    assert "Acme" not in words(stranger.get("/companies"))
    assert "Acme" not in words(stranger.post("/companies/export"))
    assert stranger.post(f"/contacts/{own.pk}/company", {"company": acme.pk}).status_code == 404
    for path in ("", "/correction", "/fields"):
        assert stranger.get(f"/companies/{acme.pk}{path}").status_code == 404
