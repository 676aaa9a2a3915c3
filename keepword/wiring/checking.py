"""Settings that would do no harm at the start and much later on: a wrong one is said at once, by its name."""

import ipaddress
import logging
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from keepword.wiring.environment import SettingError

_HOST = re.compile(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]")
_RECEIVER = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")  # an authserv-id without quotes (RFC 8601, 2.2)
_REDIS = ("redis", "rediss", "unix")


def web_address(env: Mapping[str, str]) -> str:
    """KEEPWORD_ADDRESS without a slash at its end; "" without it. Every link in a mail begins with it."""
    address = env.get("KEEPWORD_ADDRESS", "").strip().rstrip("/")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingError(f"KEEPWORD_ADDRESS: expected an address such as https://help.example.com, not “{address}”.")
    return address


def hosts(env: Mapping[str, str]) -> list[str]:
    """KEEPWORD_HOSTS: names with commas, a dot before one for all under it, or * for all, as without it."""
    given = [one.strip() for one in (env.get("KEEPWORD_HOSTS") or "*").split(",") if one.strip()]
    for one in given:
        if one != "*" and not _HOST.fullmatch(one):
            raise SettingError(f"KEEPWORD_HOSTS: expected host names with commas, without a port, not “{one}”.")
    return given or ["*"]


def proxies(env: Mapping[str, str]) -> str:
    """KEEPWORD_PROXIES: addresses or networks with commas, or * for all; this machine without it."""
    given = env.get("KEEPWORD_PROXIES", "127.0.0.1")
    for one in filter(None, map(str.strip, given.split(","))):
        if one != "*" and not _is_network(one):
            raise SettingError(f"KEEPWORD_PROXIES: expected addresses or networks with commas, not “{one}”.")
    return given


def name_servers(env: Mapping[str, str]) -> tuple[str, ...]:
    """KEEPWORD_NAME_SERVERS: addresses, each perhaps with a port; none without it."""
    given = tuple(env.get("KEEPWORD_NAME_SERVERS", "").replace(",", " ").split())
    for one in given:
        host, _, port = one.rpartition(":") if one.count(":") == 1 else (one, "", "53")
        if not _is_network(host) or "/" in host or not port.isdecimal():
            raise SettingError(f"KEEPWORD_NAME_SERVERS: expected addresses or address:port, not “{one}”.")
    return given


def trusted_receiver(env: Mapping[str, str]) -> str:
    """KEEPWORD_TRUSTED_RECEIVER: the one name with which our mail server signs its Authentication-Results; "" without
    it. One that no server has would be believed by nobody, and no mail would ever be proved."""
    name = env.get("KEEPWORD_TRUSTED_RECEIVER", "").strip()
    if name and not _RECEIVER.fullmatch(name):
        raise SettingError(
            "KEEPWORD_TRUSTED_RECEIVER: expected the one name that stands first in your mail server's "
            f"Authentication-Results, such as mx.example.com, not “{name}”."
        )
    return name


def redis_url(env: Mapping[str, str]) -> str:
    """REDIS_URL; "" without it."""
    url = env.get("REDIS_URL", "").strip()
    if url and urlsplit(url).scheme not in _REDIS:
        raise SettingError("REDIS_URL: expected redis://user:password@host:port/number, rediss:// or unix://.")
    return url


def log_level(env: Mapping[str, str], *, default: str) -> str:
    """KEEPWORD_LOG_LEVEL in capitals."""
    level = env.get("KEEPWORD_LOG_LEVEL", "").strip().upper() or default
    if level not in logging.getLevelNamesMapping():
        raise SettingError(f"KEEPWORD_LOG_LEVEL: expected DEBUG, INFO, WARNING or ERROR, not “{level}”.")
    return level


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True
