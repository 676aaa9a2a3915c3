"""How much do two contacts look like one person? Pure: reasons with weights, so that a suggestion can say why.

It only ever suggests. Names are common, families share telephones, companies share mailboxes: the weights are set so
that no single weak reason is enough, and two names that contradict each other take away what a shared thing gave.
"""

import unicodedata
from dataclasses import dataclass, field

from keepword.people.free_mail import is_free_mail

ENOUGH = 60
WEIGHTS = {"name": 40, "part_of_name": 15, "mailbox": 60, "company": 25, "phone": 60, "short_mailbox": 35}
AGAINST = -45  # both are called something, and nothing of it is shared
DISTINCT = 8  # letters of a mailbox name that two strangers hardly share by chance
SHARED_MAILBOXES = frozenset(
    """
    abuse accounting accounts admin administrator billing bookings careers contact customerservice enquiries finance
    hello help helpdesk hola hr info invoices jobs kontakt mail marketing newsletter no-reply noreply office orders
    postmaster privacy purchasing reception sales secretary service shop store support team webmaster
    """.split()  # noqa: SIM905  a page of names is read more easily without quotes
)


@dataclass(frozen=True, slots=True)
class Looks:
    """What is known of a person. `addresses` are folded e-mail addresses, `phones` in any writing."""

    name: str = ""
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    company: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """`reasons` are keys of WEIGHTS, the strongest first."""

    score: int
    reasons: tuple[str, ...] = field(default=())

    @property
    def is_enough(self) -> bool:
        return self.score >= ENOUGH


def likeness(one: Looks, other: Looks) -> Likeness:
    """0 and no reasons for people who share nothing."""
    reasons = [
        *_names(one.name, other.name),
        *_mailboxes(one.addresses, other.addresses),
        *(["company"] if _share_company(one, other) else []),
        *(["phone"] if _digits(one.phones) & _digits(other.phones) else []),
    ]
    score = sum(WEIGHTS[reason] for reason in reasons)
    if _contradict(one.name, other.name):
        score += AGAINST
    ordered = sorted(reasons, key=lambda reason: -WEIGHTS[reason])
    return Likeness(max(0, score), tuple(ordered))


def _names(one: str, other: str) -> list[str]:
    mine, theirs = name_parts(one), name_parts(other)
    if not mine or not theirs:
        return []
    if sorted(mine) == sorted(theirs):
        # "Ann" alone is half the world; a Han or Hangul name of two letters and more is whole without a space.
        return ["name"] if len(mine) > 1 or _is_whole(mine[0]) else ["part_of_name"]
    is_part = set(mine) < set(theirs) or set(theirs) < set(mine)
    return ["part_of_name"] if is_part else []


def name_parts(name: str) -> list[str]:
    """Folded words of a name without marks, accents and order: "LEE, Ann" and "Ann Lee" are alike."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", letters).split()


def _is_whole(word: str) -> bool:
    return len(word) > 1 and all("\u3400" <= one <= "\u9fff" or "\uac00" <= one <= "\ud7a3" for one in word)


def _contradict(one: str, other: str) -> bool:
    mine, theirs = set(name_parts(one)), set(name_parts(other))
    return bool(mine and theirs) and not mine & theirs


def _mailboxes(one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    """The strongest of all pairs. A plus and what follows is the same mailbox; a shared one is nobody's."""
    shared = {mailbox_of(mine) for mine in one} & {mailbox_of(theirs) for theirs in other}
    personal = {name for name in shared if name and name not in SHARED_MAILBOXES}
    if any(len(name.replace(".", "").replace("-", "").replace("_", "")) >= DISTINCT for name in personal):
        return ["mailbox"]
    same = {_without_plus(mine) for mine in one} & {_without_plus(theirs) for theirs in other}
    if any(mailbox_of(address) in personal for address in same):
        return ["mailbox"]
    return ["short_mailbox"] if personal else []


def mailbox_of(address: str) -> str:
    """What stands before the @, without a plus and what follows. "" for what is no address."""
    mailbox, at, _domain = address.partition("@")
    return mailbox.partition("+")[0] if at else ""


def _without_plus(address: str) -> str:
    return f"{mailbox_of(address)}@{address.rpartition('@')[2]}"


def _share_company(one: Looks, other: Looks) -> bool:
    if one.company is not None and one.company == other.company:
        return True
    return bool(_own_domains(one.addresses) & _own_domains(other.addresses))


def _own_domains(addresses: tuple[str, ...]) -> set[str]:
    domains = {address.rpartition("@")[2] for address in addresses if "@" in address}
    return {domain for domain in domains if domain and not is_free_mail(domain)}


def _digits(phones: tuple[str, ...]) -> set[str]:
    """The last nine: with and without the country's number are one. Shorter ones are extensions, not telephones."""
    found = ("".join(one for one in phone if one.isascii() and one.isdigit()) for phone in phones)
    return {digits[-9:] for digits in found if len(digits) >= 7}  # noqa: PLR2004  the shortest whole numbers
