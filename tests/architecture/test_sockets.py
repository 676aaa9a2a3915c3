"""One place opens connections to the outside, so that one place can refuse private addresses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import HOUSE, Complaint, assert_kept, breaches, modules

OUTSIDE = {"httpx", "requests", "urllib.request", "urllib3", "http.client", "aiohttp", "socket", "ftplib", "telnetlib",
           "dns"}  # fmt: skip
# The bench is a visitor of the program that it measures, on this machine.
VISITORS = [path for path in modules() if path.is_relative_to(HOUSE / "wiring" / "bench")]
HOSTS = [path for path in modules() if path not in VISITORS]
MAIL = {"smtplib", "imaplib", "imapclient", "poplib", "aiosmtpd"}


def test_only_kit_http_opens_connections_to_the_outside():
    doors = (HOUSE / "kit" / "http.py", HOUSE / "kit" / "asking.py", HOUSE / "kit" / "names.py")  # the last: of names
    assert_kept(outside_connections, [path for path in HOSTS if path not in doors])


def test_only_the_mail_channel_speaks_to_mail_servers():
    assert_kept(mail_connections, [path for path in HOSTS if not _is_mail_channel(path)])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("import httpx\n", [1]),
        ("from urllib.request import urlopen\n", [1]),
        ("from urllib import request\n", [1]),
        ("from urllib.parse import urlsplit\nimport socketserver\n", []),
        ("import socket  # house: only its error class\n", []),
    ],
)
def test_the_rule_sees_every_way_to_import(text: str, lines: list[int]):
    assert [line for line, _ in breaches(outside_connections, text=text)] == lines


def outside_connections(text: str) -> Iterator[Complaint]:
    yield from _imports_of(OUTSIDE, text=text, complaint="ask kit/http.py instead of")


def mail_connections(text: str) -> Iterator[Complaint]:
    yield from _imports_of(MAIL, text=text, complaint="only channels/email uses")


def _imports_of(forbidden: set[str], *, text: str, complaint: str) -> Iterator[Complaint]:
    for node in ast.walk(ast.parse(text)):
        for name in _imported(node):
            if name in forbidden or name.split(".")[0] in forbidden:
                yield node.lineno, f"{complaint} {name}"
                break


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _is_mail_channel(path: Path) -> bool:
    return path.is_relative_to(HOUSE / "channels" / "email")
