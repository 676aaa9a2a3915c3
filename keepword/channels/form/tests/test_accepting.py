import pytest

from keepword.channels.form.accepting import NAME_LENGTH, NotTaken, accept, check_amount, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ann\\photo.png", "photo.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("  spaced   out .pdf ", "spaced out .pdf"),
        ("...", "file"),
        ("", "file"),
        ("收据（三月）.pdf", "收据（三月）.pdf"),
        ("영수증.pdf", "영수증.pdf"),
        ("نامه\u200cها.txt", "نامه\u200cها.txt"),
    ],
)
def test_a_name_is_safe_to_print_and_to_save(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    assert safe_name("字" * 300 + ".pdf").endswith("字.pdf")
    assert len(safe_name("字" * 300 + ".pdf")) == NAME_LENGTH


def test_what_the_sender_says_of_the_type_is_not_asked():
    assert accept("photo.jpg", content=b"GIF89a...").type == "image/gif"


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"x"), ("a.png", b"MZ\x00"), ("a.txt", b"")])
def test_programs_and_empty_files_are_not_taken(name, content):
    with pytest.raises(NotTaken):
        accept(name, content=content)


def test_files_are_counted_and_weighed_together(settings):
    settings.UPLOAD_SIZE_LIMIT = 1_000_000
    check_amount([500_000, 500_000])
    with pytest.raises(NotTaken, match="1 MB"):
        check_amount([500_000, 500_001])
    with pytest.raises(NotTaken, match="10 files"):
        check_amount([1] * 11)
