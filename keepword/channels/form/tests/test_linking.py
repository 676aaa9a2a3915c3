from datetime import UTC, datetime, timedelta

import pytest

from keepword.channels.form import linking
from keepword.channels.form.linking import LinkExpired, NoSuchLink, mailed_link, shown_link

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 2


def test_a_link_names_its_conversation_and_what_it_proves():
    assert linking.read(shown_link(TOKEN, at=NOW), now=NOW) == linking.Link(TOKEN, False, NOW)
    assert linking.read(mailed_link(TOKEN, at=NOW), now=NOW) == linking.Link(TOKEN, True, NOW)


@pytest.mark.parametrize("days", [1, 30])
def test_a_link_works_to_its_last_second(settings, days):
    settings.LINK_DAYS = days
    link, end = shown_link(TOKEN, at=NOW), NOW + timedelta(days=days)
    linking.read(link, now=end)
    with pytest.raises(LinkExpired) as expired:
        linking.read(link, now=end + timedelta(seconds=1))
    assert expired.value.link.conversation_token == TOKEN


def test_no_part_of_a_link_can_be_changed():
    link = shown_link(TOKEN, at=NOW)
    for place, letter in enumerate(link):
        if letter == "-":
            continue
        changed = link[:place] + ("1" if letter != "1" else "2") + link[place + 1 :]
        with pytest.raises(NoSuchLink):
            linking.read(changed, now=NOW)


def test_another_secret_makes_other_links(settings):
    link = shown_link(TOKEN, at=NOW)
    settings.SECRET_KEY = "another secret of at least thirty-two letters"
    with pytest.raises(NoSuchLink):
        linking.read(link, now=NOW)
