"""Redis: carries the word and nothing else, so that its absence makes screens late and loses nothing."""

import logging
import threading
from functools import cache

import redis
from django.conf import settings
from django.db import transaction

from keepword.events import live, news

log = logging.getLogger(__name__)

CHANNEL = "keepword"


def announce_on_commit(told: news.News) -> None:
    transaction.on_commit(lambda: _publish(told))


def _publish(told: news.News) -> None:
    """When Redis is away the screens of this process still hear at once, others when they look again."""
    try:
        with _redis().pipeline(transaction=False) as pipeline:
            for text in told.as_texts():
                pipeline.publish(CHANNEL, text)
            pipeline.execute()
    except redis.RedisError as error:
        log.warning("Redis is away, screens of other processes are told later: %s", type(error).__name__)
        live.tell_all(told.changes)


def follow(stopped: threading.Event) -> None:
    with _redis().pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(CHANNEL)
        live.joined()
        while not stopped.is_set():
            message = channel.get_message(timeout=1)
            if message:
                news.hear(message["data"].decode())


def _redis() -> redis.Redis:
    return _client(settings.REDIS_URL)


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
