"""What servers say about a mail that they do not take, one line each, and the reason that it is."""

import pytest

from keepword.channels.email.bounces.codes import find_reply_code, find_status, status_for
from keepword.channels.email.bounces.failures import Failure
from keepword.channels.email.bounces.reasons import BY_CATEGORY, BY_STATUS, REASONS, reason_of

# (step of the conversation, what the server said, the reason)
SAID = [
    ("RCPT", "550 5.1.1 The email account that you tried to reach does not exist.", "userunknown"),
    ("RCPT", "550 sorry, no mailbox here by that name. (#5.7.17)", "userunknown"),
    ("RCPT", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup", "userunknown"),
    ("RCPT", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "userunknown"),
    ("RCPT", "550 #5.1.0 Address rejected.", "userunknown"),
    ("DATA", "550 Unknown user", "filtered"),
    ("MAIL", "550 User unknown", "rejected"),
    ("RCPT", "554 5.7.1 <a@b.example>: Relay access denied", "norelaying"),
    ("RCPT", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", "norelaying"),
    ("RCPT", "552 5.2.2 The email account that you tried to reach is over quota", "mailboxfull"),
    ("RCPT", "550 5.2.2 <blocked@b.example>... Mailbox Full", "mailboxfull"),
    ("RCPT", "550 5.2.1 The email account that you tried to reach is disabled.", "suspend"),
    ("RCPT", "452 4.3.1 Insufficient system storage", "systemfull"),
    ("DATA", "552 5.3.4 Message size exceeds fixed limit", "mesgtoobig"),
    ("DATA", "552 5.2.3 Message length exceeds administrative limit", "exceedlimit"),
    ("DATA", "550 5.7.26 This message fails to pass authentication checks (SPF or DKIM)", "authfailure"),
    ("MAIL", "550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus.", "blocked"),
    ("CONN", "421 Service not available, closing transmission channel", "blocked"),
    ("EHLO", "501 5.0.0 Invalid domain name", "blocked"),
    ("RCPT", "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]", "requireptr"),
    ("RCPT", "450 4.1.8 <a@b.example>: Sender address rejected: Domain not found", "rejected"),
    ("MAIL", "550 5.7.1 Access denied", "rejected"),
    ("", "550 5.7.1 Access denied", "securityerror"),
    ("DATA", "554 5.7.1 Message rejected as spam", "spamdetected"),
    ("DATA", "550 5.7.1 This message contains a virus", "virusdetected"),
    ("DATA", "554 Message not allowed - Email not accepted for policy reasons", "policyviolation"),
    ("RCPT", "450 4.2.1 The user you are trying to contact is receiving mail too quickly", "speeding"),
    ("CONN", "421 4.7.0 Too many connections from your host", "toomanyconn"),
    ("CONN", "554 rejected due to the sending MTA's poor reputation", "badreputation"),
    ("", "Host or domain name not found. Name service error for name=b.example", "hostunknown"),
    ("", "Name service error for name=b.example type=MX: Host not found, try again", "networkerror"),
    ("DATA", "554 5.3.0 Something that nobody ever said before", "systemerror"),
    ("", "connect to mx.b.example[192.0.2.1]:25: Connection refused", "networkerror"),
    ("", "connect to mx.b.example[192.0.2.1]:25: Connection timed out", "expired"),
    ("", "Domain b.example does not accept mail (nullMX)", "notaccept"),
    ("RCPT", "551 5.1.6 recipient no longer on server", "hasmoved"),
    ("DATA", "554 5.4.6 Hop count exceeded - possible mail loop", "networkerror"),
    ("DATA", "550 5.6.11 message contains bare linefeeds", "notcompliantrfc"),
    ("MAIL", "530 5.7.0 Must issue a STARTTLS command first", "failedstarttls"),
    ("RCPT", "550 5.5.0 Adresse destinataire invalide. Invalid recipient. LPN007_416", "userunknown"),
    ("", "554 delivery error: dd This user doesn't have a b.example account", "userunknown"),
    ("", "554 delivery error: dd Sorry. This account has been disabled or discontinued [#102]", "suspend"),
    ("RCPT", "550 5.1.0 192.0.2.1 is refused. CXBL", "blocked"),
    ("DATA", "550 5.7.1 Recipient has blocked you", "filtered"),
    ("DATA", "554 DT:SPM 163 mx9,p8CowABHe, http://mail.163.com/help/help_spam_16.htm", "spamdetected"),
    ("MAIL", "421 HL:ICC 163 mx41", "toomanyconn"),
    ("DATA", "550 MI:SPF 126 mx2", "authfailure"),
    ("", "SMTP error, RCPT TO: 550 Der Empfänger ist unbekannt", "userunknown"),
    ("", "550 Die Absenderadresse ist ungültig", "onhold"),
    ("", "550 L'adresse n'existe pas", "userunknown"),
    ("", "550 La dirección de correo no existe", "userunknown"),
    ("", "550 O endereço não existe", "userunknown"),
    ("", "550 收件人地址不存在", "userunknown"),
    ("", "550 존재하지 않는 주소입니다: 없는 계정", "userunknown"),
    ("", "550 메일함 용량이 초과되어 메일을 받을 수 없습니다", "mailboxfull"),
    ("DATA", "550 Something that nobody ever said before", "onhold"),
    ("", "", "undefined"),
]


@pytest.mark.parametrize(("command", "said", "reason"), SAID)
def test_what_a_server_says_becomes_one_reason(command, said, reason):
    failure = Failure("a@b.example", diagnostic=said, command=command, spoken_by="smtp")
    assert reason_of(failure, status=find_status(said)) == reason


@pytest.mark.parametrize(
    ("said", "reply_code", "status"),
    [
        ("550-5.1.1 No such 550 5.1.1 user", "550", "5.1.1"),
        ("554 4.4.7 Message expired.<421 4.4.2 Connection timed out>", "421", "4.4.2"),
        ("5.1.0 - Unknown address error 550-'5.7.1 <a@b.example>... Access denied'", "550", "5.7.1"),
        ("501 Rcpt-To failed: 5.7.1 not configured to relay", "501", "5.7.1"),
        ("421 4.7.0 deferred - 4.16.55.1; see later", "421", "4.7.0"),
        ("522 5.2.0 no such code exists, the status does", "", "5.2.0"),
        ("host mx.b.example[192.0.2.250] on port 25", "", ""),
        ("Exim 4.72 on 5.10.200.4, delayed for 240 hours", "", ""),
    ],
)
def test_numbers_are_read_only_where_they_are_codes(said, reply_code, status):
    assert (find_reply_code(said), find_status(said)) == (reply_code, status)


def test_every_reason_that_we_give_is_in_the_list():
    given = {*BY_STATUS.values(), *BY_CATEGORY.values(), *(reason for _, _, reason in SAID)}
    assert given <= set(REASONS)


def test_a_reason_without_a_status_gets_one_that_says_no_more():
    assert status_for("userunknown", is_temporary=False) == "5.0.911"
    assert status_for("expired", is_temporary=True) == "4.0.947"
    assert status_for("feedback", is_temporary=False) == ""
