"""A customer's link is a key: it must not lie in a log."""

import logging

import pytest

from keepword.wiring.masking import MaskLinks

LINK = "0123456789abcdef0123456789abcdef-m-6a0b1c2d-0123456789abcdef0123"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"/c/{LINK}", "/c/…"),
        (f"/c/{LINK}/files/5f", "/c/…/files/5f"),
        (f"/contact/received/1.7Q2MX9K.{LINK}.0123", "/contact/received/…"),
        ("/conversations/42", "/conversations/42"),
    ],
)
def test_a_page_that_fails_is_logged_without_its_link(path, said):
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Internal Server Error", path), None)
    assert MaskLinks().filter(record)
    assert logging.Formatter().format(record) == f"Internal Server Error: {said}"
