"""Who is it really? From a mail to the person whom it is about, with what should make an agent careful."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from keepword.channels.email.mail import Address, Mail
from keepword.channels.email.plus_addresses import is_one_of
from keepword.channels.email.senders.authentication import findings, verdict
from keepword.channels.email.senders.forwarding import original_sender
from keepword.channels.email.senders.likeness import imitated_domain, imitated_name


@dataclass(frozen=True, slots=True)
class House:
    """What is ours, as far as a mail may pretend to it. All addresses and domains in lower case.

    agents: display names by address. our_addresses: of our inboxes. trusted_receivers: names (authserv-id) of the
    servers whose Authentication-Results we believe. trusted_forms: senders that may name the writer in Reply-To, as
    a web form does.
    """

    agents: Mapping[str, str] = field(default_factory=dict)
    our_addresses: Collection[str] = ()
    trusted_receivers: Collection[str] = ()
    trusted_forms: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """The person whom we answer. `address` may be "" when the mail named nobody.

    is_authenticated: whether the domain of From was proved by a trusted receiver; None when nobody checked.
    may_add_people: False when the mail failed that check: then neither the sender nor anybody in its cc joins a
    conversation. forwarded_by: the agent who passed it on, "" otherwise. warnings: a code that the screens
    put into words and the customers' pages obey, then what it is about: "authentication-failed: DMARC".
    """

    address: str
    name: str
    is_authenticated: bool | None
    may_add_people: bool
    forwarded_by: str
    warnings: tuple[str, ...]


def who_wrote(mail: Mail, *, house: House) -> Sender:
    """Decide whom a mail is from: From, unless a trusted form or an agent who forwards speaks for somebody else."""
    wrote = mail.sender or Address("", "")
    found = findings(mail, trusted_receivers=house.trusted_receivers)
    proved = verdict(found, domain=_domain(wrote))
    person, forwarded_by = _spoken_for(mail, wrote, house=house, is_disproved=proved is False)
    return Sender(
        address=person.address,
        name=person.name,
        is_authenticated=proved,
        may_add_people=proved is not False,
        forwarded_by=forwarded_by,
        warnings=(*_failures(proved, found), *_likenesses(wrote, house=house), *_detour(mail, wrote, person)),
    )


def _spoken_for(mail: Mail, wrote: Address, *, house: House, is_disproved: bool) -> tuple[Address, str]:
    """(the person, the agent who forwarded or ""). A mail that failed its check speaks for nobody else."""
    sender = wrote.address.lower()
    if is_disproved:
        return wrote, ""
    if sender in house.trusted_forms and mail.reply_to:
        return mail.reply_to[0], ""
    original = original_sender(mail) if sender in house.agents else None
    if original is None or original.address.lower() in house.agents or _is_ours(original, house=house):
        return wrote, ""
    return original, wrote.address


def _is_ours(address: Address, *, house: House) -> bool:
    return is_one_of(address.address, ours=house.our_addresses)


def _failures(proved: bool | None, found: tuple) -> tuple[str, ...]:
    if proved is not False:
        return ()
    failed = [finding.method.upper() for finding in found if finding.result not in ("pass", "none", "neutral")]
    return (f"authentication-failed: {', '.join(dict.fromkeys(failed))}",)


def _likenesses(wrote: Address, *, house: House) -> tuple[str, ...]:
    own = {address.rpartition("@")[2] for address in (*house.our_addresses, *house.agents)}
    warnings = []
    domain = imitated_domain(_domain(wrote), own=own)
    if domain:
        warnings.append(f"look-alike-domain: {_domain(wrote)} for {domain}")
    name = imitated_name(wrote, agents=house.agents, our_addresses=house.our_addresses)
    if name:
        warnings.append(f"imitates-agent: {name}")
    return tuple(warnings)


def _detour(mail: Mail, wrote: Address, person: Address) -> tuple[str, ...]:
    """Replies that are asked to go to another domain than the mail came from are worth a look."""
    elsewhere = [address for address in mail.reply_to if _domain(address) != _domain(wrote)]
    if not elsewhere or person != wrote:
        return ()
    return (f"replies-elsewhere: {elsewhere[0].address}",)


def _domain(address: Address) -> str:
    return address.address.rpartition("@")[2].lower()
