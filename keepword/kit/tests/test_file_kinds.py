import io
import zipfile

import pytest

from keepword.kit.file_kinds import DRAWABLE, UNKNOWN, is_program, kind_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("photo.jpg", PNG, "image/png"),
        ("photo.png", b"<html><script>alert(1)</script>", "text/html"),
        ("photo.png", b"\xef\xbb\xbf  <!-- a --> <!DOCTYPE html>", "text/html"),
        ("drawing.svg", b'<?xml version="1.0"?><svg onload="x()"/>', "text/html"),
        ("letter.docx", _zip(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.png", _zip(), "application/zip"),
        ("notes.txt", "주문 번호 7Q2MX9K".encode(), "text/plain"),
        ("list.csv", b"a,b\r\n1,2\r\n", "text/csv"),
        ("list.txt", "订单".encode("gb18030"), UNKNOWN),
        ("cut.txt", "订单".encode() * 2000, "text/plain"),
        ("wide.txt", "ok".encode("utf-16"), "text/plain"),
        ("film.mov", b"\x00\x00\x00\x14ftypqt  ", "video/quicktime"),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("nothing", b"", "text/plain"),
        ("noise.bin", bytes(range(256)), UNKNOWN),
    ],
)
def test_a_file_is_known_by_its_first_bytes(name, content, kind):
    assert kind_of(name, content=content) == kind


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("invoice.pdf.exe", b"anything", True),
        ("invoice.pdf", b"MZ\x90\x00", True),
        ("run", b"\x7fELF\x02", True),
        ("Macro.VBS", b"MsgBox 1", True),
        ("invoice.pdf", b"%PDF-1.7", False),
        ("photo.png", PNG, False),
    ],
)
def test_a_program_is_known_by_its_name_or_its_bytes(name, content, expected):
    assert is_program(name, content=content) is expected


def test_nothing_that_may_hold_a_script_is_drawn_in_place():
    assert kind_of("a.svg", content=b"<svg xmlns='http://www.w3.org/2000/svg'>") not in DRAWABLE
