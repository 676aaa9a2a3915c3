import pytest

from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, Conversation
from keepword.conversations.replying import reply
from keepword.help_center.tests.visiting import PNG, link_on, picture, write


@pytest.fixture
def link(cast, visitor) -> str:
    files = [
        picture(),
        picture("دليل (1).pdf", content=b"%PDF-1.7 x"),
        picture("page.html", content=b"<script>x()</script>"),
    ]
    return link_on(visitor.get(write(visitor, attachments=files).url))


def address_of(link: str, name: str) -> str:
    return f"{link}/files/{Attachment.objects.get(name=name).token}"


def test_a_picture_is_drawn_and_everything_else_is_only_saved(visitor, link):
    drawn = visitor.get(address_of(link, "box.png"))
    assert (drawn.headers["Content-Type"], b"".join(drawn.streaming_content)) == ("image/png", PNG)
    assert drawn.headers["Content-Disposition"].startswith("inline")
    for name in ("دليل (1).pdf", "page.html"):
        saved = visitor.get(address_of(link, name))
        assert saved.headers["Content-Type"] == "application/octet-stream"
        assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_file_can_do_nothing_in_a_browser(visitor, link):
    for name in ("box.png", "page.html"):
        headers = visitor.get(address_of(link, name)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert "script-src" not in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"].startswith("private")


def test_a_page_that_a_mail_called_a_picture_is_not_drawn(cast, visitor, link):
    liar = File(name="cat.png", type="image/png", content=b"<html><script>x()</script>")
    reply(Conversation.objects.with_people().get(), text="See", by=cast.mina, files=[liar])
    served = visitor.get(address_of(link, "cat.png"))
    assert served.headers["Content-Disposition"].startswith("attachment")


def test_the_page_shows_pictures_and_names_files(visitor, link):
    page = visitor.get(link).content.decode()
    assert f'<img src="{address_of(link, "box.png")}" alt="box.png"' in page
    assert "دليل (1).pdf" in page


def test_a_file_of_another_conversation_stays_there(cast, visitor, link):
    other = link_on(visitor.get(write(visitor, attachments=[picture("mine.png", content=PNG + b"2")]).url))
    assert visitor.get(address_of(other, "mine.png")).status_code == 200
    assert visitor.get(address_of(link, "mine.png")).status_code == 404
    assert visitor.get(f"{link}/files/{'0' * 32}").status_code == 404


def test_a_file_that_is_gone_is_said_so(visitor, link):
    Attachment.objects.update(path="00/gone")
    assert visitor.get(address_of(link, "box.png")).status_code == 404
