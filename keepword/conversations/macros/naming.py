"""How a customer is called in the middle of a sentence."""

import re

_WHOLE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")


def full_name(name: str) -> str:
    """ "" for what is no name: an address, or nothing."""
    words = " ".join(name.split())
    return "" if "@" in words else words


def first_name(name: str) -> str:
    """ "Ann" of "Ann Lee" and of "Lee, Ann". A Chinese, Korean or Japanese name stays whole: there one does not call
    a customer by half of it."""
    words = full_name(name)
    if not words or _WHOLE.search(words):
        return words
    given = words.partition(",")[2].strip() or words
    return given.split()[0].strip(",")
