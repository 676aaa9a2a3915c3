"""The names of all settings, beside each of them."""

import re

import pytest
from django.urls import reverse

from keepword.web.settings.places import PLACES

NAMES = re.compile(r'<nav class="settings-names".*?</nav>', re.S)
FREE = [place for place in PLACES if place.name != "access"]  # which asks first whether it is really them
CURRENT = re.compile(r'href="([^"]+)"[^>]*aria-current="page"')


@pytest.mark.parametrize("place", FREE, ids=lambda place: place.name)
def test_each_page_of_the_settings_is_marked_among_the_names(ruth, place):
    address = reverse(f"web:{place.name}")
    page = ruth.get(address).content.decode()
    assert CURRENT.findall(NAMES.search(page).group()) == [address]


def test_an_agent_sees_the_names_of_what_is_theirs_and_no_empty_heading(mina):
    names = NAMES.search(mina.get("/settings").content.decode()).group()
    assert reverse("web:macros") in names
    assert reverse("web:inboxes") not in names
    assert names.count("<section") == len(re.findall(r"<section>.*?<a class=\"view\".*?</section>", names, re.S))
    assert "Upkeep" not in names
