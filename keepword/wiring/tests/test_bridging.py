"""What a thread says reaches the browser whole, and what a browser sends reaches the thread whole."""

import asyncio

import pytest

from keepword.wiring.bridging import PIECE, SMALL, Bridge


class Response(list):
    """As Django's: pieces, and a close() that ends the request."""

    was_closed = False

    def close(self):
        self.was_closed = True


def talk(application, *, method="POST", headers=(), pieces=(), left=False):
    """What was sent back, after these pieces of a body came in."""
    sent = []
    given = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    given.append({"type": "http.disconnect"} if left else {"type": "http.request", "body": b"", "more_body": False})

    async def receive():
        return given.pop(0)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": "/somewhere",
        "query_string": b"a=1",
        "http_version": "1.1",
        "headers": list(headers),
    }
    asyncio.run(Bridge(application, threads=1)(scope, receive, send))
    return sent


def said(sent):
    return b"".join(message.get("body", b"") for message in sent[1:])


def test_a_page_goes_over_as_a_whole_and_is_closed():
    page = Response([b"<p>", b"hello", b"</p>"])

    def application(environ, start):
        assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/somewhere", "a=1")
        start("404 Not Found", [("X-Why", "é")])
        return page

    head, body = talk(application, method="GET")
    assert head == {"type": "http.response.start", "status": 404, "headers": [(b"x-why", b"\xe9")]}
    assert body == {"type": "http.response.body", "body": b"<p>hello</p>", "more_body": False}
    assert page.was_closed


def test_a_large_file_goes_over_in_pieces_and_is_closed_after_the_last():
    chunks = [bytes([number]) * 4096 for number in range(200)]
    file = Response(chunks)

    def application(environ, start):
        start("200 OK", [])
        return file

    sent = talk(application, method="GET")
    assert said(sent) == b"".join(chunks)
    assert len(sent) == 2 + len(b"".join(chunks)) // PIECE
    assert [message["more_body"] for message in sent[1:]] == [True] * (len(sent) - 2) + [False]
    assert file.was_closed


def echo(environ, start):
    start("200 OK", [])
    return Response([environ["wsgi.input"].read()])


@pytest.mark.parametrize("size", [0, 1, 70_000, SMALL, SMALL + 1, 2 * SMALL])
def test_a_body_arrives_whole_whatever_its_size(size):
    body = b"x" * size
    pieces = [body[at : at + 60_000] for at in range(0, size, 60_000)]
    assert said(talk(echo, headers=[(b"content-length", str(size).encode())], pieces=pieces)) == body


def test_a_body_that_declares_no_length_arrives_whole():
    assert said(talk(echo, headers=[(b"transfer-encoding", b"chunked")], pieces=[b"one", b"two"])) == b"onetwo"


def test_nothing_is_done_for_a_sender_who_left_half_way():
    def never(environ, start):
        raise AssertionError("half a form reached a page")

    assert talk(never, headers=[(b"content-length", b"1000")], pieces=[b"half"], left=True) == []


def test_a_fault_reaches_the_server_that_answers_for_it():
    def broken(environ, start):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        talk(broken)
