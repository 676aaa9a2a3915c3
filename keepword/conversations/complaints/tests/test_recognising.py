"""Which words sound like a complaint."""

import pytest

from keepword.conversations.complaints.recognising import PHRASES, sounds_like_complaint


@pytest.mark.parametrize(
    "text",
    [
        "I want to make a complaint about this order.",
        "This is UNACCEPTABLE.",
        "我要投诉，等了三个星期。",
        "我要投訴，等了三個星期。",
        "大変がっかりしました。",
        "정말 실망했습니다.",
        "Quiero presentar una queja.",
        "Ich möchte mich beschweren!",
        "Je suis très déçue de votre réponse.",
        "Quero fazer uma reclamação.",
        "أريد تقديم شكوى",
        "هذه الشكوى الثانية",
        "هذا غيرُ مقبول",
        "No reply for a week: I am fed up 😡",
    ],
)
def test_a_complaint_is_heard_in_every_language_of_our_customers(text):
    assert sounds_like_complaint(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😡",
        "Where is my parcel? It was due on Monday.",
        "请问我的包裹在哪里？",
        "주문한 상품이 아직 도착하지 않았어요.",
        "لم يصل الطرد بعد.",
        "I do not want to complain, I only ask.",
        "We have no complaints, thank you",
        "Keine Beschwerde, nur eine Frage.",
        "The shirt is called Complainte",
        "Je ne suis pas déçu, merci.",
        "x" * 5000 + " complaint",
    ],
)
def test_a_question_or_kind_words_are_no_complaint(text):
    assert not sounds_like_complaint(text)


def test_phrases_are_written_as_they_are_compared():
    assert all(phrase == phrase.casefold() for many in PHRASES.values() for phrase in many)
