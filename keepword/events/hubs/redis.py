"""Redis: carries the word and nothing else, so that its absence makes screens late and loses nothing."""

import logging
import threading
import time
from functools import cache

import redis
from django.conf import settings
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

from keepword.events import live, news
from keepword.events.hubs import silence

log = logging.getLogger(__name__)

CHANNEL = "keepword"
NOT_AGAIN_FOR = 3.0  # seconds after Redis did not take a word


def announce_on_commit(told: news.News) -> None:
    transaction.on_commit(lambda: _publish(told))


class _Away:
    """What this process could not say: until when it does not try again, and that others missed something."""

    until = 0.0
    is_owed = False


def _publish(told: news.News) -> None:
    """When Redis is away the screens of this process still hear at once, others when it is back. A Redis that does not
    answer costs one page the time of waiting, not each."""
    if time.monotonic() < _Away.until:
        live.tell_all(told.changes)
        return
    texts = [live.LOOK_AGAIN.as_text()] if _Away.is_owed else []
    try:
        with _redis().pipeline(transaction=False) as pipeline:
            for text in [*texts, *told.as_texts()]:
                pipeline.publish(CHANNEL, text)
            pipeline.execute()
    except redis.RedisError as error:
        log.warning("Redis is away, screens of other processes are told later: %s", type(error).__name__)
        _Away.until, _Away.is_owed = time.monotonic() + NOT_AGAIN_FOR, True
        live.tell_all(told.changes)
    else:
        _Away.is_owed = False


def follow(stopped: threading.Event) -> None:
    with _redis().pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(CHANNEL)
        _Away.until = 0.0
        live.joined()
        quiet = silence.Silence()
        while not stopped.is_set():
            message = channel.get_message(timeout=silence.LISTEN_FOR)
            if message:
                quiet.broken()
            if message and message["type"] == "message":
                news.hear(message["data"].decode())
            if quiet.must_ask():
                channel.ping()


def _redis() -> redis.Redis:
    return _client(settings.REDIS_URL)


@cache
def _client(url: str) -> redis.Redis:
    """It never connects again by itself: what was said meanwhile would be missed, and nobody would look again."""
    wait = {"socket_timeout": 2, "socket_connect_timeout": 2}
    return redis.Redis.from_url(url, **wait, retry=Retry(NoBackoff(), 0))
