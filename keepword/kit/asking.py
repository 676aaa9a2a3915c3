"""How the one door to the outside (`kit/http.py`) asks: by httpx, which is loaded when the first question is asked."""

import asyncio
import socket
from collections.abc import Mapping
from functools import cache
from ssl import SSLContext

import httpx
from django.conf import settings

from keepword.kit.http import Answer, Refused, Unreachable, is_public

REDIRECTS = 3
PORTS = (80, 443)  # what listens elsewhere on a public address of ours may trust its own machine


async def ask(
    address: str, *, at_most: int, within: float, method: str, headers: Mapping[str, str], body: bytes | None
) -> Answer:
    """As `http.fetch`, with all headers. Raises Refused or Unreachable."""
    try:
        async with asyncio.timeout(within):
            return await _follow(_checked(address), method=method, headers=headers, body=body, at_most=at_most)
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
