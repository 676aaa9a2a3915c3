"""Fetching what a call only names."""

import pytest

from keepword.api.hooks import fetching
from keepword.api.hooks.calls import Elsewhere
from keepword.api.hooks.fetching import download
from keepword.kit.http import Answer, Refused, Unreachable


def test_nothing_is_fetched_from_our_own_network():
    with pytest.raises(Elsewhere, match="private"):
        download("http://127.0.0.1/mail")


@pytest.mark.parametrize(
    "came", [Answer(404, "", b""), Answer(500, "", b""), Refused("Too large."), Unreachable("no")]
)
def test_what_cannot_be_had_is_told_apart_from_an_empty_mail(monkeypatch, came):
    async def fetch(*args, **kwargs):
        if isinstance(came, Exception):
            raise came
        return came

    monkeypatch.setattr(fetching.http, "fetch", fetch)
    with pytest.raises(Elsewhere):
        download("https://cdn.example/1")
