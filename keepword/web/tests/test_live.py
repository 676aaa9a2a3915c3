"""What a stream says first: what was told since its page was made."""

import asyncio
import json

import pytest

from keepword.events import live
from keepword.web.live import Screen, _catch_up, _noted


def change(conversation=7, inbox=1, agents=()):
    return live.Change(0, conversation, inbox, "message.received", agents)


def first_words(*, since: str, inbox_ids=frozenset({1})) -> list[str]:
    """The names that an agent of these inboxes hears when their stream opens."""
    said = []

    async def open_one() -> None:
        async def send(message) -> None:
            said.append(message["body"].decode())

        await _catch_up(Screen(5, inbox_ids, asyncio.get_running_loop()), since=since, send=send)

    asyncio.run(open_one())
    (words,) = said
    data = next(line for line in words.splitlines() if line.startswith("data: "))
    return json.loads(data.removeprefix("data: "))["names"]


def test_a_page_to_which_nothing_happened_is_not_fetched_again():
    assert first_words(since=live.told_lately.mark()) == []


def test_what_happened_since_is_named_once():
    mark = live.told_lately.mark()
    live.tell(change())
    live.tell(change())
    assert first_words(since=mark) == ["conversation-7", "inbox-list"]


def test_what_happened_in_an_inbox_that_one_may_not_see_is_not_named():
    mark = live.told_lately.mark()
    live.tell(change(inbox=2))
    live.tell(change(inbox=None, agents=(6,)))
    assert first_words(since=mark) == []
    assert first_words(since=mark, inbox_ids=None) == ["conversation-7", "inbox-list"]


@pytest.mark.parametrize("since", ["", "of another process-3", "<script>"])
def test_who_cannot_say_how_far_they_heard_looks_at_everything(since):
    assert first_words(since=since) == ["everything"]


def test_a_browser_that_comes_back_says_itself_how_far_it_heard():
    scope = {"headers": [(b"last-event-id", b"here-9")], "query_string": b"since=here-3"}
    assert _noted(scope) == "here-9"
    assert _noted(scope | {"headers": []}) == "here-3"
    assert _noted({"headers": [], "query_string": b""}) == ""
