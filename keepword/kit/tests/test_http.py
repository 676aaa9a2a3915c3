import asyncio
import gzip
import socket
from contextlib import asynccontextmanager

import pytest

from keepword.kit import asking, http


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where clouds keep the keys of a machine
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  not bound to, refused
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:53aa:64c:0:0:80ff:fffe",  # a tunnel to 127.0.0.1
    ],
)
def test_an_address_that_is_not_public_is_known(address):
    assert not http.is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"])
def test_a_public_address_is_known(address):
    assert http.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "http://user:secret@93.184.215.14/",
        "http://93.184.215.14:6379/",
        "http://",
        "no address",
    ],
)
def test_what_is_not_the_public_web_is_refused_without_a_connection(address):
    with pytest.raises(http.Refused):
        asyncio.run(http.fetch(address, at_most=100, within=5))


def test_a_name_with_one_private_address_among_public_ones_is_refused(names):
    names["mixed.example"] = ["93.184.215.14", "127.0.0.1"]
    with pytest.raises(http.Refused):
        asyncio.run(http.fetch("http://mixed.example/", at_most=100, within=5))


def test_the_connection_goes_to_the_address_that_was_checked(settings, names):
    """The second question would be answered with another address, as an attacker's name server does."""
    settings.PRIVATE_ADDRESSES_ALLOWED = True
    names["shop.example"] = ["127.0.0.1"]
    names.once = True

    async def ask():
        async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi") as (port, heard):
            return await http.fetch(f"http://shop.example:{port}/a?b=c", at_most=100, within=5), port, heard

    answer, port, heard = asyncio.run(ask())
    assert answer.content == b"hi"
    assert heard[0].startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert f"host: shop.example:{port}\r\n".encode() in heard[0].lower()


def test_nothing_tells_who_asks(settings):
    settings.PRIVATE_ADDRESSES_ALLOWED = True

    async def ask():
        reply = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nSet-Cookie: who=mina\r\nContent-Length: 0\r\n\r\n"
        final = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
        async with serving(reply, final) as (port, heard):
            await http.fetch(f"http://127.0.0.1:{port}/", at_most=100, within=5)
        return heard

    for request in asyncio.run(ask()):
        names = {line.partition(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line}
        assert names == {b"host", b"user-agent", b"accept-encoding"}


def test_a_redirect_into_the_house_is_refused(settings, names, monkeypatch):
    names["outside.example"] = ["127.0.0.1"]
    monkeypatch.setattr(asking, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(asking, "PORTS", Ports())

    async def ask():
        reply = b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n"
        async with serving(reply) as (port, _heard):
            await http.fetch(f"http://outside.example:{port}/", at_most=100, within=5)

    with pytest.raises(http.Refused, match="private"):
        asyncio.run(ask())


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + b"x" * 101, http.Refused),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000, http.Refused),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 9000, mtime=0), http.Refused),
        (b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", http.Refused),
        (b"HTTP/1.1 302 Found\r\nLocation: gopher://x/\r\nContent-Length: 0\r\n\r\n", http.Refused),
        (b"220 mail.example ESMTP\r\n", http.Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", http.Unreachable),
        (b"", http.Unreachable),
    ],
)
def test_an_answer_out_of_bounds_is_named(settings, reply, error):
    settings.PRIVATE_ADDRESSES_ALLOWED = True

    async def ask():
        async with serving(*[reply] * 9) as (port, _heard):
            await http.fetch(f"http://127.0.0.1:{port}/", at_most=100, within=5)

    with pytest.raises(error):
        asyncio.run(ask())


def test_a_server_that_drips_its_answer_is_left_in_time(settings):
    """Each byte comes soon enough; all of them would take for ever."""
    settings.PRIVATE_ADDRESSES_ALLOWED = True

    async def drip(reader, writer):
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
            writer.write(bytes([letter]))
            await asyncio.sleep(0.01)

    async def ask():
        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        async with server:
            await http.fetch(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", at_most=100, within=0.3)

    with pytest.raises(http.Unreachable, match="slow"):
        asyncio.run(ask())


class Ports:
    """Every port is one of the web."""

    def __contains__(self, _port):
        return True

    def __getitem__(self, _place):
        return 80


class Names(dict):
    """A name server of our own. With `once`, a second question gets another answer."""

    once = False

    def ask(self, host, port, **_kwargs):
        found = self.get(host, [host])
        if self.once and host in self:
            self[host] = ["192.0.2.1"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]


@pytest.fixture
def names(monkeypatch):
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_args, **kwargs: names.ask(host, port, **kwargs))
    return names


@asynccontextmanager
async def serving(*replies):
    """A server on loopback that gives each connection the next reply; what it heard."""
    heard, left = [], list(replies)

    async def answer(reader, writer):
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(left.pop(0))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard
