"""Who is it really? From a mail to the person whom it is about, with what should make an agent careful."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from keepword.channels.email.mail import Address, Mail
from keepword.channels.email.plus_addresses import is_one_of
from keepword.channels.email.senders.authentication import findings, verdict
from keepword.channels.email.senders.forwarding import original_sender
from keepword.channels.email.senders.likeness import imitated_domain, imitated_name
from keepword.people.free_mail import is_free_mail


@dataclass(frozen=True)
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

    @cached_property
    def domains(self) -> frozenset[str]:
        """Of our addresses and of our agents'."""
        return frozenset(address.rpartition("@")[2] for address in (*self.our_addresses, *self.agents))


@dataclass(frozen=True, slots=True)
class Sender:
    """The person whom we answer. `address` may be "" when the mail named nobody.

    is_authenticated: whether the domain of From was proved by a trusted receiver; None when nobody checked.
    may_add_people: False when the mail failed that check: then neither the sender nor anybody in its cc joins a
    conversation. forwarded_by: the agent who passed it on, "" otherwise. offered: who wrote what somebody else of the
    house passed on, or an agent who is not proved; None otherwise. warnings: a code that the screens
    put into words and the customers' pages obey, then what it is about: "authentication-failed: DMARC".
    """

    address: str
    name: str
    is_authenticated: bool | None
    may_add_people: bool
    forwarded_by: str
    offered: Address | None
    warnings: tuple[str, ...]


def who_wrote(mail: Mail, *, house: House) -> Sender:
    """Decide whom a mail is from: From, unless a trusted form or an agent who forwards speaks for somebody else."""
    wrote = mail.sender or Address("", "")
    found = findings(mail, trusted_receivers=house.trusted_receivers)
    proved = verdict(found, domain=_domain(wrote))
    passed_on = _passed_on(mail, wrote, house=house)
    is_believed = proved is not False
    person, forwarded_by = _spoken_for(mail, wrote, passed_on, house=house) if is_believed else (wrote, "")
    return Sender(
        address=person.address,
        name=person.name,
        is_authenticated=proved,
        may_add_people=is_believed,
        forwarded_by=forwarded_by,
        offered=passed_on if person == wrote and not mail.auto_reply else None,
        warnings=(*_failures(proved, found), *_likenesses(wrote, house=house), *_detour(mail, wrote, person)),
    )


def _passed_on(mail: Mail, wrote: Address, *, house: House) -> Address | None:
    """Who wrote what somebody of the house passes on; None for what came from a customer. A customer who passes on a
    third person's mail is asked about it, and nobody's conversation is taken from them."""
    if not _is_of_the_house(wrote.address.lower(), house=house):
        return None
    original = original_sender(mail)
    if original is None or _is_ours(original, house=house) or original.address.lower() == wrote.address.lower():
        return None
    return original


def _is_of_the_house(sender: str, *, house: House) -> bool:
    """An agent, or somebody with an address of a domain of ours where not everybody may have one. Our inboxes are
    nobody: robots and forms write as those."""
    domain = sender.rpartition("@")[2]
    if domain not in house.domains or sender in house.our_addresses:
        return False
    return sender in house.agents or not is_free_mail(domain)


def _spoken_for(mail: Mail, wrote: Address, passed_on: Address | None, *, house: House) -> tuple[Address, str]:
    """(the person, the agent who forwarded or "") of a mail that did not fail its check."""
    sender = wrote.address.lower()
    if sender in house.trusted_forms and mail.reply_to:
        return mail.reply_to[0], ""
    return (passed_on, wrote.address) if passed_on and sender in house.agents else (wrote, "")


def _is_ours(address: Address, *, house: House) -> bool:
    return address.address.lower() in house.agents or is_one_of(address.address, ours=house.our_addresses)


def _failures(proved: bool | None, found: tuple) -> tuple[str, ...]:
    if proved is not False:
        return ()
    failed = [finding.method.upper() for finding in found if finding.result not in ("pass", "none", "neutral")]
    return (f"authentication-failed: {', '.join(dict.fromkeys(failed))}",)


def _likenesses(wrote: Address, *, house: House) -> tuple[str, ...]:
    warnings = []
    domain = imitated_domain(_domain(wrote), own=house.domains)
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
