"""A brand's mission is set up, read by any page, and named in what customers read."""

from keepword.brands.models import Counter
from keepword.conversations.macros.defining import Draft
from keepword.conversations.macros.defining import define as define_macro
from keepword.conversations.models import Message
from keepword.conversations.signing.defining import Wanted
from keepword.conversations.signing.defining import define as define_signature
from keepword.conversations.signing.signing import signature_under
from keepword.promises.wording.letter import Facts, check, own
from keepword.web.tests.reading import words
from tests import cast as stage


def page_of(cast):
    return f"/settings/brands/{cast.brand.pk}/mission"


def set_up(cast, ruth):
    page = page_of(cast)
    answers = {"do": "counter", "name": "trees", "per": "item", "step": "10", "is_public": "on"}
    assert ruth.post(page, answers).status_code == 302
    text = "{{counter.trees}} trees <b>"
    assert ruth.post(page, {"do": "text", "name": "trees", "language": "en", "text": text}).status_code == 302
    form = {"do": "add", "counter": Counter.objects.get().pk, "amount": "1234", "form": "once"}
    for _press in range(2):
        assert ruth.post(page, form).status_code == 302


def test_it_is_set_up_on_one_page(cast, ruth):
    set_up(cast, ruth)
    page = ruth.get(page_of(cast)).content.decode()
    assert "1,234 trees &lt;b&gt;" in page
    assert "keepword-counter name=" in page
    for wrong in ({"do": "counter", "name": "Bäume"}, {"do": "add", "amount": "0"}, {"do": "text"}, {"do": "poem"}):
        assert ruth.post(page_of(cast), wrong).status_code == 422
    ruth.post(page_of(cast), {"do": "remove", "counter": "9" * 30})
    ruth.post(page_of(cast), {"do": "remove", "counter": Counter.objects.get().pk})
    assert "Nothing is counted yet" in words(ruth.get(page_of(cast)))


def test_any_page_reads_what_is_public_and_nothing_else(cast, ruth, client):
    set_up(cast, ruth)
    answer = client.get("/mission/leaf-loom.json", headers={"Accept-Language": "de"})
    (counter,) = answer.json()["counters"]
    assert (counter["name"], counter["total"], counter["figure"]) == ("trees", 1234, "1.234")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(
        "/mission/leaf-loom.json", headers={"If-None-Match": answer.headers["ETag"], "Accept-Language": "de"}
    )
    assert again.status_code == 304
    assert "keepword-counter" in client.get("/mission/leaf-loom/snippet.js").content.decode()
    Counter.objects.update(is_public=False)
    assert client.get("/mission/leaf-loom.json").json()["counters"] == []
    assert client.get("/mission/nobody.json").status_code == 404


def test_letters_macros_signatures_and_acknowledgements_name_it(cast, ruth, mina):
    set_up(cast, ruth)
    conversation = stage.conversation_of(cast)
    preview = mina.post(f"/conversations/{conversation.pk}/preview", {"text": "So far: {{counter.trees}}"})
    assert "So far: 1,234" in preview.content.decode()
    mina.post(f"/conversations/{conversation.pk}/replies", {"text": "So far: {{counter.trees}}", "form": "a"})
    assert Message.objects.get(kind="reply").text == "So far: 1,234"
    mina.post(f"/conversations/{conversation.pk}/replies", {"text": "Look: {{mission.bees}}", "form": "b"})
    assert Message.objects.filter(kind="reply").count() == 1
    define_macro(Draft("Trees", {"en": "{{mission.trees}}"}), by=cast.ruth)
    define_signature(Wanted(cast.brand, "{{counter.trees}} trees"), by=cast.ruth.as_actor)
    assert signature_under(conversation, agent=None, name="") == "1,234 trees"
    check("Hello {name}\n{mission.trees}")
    assert own("Hello {name}\n{mission.bees}", facts=Facts(voice="warm", brand="x", name="Ann")) == "Hello Ann"
