"""A setting that cannot be is said at the start, by its name, in one sentence."""

import pytest

from keepword.wiring import checking
from keepword.wiring.environment import SettingError

HOSTS = ["help.example.com", ".shop.example", "[::1]"]
WRONG = [
    ("KEEPWORD_ADDRESS", "help.example.com", checking.web_address),
    ("KEEPWORD_ADDRESS", "ftp://help.example.com", checking.web_address),
    ("KEEPWORD_ADDRESS", "https://", checking.web_address),
    ("KEEPWORD_ADDRESS", "https://example.com/help", checking.web_address),
    ("KEEPWORD_ADDRESS", "https://example.com:many", checking.web_address),
    ("KEEPWORD_PROXIES", "127.0.0.1, proxy", checking.proxies),
    ("KEEPWORD_PROXIES", "10.0.0.0/99", checking.proxies),
    ("KEEPWORD_NAME_SERVERS", "one.example", checking.name_servers),
    ("KEEPWORD_NAME_SERVERS", "192.0.2.1:dns", checking.name_servers),
    ("REDIS_URL", "127.0.0.1:6379", checking.redis_url),
    ("KEEPWORD_HOSTS", "help.example.com b.example", checking.hosts),
    ("KEEPWORD_HOSTS", "https://help.example.com", checking.hosts),
    ("KEEPWORD_HOSTS", "help.example.com:443", checking.hosts),
    ("KEEPWORD_TRUSTED_RECEIVER", "mx.example.com, mx2.example.com", checking.trusted_receiver),
    ("KEEPWORD_TRUSTED_RECEIVER", "our mail server", checking.trusted_receiver),
    ("KEEPWORD_TRUSTED_RECEIVER", "https://mx.example.com", checking.trusted_receiver),
    ("KEEPWORD_TRUSTED_RECEIVER", "mx.example.com;", checking.trusted_receiver),
]
RIGHT = [
    ("KEEPWORD_TRUSTED_RECEIVER", " mx.example.com ", checking.trusted_receiver, "mx.example.com"),
    ("KEEPWORD_TRUSTED_RECEIVER", "mx", checking.trusted_receiver, "mx"),
    ("KEEPWORD_TRUSTED_RECEIVER", "", checking.trusted_receiver, ""),
    ("KEEPWORD_HOSTS", "help.example.com, .shop.example,[::1]", checking.hosts, HOSTS),
    ("KEEPWORD_HOSTS", "", checking.hosts, ["*"]),
    ("KEEPWORD_ADDRESS", "https://help.example.com/", checking.web_address, "https://help.example.com"),
    ("KEEPWORD_ADDRESS", "http://127.0.0.1:8000", checking.web_address, "http://127.0.0.1:8000"),
    ("KEEPWORD_ADDRESS", "", checking.web_address, ""),
    ("KEEPWORD_PROXIES", "127.0.0.1,10.0.0.0/8, ::1", checking.proxies, "127.0.0.1,10.0.0.0/8, ::1"),
    ("KEEPWORD_PROXIES", "*", checking.proxies, "*"),
    ("KEEPWORD_NAME_SERVERS", "192.0.2.1:5353, ::1", checking.name_servers, ("192.0.2.1:5353", "::1")),
    ("REDIS_URL", "rediss://:secret@cache:6380/1", checking.redis_url, "rediss://:secret@cache:6380/1"),
]


@pytest.mark.parametrize(("name", "value", "read"), WRONG)
def test_a_wrong_setting_is_named(name, value, read):
    with pytest.raises(SettingError, match=name):
        read({name: value})


@pytest.mark.parametrize(("name", "value", "read", "meant"), RIGHT)
def test_a_right_setting_is_taken(name, value, read, meant):
    assert read({name: value}) == meant


def test_an_unknown_level_of_the_log_is_named():
    with pytest.raises(SettingError, match="KEEPWORD_LOG_LEVEL"):
        checking.log_level({"KEEPWORD_LOG_LEVEL": "loud"}, default="INFO")
    assert checking.log_level({"KEEPWORD_LOG_LEVEL": "debug"}, default="INFO") == "DEBUG"
    assert checking.log_level({}, default="WARNING") == "WARNING"
