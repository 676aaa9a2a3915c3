"""SPF (RFC 7208): whom a domain names as its senders, as far as one can know it without a mail."""

import ipaddress
from dataclasses import dataclass, field

from keepword.kit.names import Names, NoAnswer, NoSuchName

MOST_LOOKUPS = 10  # RFC 7208, 4.6.4: past it the whole record counts for nothing

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(slots=True)
class Senders:
    """`records` are those of the domain itself: one is right. `lets_all` means that anybody passes. `is_partly_known`
    when a mechanism depends on the mail, or a name did not answer."""

    records: list[str] = field(default_factory=list)
    includes: set[str] = field(default_factory=set)
    networks: list[Network] = field(default_factory=list)
    lookups: int = 0
    lets_all: bool = False
    is_partly_known: bool = False

    @property
    def are_too_many(self) -> bool:
        return self.lookups > MOST_LOOKUPS

    def name(self, address: str) -> bool:
        parsed = ipaddress.ip_address(address)
        return any(parsed in network for network in self.networks if network.version == parsed.version)


def senders_of(domain: str, *, names: Names) -> Senders:
    """Raises NoSuchName and NoAnswer about the domain itself."""
    senders = Senders(records=records_of(domain, names=names))
    if len(senders.records) == 1:
        _read(senders.records[0], domain=domain, names=names, into=senders)
    return senders


def records_of(domain: str, *, names: Names) -> list[str]:
    texts = [text.strip() for text in names.texts(domain)]
    return [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]


def _read(record: str, *, domain: str, names: Names, into: Senders) -> None:
    for term in record.split()[1:]:
        if into.are_too_many:
            return
        if term[0] in "-~?":
            continue  # who is named so does not pass
        word, _, value = term.lstrip("+").partition("=" if term.lower().startswith("redirect=") else ":")
        try:
            _take(word.lower(), value, domain=domain, names=names, into=into)
        except (NoSuchName, NoAnswer, ValueError):
            into.is_partly_known = True


def _take(word: str, value: str, *, domain: str, names: Names, into: Senders) -> None:
    plain, _, length = word.partition("/")
    if word == "all":
        into.lets_all = True
    elif plain in ("ip4", "ip6"):
        into.networks.append(ipaddress.ip_network(value, strict=False))
    elif word in ("include", "redirect"):
        _include(value.lower(), names=names, into=into)
    elif plain in ("a", "mx"):
        host, _, own = value.partition("/")
        _hosts(plain, host or domain, length or own, names=names, into=into)
    elif plain in ("exists", "ptr"):
        into.lookups += 1
        into.is_partly_known = True


def _include(domain: str, *, names: Names, into: Senders) -> None:
    into.lookups += 1
    if domain in into.includes or "%" in domain:
        into.is_partly_known = into.is_partly_known or "%" in domain
        return
    into.includes.add(domain)
    for record in records_of(domain, names=names)[:1]:
        _read(record, domain=domain, names=names, into=into)


def _hosts(kind: str, host: str, length: str, *, names: Names, into: Senders) -> None:
    into.lookups += 1
    hosts = names.mail_servers(host)[:10] if kind == "mx" else [host]
    for one in hosts:
        for address in names.addresses(one):
            into.networks.append(_widened(address, length=length))


def _widened(address: str, *, length: str) -> Network:
    """`length` is "24", "24//64", "/64" or "": how much of the address counts."""
    four, _, six = length.partition("//") if "//" in length else (length, "", "")
    wanted = six.lstrip("/") if ":" in address else four
    return ipaddress.ip_network(f"{address}/{wanted}" if wanted else address, strict=False)


def with_term(record: str, *, term: str) -> str:
    """The record with one more sender, before the word that ends the list."""
    terms = record.split()
    ends = [place for place, one in enumerate(terms) if one.lstrip("+-~?").lower() == "all" or "redirect=" in one]
    place = ends[0] if ends else len(terms)
    return " ".join([*terms[:place], term, *terms[place:]])
