"""The standard library's view of a mail, for whoever walks reports."""

from keepword.channels.email.mime.structure import read_structure

REPORT = b"""Content-Type: multipart/report; boundary=tea

Never mind.
--tea
Content-Type: text/plain; charset=utf-8

Gr\xc3\xbc\xc3\x9fe
--tea
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example

Final-Recipient: rfc822; jane@customer.example
Status: 5.1.1
--tea
Content-Type: message/rfc822

Subject: your order

late
--tea--
"""


def test_a_report_has_its_parts_its_blocks_and_the_mail_that_came_back():
    message = read_structure(REPORT)
    words, status, returned = message.get_payload()
    assert words.get_payload(decode=True).decode() == "Grüße"
    assert [block["status"] for block in status.get_payload()] == [None, "5.1.1"]
    assert returned.get_payload(0)["subject"] == "your order"
    assert message.preamble.strip() == "Never mind."


def test_a_report_without_a_single_field_can_be_walked_and_printed():
    message = read_structure(b"Content-Type: message/delivery-status\n\n\n")
    assert [part.get_content_type() for part in message.walk()] == ["message/delivery-status", "text/plain"]
    assert str(message).startswith("content-type: message/delivery-status")


def test_a_multipart_without_parts_is_what_it_holds():
    assert "nothing" in read_structure(b"Content-Type: multipart/mixed; boundary=tea\n\nnothing\n").get_payload()
