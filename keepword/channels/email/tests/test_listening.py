"""Mail servers hand us mail: who is taken in, what is refused, and when we say "yes"."""

import smtplib
import socket
import ssl
import threading

import pytest
from django.db import OperationalError

from keepword.channels.email import committing, sessions
from keepword.channels.email.models import StoredMail
from keepword.conversations.models import Inbox
from keepword.events.models import Bundle, Event
from tests import cast as stage
from tests.services.listener import listener

pytestmark = pytest.mark.django_db(transaction=True)

RAW = b"From: ann@customer.example\r\nSubject: Hello\r\n\r\nWhere is it?\r\n"


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def doors(cast, settings):
    settings.MAIL_SIZE_LIMIT = 100_000
    with listener() as found:
        yield found


@pytest.fixture
def smtp(doors):
    with smtplib.SMTP("127.0.0.1", doors.port, timeout=20) as session:
        session.ehlo("relay.example")
        yield session


def _raws():
    return [bytes(raw) for raw in StoredMail.objects.order_by("id").values_list("raw", flat=True)]


def test_a_mail_is_stored_byte_for_byte_when_the_sender_hears_yes(smtp, cast):
    assert smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW) == {}
    stored = StoredMail.objects.get()
    assert (bytes(stored.raw), stored.inbox_id, stored.way) == (RAW, cast.inbox.pk, "smtp")
    assert stored.envelope_from == "ann@customer.example"
    [(_, [fact])] = Bundle.objects.get().work
    assert Event.objects.get(pk=fact).data == {"mail": stored.pk}


def test_who_is_not_an_inbox_is_refused_before_the_mail_is_read(smtp):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("ann@customer.example", ["someone@elsewhere.example"], RAW)
    assert refused.value.recipients["someone@elsewhere.example"][0] == 550
    assert not StoredMail.objects.exists()


def test_an_inbox_that_was_made_a_moment_ago_takes_mail(smtp, cast):
    smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)
    new = Inbox.objects.create(name="Sales", address="Sales@LeafLoom.example", brand=cast.brand)
    smtp.sendmail("ann@customer.example", ["sales@leafloom.EXAMPLE"], RAW)
    assert StoredMail.objects.filter(inbox=new).count() == 1


def test_an_inbox_that_is_gone_asks_the_sender_to_come_back_and_is_then_refused(smtp, cast):
    gone = Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    smtp.sendmail("ann@customer.example", ["sales@leafloom.example"], RAW)
    StoredMail.objects.all().delete()
    gone.delete()
    with pytest.raises(smtplib.SMTPDataError) as later:
        smtp.sendmail("ann@customer.example", ["sales@leafloom.example"], RAW)
    assert later.value.smtp_code == 451
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp.sendmail("ann@customer.example", ["sales@leafloom.example"], RAW)


def test_one_mail_to_several_addresses_is_stored_once_for_each_inbox(smtp, cast):
    Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    to = ["help@leafloom.example", "help+42@leafloom.example", "sales@leafloom.example"]
    assert smtp.sendmail("ann@customer.example", to, RAW) == {}
    assert StoredMail.objects.count() == 2


def test_the_empty_sender_of_a_bounce_is_kept_empty(smtp):
    smtp.sendmail("", ["help@leafloom.example"], RAW)
    assert StoredMail.objects.get().envelope_from == ""


def test_a_mail_that_is_too_large_is_refused_and_the_session_goes_on(smtp):
    assert smtp.esmtp_features["size"] == "100000"
    large = b"Subject: large\r\n\r\n" + b"x" * 998 + b"\r\n" * 100_000
    with pytest.raises(smtplib.SMTPSenderRefused):  # by the size that it declares
        smtp.sendmail("ann@customer.example", ["help@leafloom.example"], large)
    smtp.rset()
    smtp.mail("ann@customer.example")  # and by what it sends, when it declares nothing
    smtp.rcpt("help@leafloom.example")
    assert smtp.data(large)[0] == 552
    smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)
    assert _raws() == [RAW]


@pytest.mark.parametrize(
    "body",
    [
        b".one dot\r\n",
        b"..\r\n.\x20\r\n",
        b"x\r\n.. two\r\n",
        b"a" * 70_000 + b"\r\n",
        b"ends with a dot.\r\n",
        b"bare\n.\nlines\r\n",
        b"bare\r\n.\nlines\r\n",
        b"\xe4\xbd\xa0\xe5\xa5\xbd\xff\x00\r\n",
        b"",
    ],
    ids=["dot", "dots", "two-dots", "long-line", "sentence", "smuggled-lf", "smuggled-crlf", "eight-bit", "empty"],
)
def test_every_body_arrives_as_it_was_sent(doors, body):
    raw = b"Subject: x\r\n\r\n" + body
    with socket.create_connection(("127.0.0.1", doors.port), timeout=20) as line:
        said = line.makefile("rb")
        for words in (b"", b"HELO x", b"MAIL FROM:<a@b.example>", b"RCPT TO:<help@leafloom.example>", b"DATA"):
            line.sendall(words + b"\r\n" if words else b"")
            assert said.readline()[:1] in b"23"
        line.sendall((b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n")
        assert said.readline().startswith(b"250")
    assert _raws() == [raw]


def test_an_address_in_another_script_is_taken(smtp, cast):
    Inbox.objects.create(name="客服", address="客服@leafloom.example", brand=cast.brand)
    assert smtp.has_extn("smtputf8")
    smtp.sendmail("王@customer.example", ["客服@leafloom.example"], RAW, mail_options=["SMTPUTF8", "BODY=8BITMIME"])
    assert StoredMail.objects.get().envelope_from == "王@customer.example"


def test_a_mail_server_beside_us_hears_an_answer_for_each_recipient(doors, cast):
    Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    with smtplib.LMTP("127.0.0.1", doors.lmtp_port, timeout=20) as lmtp:
        lmtp.ehlo("relay.example")
        lmtp.mail("ann@customer.example")
        to = ["help@leafloom.example", "nobody@leafloom.example", "sales@leafloom.example"]
        assert [lmtp.rcpt(address)[0] for address in to] == [250, 550, 250]
        lmtp.docmd("DATA")
        lmtp.send(RAW + b".\r\n")
        assert [lmtp.getreply()[0], lmtp.getreply()[0]] == [250, 250]
        assert lmtp.noop() == (250, b"OK")
    assert set(StoredMail.objects.values_list("way", flat=True)) == {"lmtp"}
    assert StoredMail.objects.count() == 2


def test_when_the_database_is_away_the_sender_keeps_the_mail(smtp, monkeypatch):
    def away(letters):
        raise OperationalError("away")

    with monkeypatch.context() as broken:
        broken.setattr(committing, "store", away)
        with pytest.raises(smtplib.SMTPDataError) as later:
            smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)
        assert later.value.smtp_code == 451
    smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)
    assert _raws() == [RAW]


def test_mails_that_come_at_once_share_a_transaction(doors, monkeypatch):
    sizes, first, go = [], threading.Event(), threading.Event()

    def counted(letters, store=committing.store):
        sizes.append(len(letters))
        first.set()
        assert go.wait(20)
        return store(letters)

    monkeypatch.setattr(committing, "store", counted)

    def send():
        with smtplib.SMTP("127.0.0.1", doors.port, timeout=20) as smtp:
            smtp.ehlo("relay.example")
            smtp.mail("ann@customer.example")
            smtp.rcpt("help@leafloom.example")
            smtp.docmd("DATA")
            smtp.send(RAW + b".\r\n")
            sent.release()
            answers.append(smtp.getreply()[0])

    answers, sent = [], threading.Semaphore(0)
    threads = [threading.Thread(target=send) for _ in range(8)]
    threads[0].start()
    assert first.wait(20)  # one transaction is being written; all others wait for the next
    for thread in threads[1:]:
        thread.start()
    for _ in threads:
        assert sent.acquire(timeout=20)
    with smtplib.SMTP("127.0.0.1", doors.port, timeout=20) as smtp:
        smtp.noop()  # the loop has read what was sent before
    go.set()
    for thread in threads:
        thread.join(20)
    assert answers == [250] * 8
    assert StoredMail.objects.count() == 8
    assert len(sizes) < 8


def test_a_starttls_session_is_encrypted_and_stores(cast, settings, certificate):
    settings.MAIL_CERTIFICATE = (certificate.certificate, certificate.key)
    with listener() as doors, smtplib.SMTP("localhost", doors.port, timeout=20) as smtp:
        smtp.starttls(context=ssl.create_default_context(cafile=str(certificate.certificate)))
        smtp.ehlo("relay.example")
        assert not smtp.has_extn("starttls")
        assert not smtp.has_extn("auth")
        smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)
    assert _raws() == [RAW]


def test_whoever_guesses_addresses_is_sent_away(smtp):
    smtp.mail("ann@customer.example")
    codes = [smtp.rcpt(f"guess{number}@leafloom.example")[0] for number in range(sessions.REFUSALS)]
    assert set(codes) == {550}
    with pytest.raises(smtplib.SMTPServerDisconnected):
        for _ in range(2):
            smtp.noop()


def test_nobody_takes_all_connections(doors, monkeypatch):
    monkeypatch.setattr(sessions, "CONNECTIONS_OF_ONE", 2)
    with smtplib.SMTP("127.0.0.1", doors.port) as _one, smtplib.SMTP("127.0.0.1", doors.port) as _two:
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", doors.port)
        assert refused.value.smtp_code == 421
    with smtplib.SMTP("127.0.0.1", doors.port) as again:
        assert again.noop()[0] == 250


@pytest.mark.parametrize(
    ("host", "peer"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("local", "local"),
    ],
)
def test_one_network_counts_as_one_peer(host, peer):
    assert sessions._neighbourhood(host) == peer


def test_it_takes_ten_peers_to_hold_all_lines():
    assert sessions.CONNECTIONS_OF_ONE * 10 <= sessions.CONNECTIONS


def test_too_much_mail_at_once_is_asked_to_come_later(smtp, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(sessions, "BYTES_IN_HAND", -1)
        with pytest.raises(smtplib.SMTPDataError) as later:
            smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)
        assert later.value.smtp_code == 452
    smtp.sendmail("ann@customer.example", ["help@leafloom.example"], RAW)


def test_nobody_signs_in_and_nobody_is_verified(smtp):
    assert smtp.docmd("AUTH", "PLAIN AGEAYg==")[0] == 500
    assert smtp.verify("help@leafloom.example")[0] == 252
    assert smtp.verify("nobody@leafloom.example")[0] == 252
