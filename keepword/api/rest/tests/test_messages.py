import pytest

from keepword.api.tests.program import Program
from keepword.conversations.inbound import File
from keepword.conversations.models import Message
from keepword.conversations.noting import note
from keepword.conversations.replying import reply
from keepword.kit import clock
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def test_what_was_said_is_read_in_order(cast, program):
    conversation = stage.conversation_of(cast, "zh-Hans", quoted="> 以前", html="<p>x</p>")
    reply(conversation, text="它在路上。", by=cast.mina)
    note(conversation, text="Ask the carrier.", by=cast.dave)
    inbound, answered, noted = program.get(f"/conversations/{conversation.pk}/messages").json()["items"]
    assert [one["kind"] for one in (inbound, answered, noted)] == ["inbound", "reply", "note"]
    assert inbound["text"] == "请问我的包裹在哪里？运费已经付了。"
    assert (inbound["quoted"], inbound["has_html"], inbound["delivery"]) == ("> 以前", True, None)
    assert inbound["author"] == {
        "kind": "contact",
        "id": conversation.contact_id,
        "name": "王小明",
        "address": "wang@customer.example",
    }
    assert answered["author"] == {"kind": "agent", "id": cast.mina.pk, "name": "Mina Park", "address": ""}
    assert answered["delivery"] == {"state": "queued", "reason": "", "detail": "", "at": None, "arrived_at": None}
    assert answered["recipients"] == {"to": ["wang@customer.example"]}
    assert (noted["text"], noted["delivery"]) == ("Ask the carrier.", None)


def test_a_file_is_downloaded_and_never_shown(cast, program):
    evil = File("läbel.html", "text/html", b"<script>alert(1)</script>")
    conversation = stage.conversation_of(cast, files=(evil,))
    item = program.get(f"/conversations/{conversation.pk}/messages").json()["items"][0]["attachments"][0]
    assert (item["name"], item["type"], item["size"]) == ("läbel.html", "text/html", 25)
    path = item["url"].removeprefix("/api/v1")
    file = program.get(path)
    assert b"".join(file.streaming_content) == evil.content
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert Program(cast.stranger).get(path).status_code == 404
    assert Program(None).get(path).status_code == 401
    assert program.get("/attachments/" + "0" * 32).status_code == 404


@pytest.mark.parametrize("sort", ["oldest", "newest"])
def test_pages_hold_every_message_once(cast, program, sort):
    conversation = stage.conversation_of(cast, at=clock.now())
    for number in range(5):
        note(conversation, text=f"{number}", by=cast.mina)
    seen, cursor = [], None
    while cursor or not seen:
        query = {"sort": sort, "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = program.get(f"/conversations/{conversation.pk}/messages", **query).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    order = "id" if sort == "oldest" else "-id"
    assert seen == list(Message.objects.order_by(order).values_list("id", flat=True))


def test_reading_messages_costs_six_queries_however_many_there_are(cast, program, django_assert_num_queries):
    """The token with its agent; whether any inbox is restricted; which of them the agent sees; whether this
    conversation is among what they see; the messages; their files."""
    conversation = stage.conversation_of(cast)
    path = f"/conversations/{conversation.pk}/messages"
    program.get(path)
    for _ in range(2):
        with django_assert_num_queries(6):
            assert program.get(path).status_code == 200
        for number in range(5):
            note(conversation, text=f"{number}", by=cast.mina, files=[File("a.txt", "text/plain", b"a")])
