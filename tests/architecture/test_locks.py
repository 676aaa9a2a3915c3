"""What is installed is exactly what was read: every package by version and hash, and nothing of one machine."""

import re

from tests.architecture.sources import ROOT

RUN = (ROOT / "requirements" / "run.txt").read_text()
TEST = (ROOT / "requirements" / "test.txt").read_text()
PIN = re.compile(r"^([a-z0-9][\w.-]*)==(\S+)", re.MULTILINE)


def test_every_package_is_pinned_with_its_hashes():
    for lock in (RUN, TEST):
        entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
        assert [entry for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []
        assert len(entries) > 20


def test_the_tests_run_on_the_versions_that_people_run():
    tested = dict(PIN.findall(TEST))
    assert {name: version for name, version in PIN.findall(RUN) if tested.get(name) != version} == {}


def test_the_lock_names_no_place_to_download_from():
    assert re.findall(r"^.*(?:://|--index|--find-links|file:).*$", RUN + TEST, re.MULTILINE) == []
