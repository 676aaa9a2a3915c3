"""What a conversation is called at the desk, and how one gets back."""

from keepword.conversations.binning import put_in_bin
from tests import cast as stage


def test_it_is_called_otherwise_and_again_as_its_customer_calls_it(cast, mina):
    conversation = stage.conversation_of(cast)
    address = f"/conversations/{conversation.pk}"
    assert 'value="Where is my parcel?"' in mina.get(address).content.decode()
    assert mina.post(f"{address}/subject", {"subject": "<b>Lid</b> of 1042"}).status_code == 302
    page = mina.get(address).content.decode()
    assert "&lt;b&gt;Lid&lt;/b&gt; of 1042</h1>" in page
    assert "Where is my parcel?</bdi>" in page
    mina.post(f"{address}/subject", {"subject": "<b>Lid</b> of 1042", "theirs": "yes"})
    assert "Where is my parcel?</h1>" in mina.get(address).content.decode()


def test_the_list_shows_the_name_of_the_desk(cast, mina):
    conversation = stage.conversation_of(cast)
    mina.post(f"/conversations/{conversation.pk}/subject", {"subject": "Lid of 1042"})
    page = mina.get("/inbox/open").content.decode()
    assert "Lid of 1042" in page
    assert "Where is my parcel?" not in page


def test_what_lies_in_the_bin_keeps_its_name(cast, mina):
    conversation = stage.conversation_of(cast)
    put_in_bin(conversation, by=cast.ruth)
    mina.post(f"/conversations/{conversation.pk}/subject", {"subject": "Lid"})
    conversation.refresh_from_db()
    assert conversation.subject == "Where is my parcel?"


def test_a_stranger_names_nothing(cast, stranger):
    conversation = stage.conversation_of(cast)
    assert stranger.post(f"/conversations/{conversation.pk}/subject", {"subject": "Lid"}).status_code == 404
    conversation.refresh_from_db()
    assert conversation.subject == "Where is my parcel?"
