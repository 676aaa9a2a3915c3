"""Everything in one file, and back: on the real program, while it runs."""

import dataclasses
import time

LETTER = (
    b"From: Ann <ann@customer.example>\r\nTo: support@shop.example\r\nSubject: =?utf-8?b?6L+Q6LS5?=\r\n"
    b"Message-ID: <backup@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\n"
    b"Content-Disposition: attachment; filename=bill.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n"
)


def test_a_backup_brings_everything_back(keepword, tmp_path, fresh_database, request):
    keepword.set_up()
    assert keepword.command("receive", "--inbox", "support@shop.example", standard_input=LETTER).returncode == 0
    until(lambda: [path for path in (keepword.data / "files").rglob("*") if path.is_file()])
    saved = tmp_path / "safe.tgz"
    assert keepword.command("backup", str(saved)).returncode == 0
    assert saved.stat().st_mode & 0o077 == 0

    url = request.getfixturevalue("postgresql").new_database() if fresh_database else ""
    environment = keepword.environment | ({"DATABASE_URL": url} if url else {})
    new = dataclasses.replace(keepword, data=tmp_path / "new", environment=environment)
    restored = new.command("restore", str(saved))
    assert restored.returncode == 0, restored.stderr
    assert (new.data / "secret").read_text() == (keepword.data / "secret").read_text()
    assert names(new) == names(keepword) != set()
    token = new.command("token", "add", "--agent", "mina@shop.example")
    assert token.stdout.startswith(b"kw_")

    again = new.command("restore", str(saved))
    assert (again.returncode, b"not empty" in again.stderr) == (1, True)


def test_what_is_no_backup_is_refused_in_words(keepword, tmp_path):
    bad = tmp_path / "bad.tgz"
    bad.write_bytes(b"this is not a backup")
    done = keepword.command("restore", str(bad))
    assert done.returncode == 1
    assert b"cannot be read as a backup" in done.stderr
    assert b"Traceback" not in done.stderr


def names(house):
    files = house.data / "files"
    return {str(path.relative_to(files)) for path in files.rglob("*") if path.is_file()}


def until(is_so, *, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
