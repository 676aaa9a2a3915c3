"""The words of an acknowledgement, in every language and voice."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import translation

from keepword.brands.models import FORMAL, PLAIN, VOICES, WARM
from keepword.hours.saying import say_instant
from keepword.kit.languages import tag_of
from keepword.promises.wording.letter import Facts, UnknownVariable, built_in, check, own
from keepword.promises.wording.people import callable_name

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NOW = datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
DUE = datetime(2026, 10, 26, 11, 0, tzinfo=UTC)  # two clocks changed in Berlin since


def letter(code, voice, **changes):
    with translation.override(code):
        when = say_instant(DUE, now=NOW, language=tag_of(code), zone="Europe/Berlin")
        facts = {"name": "Kim Min-ji", "people": "Mina", "when": when, "hours": "9–18", "reference": "ABC2345"}
        return built_in(Facts(voice=voice, brand="Leaf & Loom", **(facts | changes)))


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_and_voice_is_whole(code, voice):
    text = letter(code, voice)
    assert "%(" not in text
    assert all(
        part in text for part in ("Kim Min-ji", "Mina", "Leaf & Loom", "ABC2345", "12:00" if code != "ar" else "12")
    )
    if code != "en":
        assert not re.search(r"\b(the|your|you|regards)\b", text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_voices_differ_and_the_promise_does_not(code):
    letters = {voice: letter(code, voice) for voice in VOICES}
    assert len(set(letters.values())) == 3
    with translation.override(code):
        when = say_instant(DUE, now=NOW, language=tag_of(code), zone="Europe/Berlin")
    assert all(when in text for text in letters.values())


DISTANCE = {
    ("de", WARM): (r"\b([Dd]u|[Dd]ir|[Dd]eine)\b", r"\b(Sie|Ihnen|Ihre)\b"),
    ("de", PLAIN): (r"\b(Sie|Ihnen|Ihre)\b", r"\b(du|dir|deine)\b"),
    ("de", FORMAL): (r"\b(Sie|Ihre)\b", r"\b(du|dir|deine)\b"),
    ("es", WARM): (r"\b([Tt]u|quieres|[Tt]endrás)\b", r"\b(usted|su mensaje|[Ll]e)\b"),
    ("es", FORMAL): (r"\b([Ll]e|su mensaje|Recibirá)\b", r"\b(tu|quieres|tendrás)\b"),
    ("fr", WARM): (r"\b([Vv]ous|[Vv]otre)\b", r"\b(tu|toi|ton)\b"),
    ("fr", FORMAL): (r"\b([Vv]ous|[Vv]otre)\b", r"\b(tu|toi|ton)\b"),
    ("ko", WARM): (r"(요)[.]", r"니다[.]"),
    ("ko", PLAIN): (r"니다[.]", r"(어|아|게|고마워)요[.]"),
    ("ko", FORMAL): (r"니다[.]", r"(어|아|게|고마워)요[.]"),
    ("ja", WARM): (r"(ます|ください)。", r"申し上げ"),
    ("ja", FORMAL): (r"(申し上げます|いたします)。", r"(だよ|するね)"),
    ("zh-hans", WARM): (r"您", r"你"),
    ("zh-hans", PLAIN): (r"您", r"你"),
    ("zh-hans", FORMAL): (r"您", r"你"),
    ("zh-hant", FORMAL): (r"您", r"你"),
}


@pytest.mark.parametrize(("code", "voice"), DISTANCE)
def test_each_voice_keeps_its_distance(code, voice):
    present, absent = DISTANCE[code, voice]
    text = letter(code, voice, hours="")
    assert re.search(present, text), text
    assert not re.search(absent, text), text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_without_a_time_none_is_hinted_at(code, voice):
    text = letter(code, voice, when="", hours="", name="")
    assert "%(" not in text
    assert not re.search(r"\d", text.replace("ABC2345", ""))


def facts(**changes):
    known = {"name": "Ann", "brand": "Leaf", "people": "Mina", "when": "18:00 today", "hours": "Open", "voice": WARM}
    return Facts(**(known | changes))


@pytest.mark.parametrize(
    ("text", "changes", "said"),
    [
        ("Hi {name}!\nBy {when}.", {}, "Hi Ann!\nBy 18:00 today."),
        ("Hi {name}!\nBy {when}.", {"when": ""}, "Hi Ann!"),
        ("Hi {name}!\n\nBy {when}.\n\nBye", {"when": ""}, "Hi Ann!\n\nBye"),
        ("Hi {name}!", {"name": ""}, "Hi!"),
        ("{name}，您好", {"name": ""}, "，您好"),
        ("{people} of {brand}", {}, "Mina of Leaf"),
        ("{name}", {"name": "{when} {brand}"}, "{when} {brand}"),
        ("Nothing to fill in", {}, "Nothing to fill in"),
    ],
)
def test_an_own_wording_is_filled_in(text, changes, said):
    assert own(text, facts=facts(**changes)) == said


UNKNOWN = {
    "{nmae}": "nmae",
    "{}": "",
    "{name.__class__}": "name.__class__",
    "{when": "{",
    "a } b": "}",
    "{voice}": "voice",
}


@pytest.mark.parametrize(("text", "name"), UNKNOWN.items())
def test_a_variable_that_we_do_not_know_is_an_error_at_once(text, name):
    with pytest.raises(UnknownVariable) as refused:
        check(text)
    assert refused.value.name == name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ann Lee", "Ann Lee"),
        ("  王小明 ", "王小明"),
        ("김민지", "김민지"),
        ("María-José O'Neill", "María-José O'Neill"),
        ("ليلى حسن", "ليلى حسن"),
        ("Buy now http://x.example", ""),
        ("www.x.example", ""),
        ("ann@x.example", ""),
        ("Call 555 1234", ""),
        ("a b c d e", ""),
        ("A" * 41, ""),
        ("", ""),
    ],
)
def test_a_name_is_said_only_where_it_is_one(written, said):
    assert callable_name(written) == said
