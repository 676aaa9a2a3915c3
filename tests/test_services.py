"""The real servers that other tests lean on do start, answer and stop."""

import imaplib
import ssl

import psycopg
import pytest
from playwright.sync_api import Page
from redis import Redis as Client

from tests.services.dovecot import Dovecot
from tests.services.postgresql import PostgreSQL
from tests.services.redis import Redis

pytestmark = pytest.mark.services


def test_a_new_database_is_there_and_survives_a_restart_of_postgresql(postgresql: PostgreSQL):
    url = postgresql.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    postgresql.server.restart()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_redis_answers(redis: Redis):
    with Client.from_url(redis.url) as client:
        assert client.ping() is True


def test_a_delivered_mail_lies_in_the_mailbox_byte_for_byte(dovecot: Dovecot):
    raw = b"Subject: Where is my parcel?\r\nMessage-ID: <1@customer.example>\r\n\r\n\xe4\xbd\xa0\xe5\xa5\xbd\r\n"
    dovecot.deliver(raw, to=dovecot.user)
    assert [mail.endswith(raw) for mail in dovecot.messages(dovecot.user)] == [True]


def test_the_mailbox_is_empty_again_for_the_next_test(dovecot: Dovecot):
    assert dovecot.messages(dovecot.user) == []


def test_the_mailbox_can_be_read_over_a_verified_connection(dovecot: Dovecot):
    trust = ssl.create_default_context(cafile=str(dovecot.certificate))
    with imaplib.IMAP4_SSL("localhost", dovecot.imaps_port, ssl_context=trust) as session:
        assert session.login(dovecot.user, dovecot.password)[0] == "OK"


@pytest.mark.browser
def test_the_browser_shows_a_page(page: Page):
    page.set_content("<main><h1>안녕하세요</h1></main>")
    assert page.get_by_role("heading").inner_text() == "안녕하세요"
