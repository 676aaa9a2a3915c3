"""Pages are small on the wire for those who can read them so."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from keepword.wiring.compressing import CompressingMiddleware

PAGE = "<p>Where is my parcel? 소포가 어디 있나요? أين طردي؟</p>" * 50


def answer(response, *, accepts="gzip, deflate, br"):
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING=accepts)
    return CompressingMiddleware(lambda _request: response)(request)


def test_a_page_is_packed_and_is_the_same_when_unpacked():
    packed = answer(HttpResponse(PAGE, headers={"ETag": '"one"'}))
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode() == PAGE
    assert int(packed["Content-Length"]) == len(packed.content) < len(PAGE) / 5
    assert packed["ETag"] == 'W/"one"'
    assert packed["Vary"] == "Accept-Encoding"


def test_two_answers_of_the_same_page_do_not_tell_by_their_size_how_well_it_packs():
    assert len({len(answer(HttpResponse(PAGE)).content) for _ in range(40)}) > 5


@pytest.mark.parametrize("accepts", ["", "br", "identity", "gzip;q=0", "deflate, gzip; q=0.000"])
def test_who_does_not_take_it_gets_it_plain_and_caches_know(accepts):
    plain = answer(HttpResponse(PAGE), accepts=accepts)
    assert plain.content.decode() == PAGE
    assert plain["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(b"\x89PNG" * 500, content_type="image/png"),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([PAGE]),
    ],
)
def test_what_would_gain_nothing_stays_as_it_is(response):
    assert answer(response).get("Content-Encoding") in (None, "br")
    assert not answer(response).has_header("Vary")
