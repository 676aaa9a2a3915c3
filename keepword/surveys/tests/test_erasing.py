"""Whoever asks to be forgotten takes their words along."""

import io
import json
import zipfile
from datetime import timedelta

from keepword.conversations.models import Conversation
from keepword.privacy.erasing import erase
from keepword.privacy.exporting import export
from keepword.surveys.answering import answer, survey_of
from keepword.surveys.asking import ask_due
from keepword.surveys.models import Survey


def test_the_words_go_and_the_score_stays_counted(asked, cast):
    answer(asked, score=5, words="Zauberwort")
    report = erase(Conversation.objects.get().contact, by=cast.ruth)
    kept = Survey.objects.get()
    assert (kept.score, kept.words, kept.token, report.counts["answers"]) == (5, "", None, 1)
    assert survey_of(asked.token) is None


def test_whoever_was_to_be_asked_is_not(helped, cast, travel):
    erase(helped().contact, by=cast.ruth)
    travel.shift(timedelta(hours=4))
    assert ask_due() == 0


def test_a_person_is_handed_their_answers(asked, cast):
    answer(asked, score=4, words="Zauberwort")
    file = io.BytesIO()
    export(Conversation.objects.get().contact, to=file, by=cast.mina, with_notes=False)
    whole = json.loads(zipfile.ZipFile(file).read("person.json"))
    assert [(one["score"], one["words"]) for one in whole["answers"]] == [(4, "Zauberwort")]
