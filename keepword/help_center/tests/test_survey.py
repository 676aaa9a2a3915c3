"""The page behind the five faces."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve
from keepword.kit import clock
from keepword.surveys.arranging import arrange
from keepword.surveys.asking import ask_due
from keepword.surveys.models import Survey
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast, settings):
    settings.PUBLIC_ADDRESS = "https://desk.leafloom.example"
    noon = clock.now().replace(hour=12)
    with time_machine.travel(noon, tick=False):
        arrange(cast.brand, is_on=True, pause_hours=0, rest_days=30, by=cast.ruth.as_actor)
        conversation = stage.conversation_of(cast)
        reply(conversation, text="It is on its way.", by=cast.mina)
        resolve(conversation, by=cast.mina.as_actor)
        assert ask_due() == 1
        yield Survey.objects.get()


def test_a_program_that_follows_the_links_answers_for_nobody(visitor, asked):
    for score in range(1, 6):
        page = visitor.get(f"/survey/{asked.token}/{score}")
        assert page.status_code == visitor.head(f"/survey/{asked.token}/{score}").status_code == 200
        assert f'value="{score}" required checked' in page.content.decode()
    assert not Survey.objects.answered().exists()


def test_a_customer_confirms_the_face_without_a_script_or_a_cookie(visitor, asked):
    sent = visitor.post(f"/survey/{asked.token}?language=en", {"score": "2", "words": "Too slow"})
    assert (sent.status_code, sent.url) == (302, f"/survey/{asked.token}?thanks=yes&language=en")
    assert "We have noted it: Bad." in visitor.get(sent.url).content.decode()
    assert Survey.objects.answered().values_list("score", "words").get() == (2, "Too slow")


def test_who_comes_again_finds_what_they_said_and_may_change_it(visitor, asked):
    visitor.post(f"/survey/{asked.token}", {"score": "2", "words": "Too slow"})
    page = visitor.get(f"/survey/{asked.token}/5").content.decode()
    assert "Too slow" in page
    visitor.post(f"/survey/{asked.token}", {"score": "5", "words": "Mended"})
    assert Survey.objects.answered().values_list("score", "words").get() == (5, "Mended")


@pytest.mark.parametrize("score", ["", "0", "6", "x", "5.0", "٥"])
def test_a_form_without_a_face_asks_for_one_and_keeps_the_words(visitor, asked, score):
    page = visitor.post(f"/survey/{asked.token}", {"score": score, "words": "Nice <b>"})
    assert page.status_code == 422
    assert "Nice &lt;b&gt;" in page.content.decode()
    assert not Survey.objects.answered().exists()


def test_a_closed_question_says_so_and_takes_nothing(visitor, asked):
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        for page in (visitor.get(f"/survey/{asked.token}"), visitor.post(f"/survey/{asked.token}", {"score": "5"})):
            assert page.status_code == 410
            assert "This question is closed" in page.content.decode()
    assert not Survey.objects.answered().exists()


@pytest.mark.parametrize("token", ["x", "0" * 20, "0" * 21, "%00"])
def test_what_we_never_sent_leads_nowhere_and_names_no_brand(visitor, asked, token):
    page = visitor.get(f"/survey/{token}")
    assert page.status_code == 404
    assert "Leaf" not in page.content.decode()


def test_the_page_is_kept_private_and_reads_from_the_right_in_arabic(visitor, asked):
    page = visitor.get(f"/survey/{asked.token}?language=ar")
    assert 'dir="rtl"' in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_it_speaks_the_language_of_the_question_before_that_of_the_browser(visitor, asked):
    Survey.objects.update(language="de")
    page = visitor.get(f"/survey/{asked.token}", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="de"' in page
