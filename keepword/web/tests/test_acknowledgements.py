"""How an inbox acknowledges, as an administrator says it."""

import pytest

from keepword.events.models import Event
from keepword.promises.models import OwnWording
from keepword.promises.receipts.deciding import is_on


@pytest.fixture
def page(cast):
    return f"/settings/acknowledgements/{cast.inbox.pk}"


def test_it_is_switched_off_and_on_again(cast, ruth, mina, page):
    assert mina.post(f"{page}/activity", {"on": "no"}).status_code == 403
    ruth.post(f"{page}/activity", {"on": "no"})
    assert not is_on(cast.inbox.pk)
    assert "Says nothing by itself" in ruth.get("/settings/acknowledgements").content.decode()
    ruth.post(f"{page}/activity", {"on": "yes"})
    assert is_on(cast.inbox.pk)
    assert Event.objects.filter(name="acknowledgement.switched").count() == 2


def test_ours_are_shown_in_every_language(ruth, page):
    assert "안녕하세요" in ruth.get(page, {"language": "ko"}).content.decode()
    assert 'dir="rtl"' in ruth.get(page, {"language": "ar"}).content.decode()
    assert ruth.get(page, {"language": "xx"}).status_code == 200


def test_own_words_are_seen_before_they_are_saved(cast, ruth, page):
    tried = ruth.post(page, {"text": "Hi {name}, by {when}.\n{brand}", "preview": "yes"}).content.decode()
    assert "Hi Kim Min-ji, by " in tried
    assert not OwnWording.objects.exists()
    assert ruth.post(f"{page}?language=ko", {"text": "{name} 님, {when}까지요."}).status_code == 302
    assert OwnWording.objects.get().language == "ko"


@pytest.mark.parametrize("text", ["Hi {nmae}", "{", "{name.__class__}", "x" * 5001])
def test_what_cannot_be_filled_in_is_said_before_it_is_saved(ruth, page, text):
    assert ruth.post(page, {"text": text}).status_code == 422
    assert not OwnWording.objects.exists()


def test_an_empty_wording_brings_ours_back(cast, ruth, page):
    ruth.post(page, {"text": "Hi"})
    ruth.post(page, {"text": ""})
    assert not OwnWording.objects.exists()


def test_the_voice_of_the_brand_changes_our_words(cast, ruth, page):
    brand = {"name": "Leaf & Loom", "slug": "leaf-loom", "language": "de", "sender_name": "person", "voice": "formal"}
    assert ruth.post(f"/settings/brands/{cast.brand.pk}", brand).status_code == 302
    assert "Sie erhalten unsere Antwort" in ruth.get(page, {"language": "de"}).content.decode()
