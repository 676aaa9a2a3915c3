"""A message as it was sent, and its files: shown to whoever may see it, harmless to whoever reads it."""

import pytest

from keepword.conversations.inbound import File
from keepword.conversations.models import Attachment, Message
from tests import cast as stage

MAIL = (
    '<style>body{background:url(https://spy.example/s)}</style><p style="color:red;position:fixed">Hi</p>'
    '<script>alert(1)</script><a href="javascript:alert(2)">a</a><a href="https://bank.example">b</a>'
    '<img src="https://spy.example/pixel.gif"><img src="cid:logo@x"><form action="https://evil.example"><input></form>'
)


@pytest.fixture
def message(cast):
    files = (File("logo.png", "image/png", b"\x89PNG", cid="logo@x", is_inline=True),)
    return Message.objects.get(conversation=stage.conversation_of(cast, html=MAIL, files=files))


def test_nothing_of_the_mail_can_act_or_call_home(mina, message):
    response = mina.get(f"/messages/{message.pk}/html")
    page = response.content.decode()
    for dangerous in ("<script", "javascript:", "spy.example", "<form", "<input", "position"):
        assert dangerous not in page.split("keepword-mail")[1]
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_what_is_harmless_stays(mina, message):
    page = mina.get(f"/messages/{message.pk}/html").content.decode()
    assert "color:red" in page.replace(" ", "")
    assert 'href="https://bank.example"' in page
    assert 'target="_blank"' in page
    assert "noopener" in page


def test_what_an_html_mail_repeats_is_folded_and_not_lost(mina, cast):
    html = "<p>Yes, please.</p><blockquote type=cite><p>Shall we send another?</p></blockquote>"
    message = Message.objects.get(conversation=stage.conversation_of(cast, html=html))
    new, folded = mina.get(f"/messages/{message.pk}/html").content.decode().split("<details")
    assert "Yes, please." in new
    assert "Shall we send another?" not in new
    assert "Shall we send another?" in folded


def test_a_picture_inside_the_letter_stands_in_its_place(mina, message):
    token = Attachment.objects.get().token
    assert f'src="/files/{token}/logo.png"' in mina.get(f"/messages/{message.pk}/html").content.decode()


def test_pictures_from_elsewhere_wait_until_the_reader_asks(mina, message):
    quiet = mina.get(f"/messages/{message.pk}/html").content.decode()
    assert "Show pictures" in quiet
    asked = mina.get(f"/messages/{message.pk}/html?pictures=yes").content.decode()
    assert 'src="/pictures/' in asked
    assert "spy.example" not in asked
    assert "Show pictures" not in asked


def test_a_stranger_sees_neither_mail_nor_file(stranger, message):
    file = Attachment.objects.get()
    assert stranger.get(f"/messages/{message.pk}/html").status_code == 404
    assert stranger.get(f"/files/{file.token}/{file.name}").status_code == 404


def test_nobody_sees_a_file_without_signing_in(client, message):
    file = Attachment.objects.get()
    assert client.get(f"/files/{file.token}/{file.name}").status_code == 302


def test_a_picture_is_shown_and_anything_else_is_only_saved(cast, mina):
    files = (
        File("cup.png", "image/png", b"\x89PNG"),
        File("page.html", "text/html", b"<script>alert(1)</script>"),
        File("drawing.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),
    )
    stage.conversation_of(cast, files=files)
    answers = {file.name: mina.get(f"/files/{file.token}/{file.name}") for file in Attachment.objects.all()}
    assert answers["cup.png"].headers["Content-Type"] == "image/png"
    assert "inline" in answers["cup.png"].headers["Content-Disposition"]
    for name in ("page.html", "drawing.svg"):
        assert answers[name].headers["Content-Type"] == "application/octet-stream"
        assert "attachment" in answers[name].headers["Content-Disposition"]
    for answer in answers.values():
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_whose_bytes_are_gone_is_not_found(cast, mina):
    stage.conversation_of(cast, files=(File("a.txt", "text/plain", b"a"),))
    Attachment.objects.update(path="00/gone")
    file = Attachment.objects.get()
    assert mina.get(f"/files/{file.token}/a.txt").status_code == 404
