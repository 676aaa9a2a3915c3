"""Names made to be mistaken for ours: look-alike domains, and display names that imitate an agent or an address."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache

from keepword.channels.email.mail import Address

# Letters of other scripts, digits and pairs that the eye takes for another. After Unicode's confusables (UTS 39),
# kept to what registries let into domain names.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһгпмктвзӏвнѵαορνικτηυβγχ01357ıłøđßþ|",
    "aeopcyxijsdqwhrnmktb3lbhvaopviktnubyxoiestilodbpl",
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("l", "i"))
MIN_LENGTH = 5  # of a domain's first label, below which one letter of difference says nothing
# Public mail providers are near to each other by nature.
PROVIDERS = frozenset(
    {"gmail.com", "mail.com", "ymail.com", "gmx.com", "gmx.net", "gmx.de", "aol.com", "hotmail.com", "email.com"}
)
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")


def imitated_domain(domain: str, *, own: Collection[str]) -> str:
    """Which of our own domains this one could be mistaken for, "" when none. Ours and their subdomains are not."""
    seen = readable(domain)
    if any(seen == readable(mine) or seen.endswith(f".{readable(mine)}") for mine in own):
        return ""
    return next((mine for mine in own if _is_like(seen, readable(mine))), "")


def imitated_name(sender: Address, *, agents: Mapping[str, str], our_addresses: Collection[str]) -> str:
    """Whom the display name pretends to be: an agent's name, or one of our addresses; "" when nobody.

    agents: display names by lower-case address.
    """
    if sender.address.lower() in agents or sender.address.lower() in our_addresses:
        return ""
    shown = _ADDRESS.search(sender.name)
    if shown and shown[0].lower() != sender.address.lower():
        our_domains = {address.rpartition("@")[2] for address in (*our_addresses, *agents)}
        if shown[0].lower().rpartition("@")[2] in our_domains:
            return shown[0]
    name = _skeleton(" ".join(sender.name.split()))
    return next((known for known in agents.values() if " " in known.strip() and _skeleton_of_ours(known) == name), "")


def readable(domain: str) -> str:
    """The domain as people see it: lower case, punycode undone."""
    labels = domain.lower().strip().strip(".")[:253].split(".")
    return ".".join(_label(label) for label in labels)


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _is_like(one: str, mine: str) -> bool:
    if one in PROVIDERS or not mine:
        return False
    if _skeleton(one) == _skeleton_of_ours(mine):
        return True
    if len(mine.split(".")[0]) < MIN_LENGTH:
        return False
    return _differs_once(one, mine) or _differs_once(_skeleton(one), _skeleton_of_ours(mine))


def _skeleton(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = plain.translate(_LOOKS_LIKE)
    for pair, single in _PAIRS:
        plain = plain.replace(pair, single)
    return plain


@lru_cache(maxsize=4096)
def _skeleton_of_ours(text: str) -> str:
    """Of our own names and domains: few, short, and compared with at each mail."""
    return _skeleton(text)


def _differs_once(one: str, other: str) -> bool:
    """Whether one letter was changed, added, left out, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    return left[1:] == right[1:] or left == right[1:] or left[1:] == right or left[1::-1] + left[2:] == right
