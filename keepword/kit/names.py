"""What the name servers say about a domain. Only questions, with an end to their time; nobody is called."""

import ipaddress
import time
from collections.abc import Sequence

import dns.exception
import dns.name
import dns.resolver
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.txtbase import TXTBase

ONE_SECONDS = 3.0
LONGEST = 60  # answers of one kind that are read


class NoSuchName(Exception):
    """The domain does not exist at all."""


class NoAnswer(Exception):
    """No name server answered in time, or none wanted to. It may work later."""


class Names:
    """Asks for `within` seconds in all. `servers` are "address" or "address:port"; none means this machine's own."""

    def __init__(self, *, servers: Sequence[str], within: float) -> None:
        self._until = time.monotonic() + within
        self._resolver = _resolver(servers)

    def texts(self, name: str) -> list[str]:
        """TXT records. [] when there are none. Raises NoSuchName and NoAnswer, as the others do."""
        found = [b"".join(one.strings) for one in self._ask(name, "TXT") if isinstance(one, TXTBase)]
        return [text.decode("utf-8", "replace") for text in found]

    def mail_servers(self, name: str) -> list[str]:
        """Hosts of the MX records, the first choice first; "." for a domain that says that it takes no mail."""
        found = [one for one in self._ask(name, "MX") if isinstance(one, MX)]
        in_order = sorted(found, key=lambda one: one.preference)
        return [str(one.exchange).rstrip(".").lower() or "." for one in in_order]

    def addresses(self, name: str) -> list[str]:
        """A and AAAA. One that is an address already is its own."""
        try:
            return [str(ipaddress.ip_address(name.strip("[]")))]
        except ValueError:
            return [str(one) for kind in ("A", "AAAA") for one in self._ask(name, kind)]

    def _ask(self, name: str, kind: str) -> list[object]:
        left = self._until - time.monotonic()
        if left <= 0:
            raise NoAnswer(name)
        try:
            answer = self._resolver.resolve(name, kind, raise_on_no_answer=False, lifetime=min(ONE_SECONDS, left))
        except dns.resolver.NXDOMAIN as error:
            raise NoSuchName(name) from error
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            raise NoAnswer(name) from error
        return list(answer.rrset or ())[:LONGEST]


def _resolver(servers: Sequence[str]) -> dns.resolver.Resolver:
    """Raises NoAnswer when this machine names no name server."""
    try:
        resolver = dns.resolver.Resolver(configure=not servers)
    except dns.exception.DNSException as error:
        raise NoAnswer("this machine") from error
    resolver.search = []
    resolver.use_search_by_default = False
    if servers:
        parts = [_parted(server) for server in servers]
        resolver.nameservers = [host for host, _ in parts]
        resolver.nameserver_ports = dict(parts)
    return resolver


def _parted(server: str) -> tuple[str, int]:
    if server.count(":") == 1:
        host, _, port = server.partition(":")
        return host, int(port)
    return server.strip("[]"), 53
