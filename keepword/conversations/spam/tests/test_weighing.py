"""What looks like spam, and what must not: pure."""

import pytest

from keepword.conversations.spam.weighing import FEWEST_LESSONS, SPAM_FROM, numbers_of, weigh
from keepword.kit import words

SPAM = "You have won the lottery, claim your prize money today with this lucky casino bonus"
GOOD = "My parcel with the blue scarf has not arrived, could you look where it is"


def numbers(text, *, language="en", address="x@y.example"):
    return numbers_of(words.tokens(text), address=address, language=language)


def taught(lessons):
    """`lessons`: (text, is spam, language), each learnt ten times, from somebody new each time."""
    held = {}
    for text, is_spam, language in lessons:
        for number in numbers(text, language=language, address=""):
            bad, fine = held.get(number, (0, 0))
            held[number] = (bad + 10, fine) if is_spam else (bad, fine + 10)
    return lambda number: held.get(number, (0, 0))


COUNTS = taught([(SPAM, True, "en"), (GOOD, False, "en")])


def share(text, *, spam=10, good=10, counts=COUNTS, language="en"):
    return weigh(numbers(text, language=language), counts=counts, spam=spam, good=good).share


def test_what_reads_like_spam_is_spam_and_what_reads_like_a_customer_is_not():
    assert share("Claim your lottery prize, you have won a casino bonus") >= SPAM_FROM
    assert share("Where is my blue scarf? The parcel has not arrived") < 0.1


def test_what_nobody_ever_wrote_is_neither():
    assert share("Kündigung Rechnung Mahnung") == 0.5
    assert share("") == 0.5


def test_a_customer_who_quotes_a_spammer_once_stays_a_customer():
    assert share(GOOD + " and it is no lottery") < SPAM_FROM


@pytest.mark.parametrize(("spam", "good"), [(0, 0), (FEWEST_LESSONS - 1, 500), (500, FEWEST_LESSONS - 1)])
def test_too_few_lessons_of_either_kind_judge_nobody(spam, good):
    assert weigh(numbers(SPAM), counts=COUNTS, spam=spam, good=good) is None


def test_the_words_that_weighed_most_are_named_and_none_that_spoke_for_the_customer():
    found = weigh(numbers(SPAM + " parcel scarf"), counts=COUNTS, spam=10, good=10)
    assert len(found.words) == 5
    assert not {"parcel", "scarf"} & set(found.words)


def test_words_in_pairs_of_characters_are_learnt_as_well():
    counts = taught([("恭喜您中奖了请立即领取奖金", True, "zh-Hans"), ("我的包裹还没有到请问运费", False, "zh-Hans")])
    assert share("立即领取中奖奖金", counts=counts, language="zh-Hans") >= SPAM_FROM
    assert share("包裹还没有到", counts=counts, language="zh-Hans") < 0.1


def test_spam_in_a_language_says_nothing_of_another():
    counts = taught([("무료 당첨 상금 지급", True, "ko")])
    assert share("무료 당첨 상금 지급", counts=counts, language="en") == 0.5


def test_the_sender_and_their_domain_count_as_words():
    found = numbers("", address="win@casino.example")
    assert set(found.values()) == {"win@casino.example", "casino.example"}


def test_a_message_of_a_hundred_thousand_words_is_weighed_all_the_same():
    counts = taught([(" ".join(f"w{number}" for number in range(100_000)), True, "en")])
    assert share(" ".join(f"w{number}" for number in range(100_000)), counts=counts) >= SPAM_FROM
