"""Who is it really? Checks of the receiving server, look-alikes, web forms, and mail that an agent passes on."""

import pytest

from keepword.channels.email.identity import House, who_wrote
from keepword.channels.email.parsing import parse

HOUSE = House(
    agents={"mina@brand.example": "Mina Park"},
    our_addresses={"help@brand.example"},
    trusted_receivers={"mx.brand.example"},
    trusted_forms={"form@brand.example"},
)


def wrote(headers: str = "", body: str = "Hello\n", *, sender: str = "Anna <anna@kunde.example>", subject: str = "Hi"):
    raw = f"From: {sender}\nTo: help@brand.example\nSubject: {subject}\n{headers}\n{body}"
    return who_wrote(parse(raw.encode()), house=HOUSE)


def results(said: str, *, server: str = "mx.brand.example") -> str:
    return f"Authentication-Results: {server}; {said}\n"


def test_a_mail_is_from_whom_it_says_when_nobody_checked():
    anna = wrote()
    assert (anna.address, anna.name) == ("anna@kunde.example", "Anna")
    assert anna.is_authenticated is None
    assert anna.may_add_people
    assert anna.warnings == ()


@pytest.mark.parametrize(
    ("said", "proved"),
    [
        ("dmarc=pass (p=reject) header.from=kunde.example", True),
        ("dmarc=fail (p=none) header.from=kunde.example; spf=pass smtp.mailfrom=x@evil.example", False),
        ("spf=pass smtp.mailfrom=bounce@mail.kunde.example", True),
        ("dkim=pass header.d=kunde.example; spf=fail smtp.mailfrom=x@relay.example", True),
        ("spf=fail (not (really) allowed) smtp.mailfrom=anna@kunde.example", False),
        ("dkim=fail header.d=kunde.example", False),
        ("spf=pass smtp.mailfrom=x@evil.example", None),
        ("spf=softfail smtp.mailfrom=anna@kunde.example", None),
        ("none", None),
        ("dmarc=", None),
    ],
)
def test_the_trusted_servers_findings_decide(said, proved):
    assert wrote(results(said)).is_authenticated is proved


def test_a_mail_that_failed_shows_a_warning_and_adds_nobody():
    forged = wrote(results("dmarc=fail header.from=kunde.example"))
    assert not forged.may_add_people
    assert forged.warnings == ("authentication-failed: DMARC",)


def test_findings_of_a_stranger_prove_nothing():
    assert wrote(results("dmarc=pass header.from=kunde.example", server="mx.evil.example")).is_authenticated is None


def test_only_the_topmost_findings_with_the_trusted_name_count():
    headers = results("dmarc=fail header.from=kunde.example") + results("dmarc=pass header.from=kunde.example")
    assert wrote(headers).is_authenticated is False


@pytest.mark.parametrize(
    "domain",
    ["brаnd.example", "xn--brnd-63d.example", "brand.exarnple", "bramd.example", "brnad.example", "brandd.example"],
)
def test_a_domain_that_looks_like_ours_shows_a_warning(domain):
    (warning,) = wrote(sender=f"a@{domain}").warnings
    assert warning.startswith("look-alike-domain: ")
    assert warning.endswith(" for brand.example")


@pytest.mark.parametrize("domain", ["brand.example", "eu.brand.example", "kunde.example", "grand-hotel.example"])
def test_our_own_and_other_domains_show_none(domain):
    assert wrote(sender=f"a@{domain}").warnings == ()


@pytest.mark.parametrize("name", ["Mina Park", "mina  park", "Mіna Park", "help@brand.example"])
def test_a_name_that_imitates_us_shows_a_warning(name):
    (warning,) = wrote(sender=f'"{name}" <x@evil.example>').warnings
    assert warning.startswith("imitates-agent: ")


def test_an_agent_with_her_own_name_imitates_nobody():
    assert wrote(sender="Mina Park <mina@brand.example>").warnings == ()


def test_a_trusted_form_names_the_writer_in_reply_to():
    assert wrote("Reply-To: Anna <anna@kunde.example>\n", sender="form@brand.example").address == "anna@kunde.example"


def test_anybody_elses_reply_to_is_shown_and_not_followed():
    detour = wrote("Reply-To: x@evil.example\n")
    assert detour.address == "anna@kunde.example"
    assert detour.warnings == ("replies-elsewhere: x@evil.example",)


FORWARDED = {
    "gmail": "---------- Forwarded message ---------\nFrom: Otto Kunde <otto@kunde.example>\nDate: Mon, 4 May 2026\n"
    "Subject: Broken\nTo: <mina@brand.example>\n\nIt is broken.\n",
    "apple": "Begin forwarded message:\n\n> From: Otto Kunde <otto@kunde.example>\n> Subject: Broken\n> Date: 4 May\n"
    "> To: mina@brand.example\n>\n> It is broken.\n",
    "outlook": "See below.\n\nFrom: Otto Kunde [mailto:otto@kunde.example]\nSent: May\nTo: Mina\nSubject: Broken\n\n",
    "german": "Von: Otto Kunde <otto@kunde.example>\nGesendet: Montag\nAn: Mina\nBetreff: Kaputt\n\nEs ist kaputt.\n",
    "french": "De : Otto Kunde <otto@kunde.example>\nEnvoyé : lundi\nÀ : Mina\nObjet : Cassé\n\nC'est cassé.\n",
    "spanish": "De: Otto Kunde <otto@kunde.example>\nEnviado el: lunes\nPara: Mina\nAsunto: Roto\n\nEstá roto.\n",
    "italian": "Da: Otto Kunde <otto@kunde.example>\nInviato: lunedì\nA: Mina\nOggetto: Rotto\n\nÈ rotto.\n",
    "dutch": "Van: Otto Kunde <otto@kunde.example>\nVerzonden: maandag\nAan: Mina\nOnderwerp: Kapot\n\nKapot.\n",
    "polish": "Od: Otto Kunde <otto@kunde.example>\nWysłano: poniedziałek\nDo: Mina\nTemat: Zepsute\n\nZepsute.\n",
    "russian": "От: Otto Kunde <otto@kunde.example>\nОтправлено: понедельник\nКому: Mina\nТема: Сломано\n\nСломано.\n",
    "swedish": "Från: Otto Kunde <otto@kunde.example>\nSkickat: måndag\nTill: Mina\nÄmne: Trasig\n\nTrasig.\n",
    "chinese": "发件人: Otto Kunde <otto@kunde.example>\n发送时间: 星期一\n收件人: Mina\n主题: 坏了\n\n坏了\n",
    "taiwan": "寄件者：Otto Kunde <otto@kunde.example>\n寄件日期：星期一\n收件者：Mina\n主旨：壞了\n\n壞了。\n",
    "japanese": "差出人: Otto Kunde <otto@kunde.example>\n日付: 月曜日\n宛先: Mina\n件名: 故障\n\n壊れました。\n",
    "korean": "보낸 사람: Otto Kunde <otto@kunde.example>\n날짜: 월요일\n받는 사람: Mina\n제목: 고장\n\n고장났어요.\n",
    "arabic": "من: Otto Kunde <otto@kunde.example>\nالتاريخ: الاثنين\nإلى: Mina\nالموضوع: مكسور\n\nمكسور\n",
}


@pytest.mark.parametrize("language", FORWARDED)
def test_the_customer_whose_mail_an_agent_forwards_is_the_requester(language):
    person = wrote(
        "Content-Type: text/plain; charset=utf-8\n",
        FORWARDED[language],
        sender="Mina Park <mina@brand.example>",
        subject="Fwd: Broken",
    )
    assert (person.address, person.name) == ("otto@kunde.example", "Otto Kunde")
    assert person.forwarded_by == "mina@brand.example"


def test_a_mail_that_an_agent_attaches_whole_is_the_customers():
    person = wrote(
        "Content-Type: multipart/mixed; boundary=b\n",
        "--b\n\nPlease take this.\n--b\nContent-Type: message/rfc822\n\nFrom: =?utf-8?q?Otto_Kunde?= "
        "<otto@kunde.example>\nSubject: Broken\n\nIt is broken.\n--b--\n",
        sender="mina@brand.example",
        subject="Fwd: Broken",
    )
    assert (person.address, person.name) == ("otto@kunde.example", "Otto Kunde")


def test_a_customer_who_forwards_stays_the_requester():
    assert wrote(body=FORWARDED["gmail"], subject="Fwd: Broken").address == "anna@kunde.example"


def test_an_agents_reply_that_quotes_a_header_block_is_hers():
    person = wrote(body=FORWARDED["german"], sender="mina@brand.example", subject="Re: Kaputt")
    assert person.address == "mina@brand.example"


def test_a_forged_agent_forwards_nothing():
    person = wrote(
        results("dmarc=fail header.from=brand.example"),
        FORWARDED["gmail"],
        sender="mina@brand.example",
        subject="Fwd: Broken",
    )
    assert (person.address, person.forwarded_by) == ("mina@brand.example", "")
