"""The one door to the outside. It leads to public addresses only, unless an operator allows private ones.

A name is resolved here and the connection goes to the very address that was checked: a name server that answers
differently the second time (DNS rebinding) gains nothing. Every redirect passes the same check.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext

import httpx
from django.conf import settings

REDIRECTS = 3
PORTS = (80, 443)  # what listens elsewhere on a public address of ours may trust its own machine
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
    try:
        async with asyncio.timeout(within):
            return await _follow(
                _checked(address),
                method=method,
                headers={"User-Agent": OWN_NAME, "Accept-Encoding": "identity", **(headers or {})},
                body=body,
                at_most=at_most,
            )
    except TimeoutError as error:
        raise Unreachable("Too slow.") from error
    except httpx.InvalidURL as error:
        raise Refused("Not an address.") from error
    except (httpx.HTTPError, OSError) as error:
        raise Unreachable(type(error).__name__) from error


async def _follow(
    url: httpx.URL, *, method: str, headers: Mapping[str, str], body: bytes | None, at_most: int
) -> Answer:
    """Redirects are followed for GET only: a body is not carried to a place that nobody named."""
    async with httpx.AsyncClient(transport=_ToPublicAddresses(), trust_env=False) as client:
        for _hop in range(REDIRECTS + 1):
            request = httpx.Request(method, url, headers=headers, content=body)
            response = await client.send(request, stream=True)
            try:
                if method != "GET" or not response.has_redirect_location:
                    return Answer(
                        response.status_code,
                        response.headers.get("content-type", ""),
                        await _content(response, at_most=at_most),
                    )
                url = _checked(str(url.join(response.headers["location"])))
            finally:
                await response.aclose()
    raise Refused("Too many redirects.")


def _checked(address: str) -> httpx.URL:
    """Raises Refused, and httpx.InvalidURL for what cannot be read."""
    url = httpx.URL(address)
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise Refused("Only http and https, without a password.")
    if (url.port or PORTS[0]) not in PORTS and not settings.PRIVATE_ADDRESSES_ALLOWED:
        raise Refused("Only the ports of the web.")
    return url


async def _content(response: httpx.Response, *, at_most: int) -> bytes:
    """Compressed answers are refused, we asked for none: a small one may unfold to gigabytes."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Refused("Compressed without being asked.")
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > at_most:
            raise Refused("Too large.")
    return bytes(content)


class _ToPublicAddresses(httpx.AsyncBaseTransport):
    """Sends a request to an address that was checked, while the name stays in the Host header and in TLS."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport(verify=_tls(), trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
        addresses = await _resolve(host, port=port)
        for place, address in enumerate(addresses, start=1):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except httpx.ConnectError:
                if place == len(addresses):
                    raise
        raise httpx.ConnectError("The name has no address.")

    async def aclose(self) -> None:
        await self._inner.aclose()


@cache
def _tls() -> SSLContext:
    """Made once: reading all certificates takes longer than a request."""
    return httpx.create_ssl_context()


async def _resolve(host: str, *, port: int) -> list[str]:
    """Raises Refused when any address of the name is not public: an honest name has no such mixture."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not settings.PRIVATE_ADDRESSES_ALLOWED and not all(is_public(address) for address in addresses):
        raise Refused("A private address.")
    return addresses


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
