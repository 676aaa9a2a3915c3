"""What the name servers say about an inbox's domain: where mail to it goes, and whether ours is believed."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from keepword.channels.email.trying.findings import LOOK, TROUBLE, UNKNOWN, WELL, Finding, Record
from keepword.channels.email.trying.sender import DKIM, DMARC, SPF, dkim_finding, dmarc_finding, spf_finding
from keepword.kit.names import Names, NoAnswer, NoSuchName

SECONDS = 8.0


def domain_findings(address: str, *, is_fetched: bool, selector: str = "") -> list[Finding]:
    """Takes some seconds. `is_fetched`: a mailbox of this inbox is read by IMAP, so that its mail may lie anywhere.
    `selector` names a DKIM key to look for."""
    domain = address.rpartition("@")[2].lower()
    about = _("Mail in")
    if "." not in domain or domain.startswith("["):
        says = _("%(address)s is not at a domain that others can look up, so nothing is known about it.")
        return [Finding(about, UNKNOWN, says % {"address": address})]
    try:
        names = Names(servers=settings.NAME_SERVERS, within=SECONDS)
        first = _mail_in(domain, names=names, is_fetched=is_fetched)
    except NoSuchName:
        says = _("The domain %(domain)s does not exist. Look for a typing mistake, or register it.")
        return [Finding(about, TROUBLE, says % {"domain": domain})]
    except NoAnswer:
        return [_unanswered(about)]
    others: dict[str, Callable[[], Finding]] = {
        SPF: lambda: spf_finding(domain, names=names),
        DKIM: lambda: dkim_finding(domain, selector=selector, names=names),
        DMARC: lambda: dmarc_finding(domain, names=names),
    }
    return [first, *(_or_unanswered(what, find) for what, find in others.items())]


def _or_unanswered(about: str, find: Callable[[], Finding]) -> Finding:
    try:
        return find()
    except (NoAnswer, NoSuchName):
        return _unanswered(about)


def _unanswered(about: str) -> Finding:
    return Finding(about, UNKNOWN, _("The name servers did not answer in time. Try it again in a minute."))


def _mail_in(domain: str, *, names: Names, is_fetched: bool) -> Finding:
    servers, own = names.mail_servers(domain), urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    at = {"domain": domain, "server": ", ".join(servers[:3]), "own": own}
    about, record = _("Mail in"), Record("MX", domain, f"10 {own}.") if _is_name(own) else None
    if servers == ["."]:
        says = _("%(domain)s says that it takes no mail at all (an empty MX record). Remove that record.")
        return Finding(about, TROUBLE, says % at, record)
    if is_fetched and servers:
        return Finding(about, WELL, _("Mail to %(domain)s goes to %(server)s, and is read from a mailbox.") % at)
    if not servers:
        says = _(
            "%(domain)s names no mail server (MX), so mail to it is tried at its web server and mostly gets lost. "
            "Name one, or this machine."
        )
        return Finding(about, TROUBLE, says % at, record)
    if _lead_here(servers, own=own, names=names):
        return Finding(about, WELL, _("Mail to %(domain)s goes to %(server)s, which is here.") % at)
    says = _(
        "Mail to %(domain)s goes to %(server)s, which is not this machine. That is right if it is handed on to "
        "Keepword there; else set a mailbox to read it from, or let it come here with this record."
    )
    return Finding(about, LOOK, says % at, record)


def _is_name(host: str) -> bool:
    """An MX record leads to a name, never to an address."""
    return "." in host and not host.rpartition(".")[2].isdigit() and ":" not in host


def _lead_here(servers: list[str], *, own: str, names: Names) -> bool:
    if not own:
        return False
    if own in servers:
        return True
    try:
        here = set(names.addresses(own))
        return any(here & set(names.addresses(server)) for server in servers[:5])
    except (NoSuchName, NoAnswer):
        return False
