"""The one door to the outside. It leads to public addresses only, unless an operator allows private ones.

A name is resolved here and the connection goes to the very address that was checked: a name server that answers
differently the second time (DNS rebinding) gains nothing. Every redirect passes the same check.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

OWN_NAME = "Keepword"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_UNICAST = ipaddress.ip_network("2000::/3")


class Refused(Exception):
    """Our own rules say no: another scheme, a private address, too large an answer. Trying again changes nothing."""


class Unreachable(Exception):
    """Nobody answered in time, or not in HTTP. It may work later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`type` is what the other side claims in Content-Type, "" without one. `content` is complete."""

    status: int
    type: str
    content: bytes


async def fetch(
    address: str,
    *,
    at_most: int,
    within: float,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Ask `address` (http or https). `at_most` bytes and `within` seconds hold for everything together, with names
    and redirects. No cookie, no referrer, no proxy of the environment.

    Raises Refused or Unreachable. A thread without a loop says `asyncio.run(fetch(...))`.
    """
    asking = import_module("keepword.kit.asking")  # httpx: for the first question
    named = {"User-Agent": OWN_NAME, "Accept-Encoding": "identity", **(headers or {})}
    answer: Answer = await asking.ask(address, at_most=at_most, within=within, method=method, headers=named, body=body)
    return answer


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and hides none that does not."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inside = _ipv4_inside(parsed)
        if inside is not None:
            return is_public(str(inside))
        return parsed in _UNICAST and parsed.is_global
    return parsed.is_global and not parsed.is_multicast


def _ipv4_inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a translator or tunnel would carry this one to."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
