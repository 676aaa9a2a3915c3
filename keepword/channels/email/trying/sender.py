"""Whether others believe that our letters are ours: SPF, DKIM and DMARC of the inbox's domain."""

from django.conf import settings
from django.utils.translation import gettext as _

from keepword.channels.email.trying.carriers import Carrier, carrier_of
from keepword.channels.email.trying.findings import LOOK, TROUBLE, UNKNOWN, WELL, Finding, Record
from keepword.channels.email.trying.spf import MOST_LOOKUPS, Senders, senders_of, with_term
from keepword.kit.http import is_public
from keepword.kit.names import Names, NoAnswer, NoSuchName

SPF, DKIM, DMARC = "SPF", "DKIM", "DMARC"


def spf_finding(domain: str, *, names: Names) -> Finding:
    senders = senders_of(domain, names=names)
    at = {"domain": domain, "relay": settings.RELAY.name, "most": MOST_LOOKUPS}
    if len(senders.records) > 1:
        says = _("%(domain)s has two SPF records, and then none counts. Make one of them that names all senders.")
        return Finding(SPF, TROUBLE, says % at)
    if senders.are_too_many:
        says = _(
            "The SPF record of %(domain)s needs more than %(most)s look-ups, and then it counts for nothing. Take out "
            "senders that you do not use any more."
        )
        return Finding(SPF, TROUBLE, says % at)
    if senders.lets_all:
        says = _("The SPF record of %(domain)s lets everybody write in your name (“+all”). End it with “~all”.")
        return Finding(SPF, LOOK, says % at)
    return _about_relay(senders, domain=domain, names=names)


def _about_relay(senders: Senders, *, domain: str, names: Names) -> Finding:
    host = settings.RELAY.options.get("host", "") or settings.RELAY.name
    at = {"domain": domain, "relay": settings.RELAY.name}
    if not settings.RELAY.backend:
        says = _("Once a relay is set, it is looked up here whether the SPF record of %(domain)s names it.")
        return Finding(SPF, UNKNOWN, says % at)
    carrier = carrier_of(host)
    addresses = _addresses(host, names=names) if carrier is None else []
    if carrier and carrier.include in senders.includes or any(senders.name(one) for one in addresses):
        return Finding(SPF, WELL, _("The SPF record of %(domain)s names %(relay)s as a sender.") % at)
    if carrier and carrier.has_own_return:
        says = _("%(relay)s takes bounces at a domain of its own, so SPF of %(domain)s is not asked; DKIM counts.")
        return Finding(SPF, WELL, says % at)
    if carrier is None and not addresses:
        says = _("The name servers know no address of %(relay)s, so it could not be compared with SPF.")
        return Finding(SPF, UNKNOWN, says % at)
    if carrier is None and not any(is_public(one) for one in addresses):
        return _unseen(senders, domain=domain)
    return _unnamed(senders, domain=domain, term=f"include:{carrier.include}" if carrier else f"a:{host}")


def _addresses(host: str, *, names: Names) -> list[str]:
    try:
        return names.addresses(host)
    except (NoSuchName, NoAnswer):
        return []


def _unnamed(senders: Senders, *, domain: str, term: str) -> Finding:
    at = {"domain": domain, "relay": settings.RELAY.name}
    if senders.records:
        says = _(
            "The SPF record of %(domain)s does not name %(relay)s, so your answers may be taken for forged. Put this "
            "in the place of the record that is there, unless the relay sends from other addresses that it names."
        )
        return Finding(SPF, TROUBLE, says % at, Record("TXT", domain, with_term(senders.records[0], term=term)))
    says = _(
        "%(domain)s has no SPF record, so your answers may be taken for forged. Add this one; if others write in its "
        "name as well, name them before “~all”."
    )
    return Finding(SPF, TROUBLE, says % at, Record("TXT", domain, f"v=spf1 mx {term} ~all"))


def _unseen(senders: Senders, *, domain: str) -> Finding:
    """The relay stands in our own network: nobody here knows by which address its mail gets out."""
    at = {"domain": domain, "relay": settings.RELAY.name}
    if senders.records:
        says = _(
            "%(relay)s stands in your own network, so nobody can see from here by which address its mail leaves. The "
            "SPF record of %(domain)s must name that address."
        )
        return Finding(SPF, UNKNOWN, says % at)
    says = _(
        "%(domain)s has no SPF record, so your answers may be taken for forged. Add one that names the address by "
        "which the mail of %(relay)s leaves your network."
    )
    return Finding(SPF, TROUBLE, says % at, Record("TXT", domain, "v=spf1 mx ip4:192.0.2.1 ~all"))


def dkim_finding(domain: str, *, selector: str, names: Names) -> Finding:
    """Keepword leaves signing to the relay. `selector` is what somebody typed, "" to try those that are known."""
    carrier: Carrier | None = carrier_of(settings.RELAY.options.get("host", "") or settings.RELAY.name)
    tried = (selector,) if selector else carrier.selectors if carrier else ()
    at = {"domain": domain, "relay": settings.RELAY.name, "names": ", ".join(f"{one}._domainkey" for one in tried)}
    keys = [key for one in tried for key in _keys(f"{one}._domainkey.{domain}", names=names)]
    if any(_value(key, "p") for key in keys):
        return Finding(DKIM, WELL, _("%(domain)s publishes a key by which letters are signed (%(names)s).") % at)
    if keys:
        says = _("The key at %(names)s is withdrawn (empty). Let the relay make a new one and publish it.")
        return Finding(DKIM, TROUBLE, says % at)
    if tried:
        says = _(
            "%(domain)s publishes no key at %(names)s. Switch on signing (DKIM) for this domain at your relay, and "
            "add the record that it shows you."
        )
        return Finding(DKIM, TROUBLE if selector else LOOK, says % at)
    says = _(
        "The relay signs your letters, if it is set so. It tells the name of its key (the selector): write it below "
        "to have the key looked up."
    )
    return Finding(DKIM, UNKNOWN, says)


def _keys(name: str, *, names: Names) -> list[str]:
    try:
        return [text for text in names.texts(name) if _value(text, "p") is not None]
    except NoSuchName:
        return []


def dmarc_finding(domain: str, *, names: Names) -> Finding:
    """Of the domain, or of the nearest one above it that says something (RFC 7489, 6.6.3, by walking up)."""
    place, policies = domain, _policies(domain, names=names)
    while not policies and place.count(".") > 1:
        place = place.partition(".")[2]
        policies = _policies(place, names=names)
    at = {"domain": domain, "place": place}
    if not policies:
        says = _(
            "%(domain)s has no DMARC record, and large providers want one. Add this one: it asks nothing of anybody "
            "yet."
        )
        return Finding(DMARC, TROUBLE, says % at, Record("TXT", f"_dmarc.{domain}", "v=DMARC1; p=none"))
    if len(policies) > 1:
        return Finding(DMARC, TROUBLE, _("%(place)s has two DMARC records, and then none counts. Keep one.") % at)
    policy = (_value(policies[0], "p") or "").lower()
    if policy not in ("none", "quarantine", "reject"):
        says = _("The DMARC record of %(place)s names no policy that is known. Put this in its place.")
        return Finding(DMARC, TROUBLE, says % at, Record("TXT", f"_dmarc.{place}", "v=DMARC1; p=none"))
    if policy == "none":
        says = _("%(place)s has a DMARC record that only watches (p=none). Make it stricter when all is well here.")
        return Finding(DMARC, WELL, says % at)
    says = _("%(place)s has a DMARC record that protects its name. Letters without valid SPF or DKIM are turned away.")
    return Finding(DMARC, WELL, says % at)


def _policies(domain: str, *, names: Names) -> list[str]:
    try:
        return [text for text in names.texts(f"_dmarc.{domain}") if text.strip().lower().startswith("v=dmarc1")]
    except NoSuchName:
        return []


def _value(record: str, tag: str) -> str | None:
    """Of "a=b; c=d". None without the tag."""
    pairs = (part.partition("=") for part in record.split(";"))
    return next((value.strip() for name, _, value in pairs if name.strip().lower() == tag), None)
