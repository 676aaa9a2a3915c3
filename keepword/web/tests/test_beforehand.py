"""Above the answer stands what is good to know of the person, and nothing where there is nothing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.conversations.complaints.marking import mark_complaint
from keepword.web.tests.reading import words
from keepword.web.tests.test_survey_panel import said
from tests import cast as stage


def page_of(client, conversation):
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/conversations/{conversation.pk}").content.decode()
    return page.split('id="beforehand"')[1].split('<div class="composer"')[0].split("<newer-words")[0], len(asked)


def test_it_costs_nothing_where_nothing_is_known(cast, mina):
    conversation = stage.conversation_of(cast)
    page_of(mina, conversation)
    line, before = page_of(mina, conversation)
    assert "<li>" not in line
    assert "complaint" not in line.split(">", 1)[1]
    mark_complaint(stage.conversation_of(cast, subject="Wrong <b>parcel</b>"), by=cast.dave.as_actor)
    line, asked = page_of(mina, conversation)
    assert "1 complaint in 12 months" in line
    assert "Wrong &lt;b&gt;parcel" in line
    assert "not solved yet" in line
    assert asked == before + 1


def test_an_answer_to_the_survey_leads_to_where_it_was_given(cast, mina):
    first, second = stage.conversation_of(cast), stage.conversation_of(cast)
    said(first, score=2, text="慢 😐 <i>")
    line, _asked = page_of(mina, second)
    assert f'href="/conversations/{first.pk}"' in line
    assert "慢 😐 &lt;i&gt;" in line


def test_words_that_complain_are_suggested_and_one_press_says_what_it_is(cast, mina):
    conversation = stage.conversation_of(cast, text="我要投诉！")
    line, _asked = page_of(mina, conversation)
    assert "This may be a complaint." in words_of(line)
    mina.post(f"/conversations/{conversation.pk}/complaint", {"complaint": "yes"})
    line, _asked = page_of(mina, conversation)
    assert "This may be a complaint." not in words_of(line)
    assert "1 complaint in 12 months" in line
    page = words(mina.get(f"/conversations/{conversation.pk}"))
    assert "Mina Park marked it as a complaint." in page
    assert "Not a complaint" in page
    mina.post(f"/conversations/{conversation.pk}/complaint", {"complaint": "no"})
    line, _asked = page_of(mina, conversation)
    assert "complaint" not in words_of(line)
    assert mina.post(f"/conversations/{conversation.pk}/complaint", {"complaint": "perhaps"}).status_code == 404


def words_of(line):
    return " ".join(line.replace("<", " <").split())


def test_how_loyal_they_are_stands_with_it_and_costs_no_query(cast, mina):
    conversation = stage.conversation_of(cast, address="ann@mail.example")
    page_of(mina, conversation)
    _line, before = page_of(mina, conversation)
    place = MembershipDraft("Leaf <Club>", address="ann@mail.example", tier="골드 🥇", points=1240)
    enrol(place, by=cast.ruth.as_actor)
    line, asked = page_of(mina, conversation)
    assert "Leaf &lt;Club&gt;" in line
    assert "골드 🥇" in line
    assert "1,240 points" in line
    assert f'href="/contacts/{conversation.contact_id}"' in line
    assert asked == before
