"""Which orders a message names. Pure, and careful: a wrong order beside the words is worse than none."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 20_000  # letters that are read
SHORTEST_BARE = 5  # digits; a shorter number is one only where the words before say so
# Scripts that are written without spaces: their letters stand close to a number without being part of it.
_CLOSE = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W{_CLOSE}]"
_BEFORE = rf"(?<!{_LETTER})(?<!{_LETTER}[-_])(?<![0-9][./])"
_AFTER = rf"(?!{_LETTER})(?![-_]{_LETTER})(?![./][0-9])"
# Among other digits it is a part of a telephone number, an account or a date; beside a sign of money a price.
_ALONE_BEFORE = r"(?<![+(])(?<![0-9][ \-./(),\u00a0])(?<![0-9]\) )(?<![€$£¥₩₹])(?<![€$£¥₩₹] )"
_ALONE_AFTER = r"(?![ \-./(),\u00a0][0-9])(?! ?(?:[€$£¥₩₹%]|(?:eur|usd|gbp|jpy|krw|cny|chf|rmb)\b))"
_CALLED = re.compile(
    r"(?:#|№|\b(?:no|nr)\b\.?|n[°º]|order|bestell|auftrag|commande|pedido|encomenda|orden|注文|订单|訂單|주문|طلب)"
    r"[^0-9\n]{0,20}$"
)


def recognised(texts: Iterable[str], *, numbers: Sequence[tuple[int, str]]) -> list[int]:
    """The ids of those orders whose numbers, as their shop writes them, stand in one of the texts; each once, in the
    order in which they are first named. `numbers` are (id, number)."""
    found: dict[int, None] = {}
    for text in texts:
        folded = _folded(text[:LONGEST])
        places = ((_place(folded, number=number), one) for one, number in numbers)
        found |= dict.fromkeys(one for place, one in sorted(place for place in places if place[0] >= 0))
    return list(found)


def _place(text: str, *, number: str) -> int:
    """Where the number is named first, -1 when it is not."""
    bare = _folded(number).lstrip("#№ ")
    if not bare:
        return -1
    wanted = r"\s?".join(map(re.escape, bare.split()))
    is_plain = bare.isdecimal()
    for one in re.finditer(f"{_BEFORE}{wanted}{_AFTER}", text):
        is_called = _CALLED.search(text[max(0, one.start() - 40) : one.start()]) is not None
        if is_called or not is_plain:
            return one.start()
        if len(bare) >= SHORTEST_BARE and _stands_alone(text, wanted=wanted, start=one.start()):
            return one.start()
    return -1


def _stands_alone(text: str, *, wanted: str, start: int) -> bool:
    return re.compile(f"{_ALONE_BEFORE}{wanted}{_ALONE_AFTER}").match(text, start) is not None


def _folded(text: str) -> str:
    """One width, one case, one kind of digits: people write as their keyboards do. № stays."""
    kept = text.replace("№", "#")
    plain = unicodedata.normalize("NFKC", kept).casefold()
    return "".join(str(unicodedata.decimal(letter, letter)) if letter.isdecimal() else letter for letter in plain)
