"""What is current is what Django's own holders would say: for this thread, this task, and no other."""

import asyncio
import contextvars
import threading
import zoneinfo

import pytest
from asgiref.sync import sync_to_async
from django.urls import base as addresses
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import trans_real

from keepword.kit.current import Current, read_in_one_step


@pytest.mark.parametrize("holder", [trans_real._active, timezone._active, addresses._prefixes, addresses._urlconfs])
def test_django_reads_ours(holder):
    assert isinstance(holder, Current)


def test_once_is_enough():
    before = trans_real._active
    read_in_one_step()
    assert trans_real._active is before


def test_what_is_not_set_is_missing_and_what_is_taken_away_again():
    held = Current("a test")
    assert getattr(held, "value", "nothing") == "nothing"
    held.value = None
    assert held.value is None
    del held.value
    with pytest.raises(AttributeError):
        _ = held.value


def test_a_language_ends_where_it_began():
    with translation.override("ko"), translation.override("ar", deactivate=True):
        assert translation.get_language() == "ar"
    assert translation.get_language() == "en"
    with translation.override(None):
        assert translation.get_language() is None
        assert translation.gettext("Sign in") == "Sign in"


def test_a_zone_ends_where_it_began():
    before = timezone.get_current_timezone_name()
    with timezone.override(zoneinfo.ZoneInfo("Asia/Seoul")):
        assert timezone.get_current_timezone_name() == "Asia/Seoul"
    assert timezone.get_current_timezone_name() == before


def test_another_thread_has_its_own():
    seen = []
    with translation.override("ko"):
        thread = threading.Thread(target=lambda: seen.append(translation.get_language()))
        thread.start()
        thread.join()
    assert seen == ["en"]


def test_a_thread_that_is_handed_the_context_has_that_and_gives_nothing_back():
    seen = []

    def work():
        seen.append(translation.get_language())
        translation.activate("ar")

    with translation.override("ko"):
        thread = threading.Thread(target=contextvars.copy_context().run, args=[work])
        thread.start()
        thread.join()
        assert (seen, translation.get_language()) == (["ko"], "ko")


def test_tasks_side_by_side_do_not_speak_each_others_language():
    async def say(language: str) -> tuple[str | None, str | None]:
        with translation.override(language):
            await asyncio.sleep(0.01)
            return translation.get_language(), await sync_to_async(translation.get_language)()

    async def all_of_them():
        return await asyncio.gather(*(say(language) for language in ("ko", "ar", "zh-hans", "de")))

    assert asyncio.run(all_of_them()) == [(one, one) for one in ("ko", "ar", "zh-hans", "de")]


def test_prefix_and_addresses_of_a_request():
    prefix, conf = get_script_prefix(), get_urlconf()
    try:
        set_script_prefix("/desk")
        set_urlconf("keepword.wiring.urls")
        assert (get_script_prefix(), get_urlconf()) == ("/desk/", "keepword.wiring.urls")
        set_urlconf(None)
        assert get_urlconf() is None
    finally:
        set_script_prefix(prefix)
        set_urlconf(conf)


@pytest.mark.parametrize("message", ["Sign in", "", "Nobody wrote this", mark_safe("Sign in"), "line\r\nline"])
@pytest.mark.parametrize("language", [None, "en", "ko", "zh-hans", "ar", "pt-br"])
def test_words_are_those_of_django(message, language):
    with translation.override(language):
        for _ in range(2):
            said = translation.gettext(message)
            assert said == trans_real.gettext(message)
            assert type(said) is type(trans_real.gettext(message))


def test_a_word_said_in_one_language_is_not_heard_in_another():
    with translation.override("ko"):
        in_korean = translation.gettext("Sign in")
    assert translation.gettext("Sign in") == "Sign in" != in_korean
