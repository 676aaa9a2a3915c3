"""What the name servers say about an inbox's domain, asked of a real one."""

import pytest

from keepword.channels.email.trying.domain import domain_findings
from keepword.channels.email.trying.findings import Record
from keepword.channels.email.trying.spf import with_term
from keepword.wiring import environment
from tests.services.name_server import name_server

WELL = {
    "leaf.example": {"MX": ["10 help.leaf.example."], "TXT": ['"v=spf1 ip4:192.0.2.0/24 include:post.example -all"']},
    "post.example": {"TXT": ['"v=spf1 a:out.post.example ~all"']},
    "out.post.example": {"A": ["193.0.0.7"]},
    "help.leaf.example": {"A": ["193.0.0.9"]},
    "relay.example": {"A": ["193.0.0.7"]},
    "k1._domainkey.leaf.example": {"TXT": ['"v=DKIM1; k=rsa; p=MIIB" "IjAN"']},
    "_dmarc.leaf.example": {"TXT": ['"v=DMARC1; p=reject"']},
}


@pytest.fixture(autouse=True)
def house(settings):
    settings.PUBLIC_ADDRESS = "https://help.leaf.example"
    settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": "smtp+starttls://relay.example:587"})
    settings.PRIVATE_ADDRESSES_ALLOWED = False
    return settings


@pytest.fixture
def found(house):
    """What is found with these names changed (None: they do not exist)."""

    def look(changed=None, *, address="help@leaf.example", is_fetched=False, selector="k1"):
        zone = {name: records for name, records in (WELL | (changed or {})).items() if records is not None}
        with name_server(zone) as server:
            house.NAME_SERVERS = (server,)
            return domain_findings(address, is_fetched=is_fetched, selector=selector)

    return look


def of(findings, about):
    return next(one for one in findings if one.about == about)


def test_a_domain_with_everything_is_well(found):
    assert [(one.about, one.state) for one in found()] == [
        ("Mail in", "well"), ("SPF", "well"), ("DKIM", "well"), ("DMARC", "well"),
    ]  # fmt: skip


def test_a_domain_that_does_not_exist_is_the_only_thing_said(found):
    (only,) = found({"leaf.example": None})
    assert only.state == "trouble"
    assert "does not exist" in only.says


def test_mail_that_goes_elsewhere_is_said_with_the_record_that_brings_it_here(found):
    elsewhere = {"leaf.example": WELL["leaf.example"] | {"MX": ["5 mx.other.example."]}}
    mail_in = of(found(elsewhere), "Mail in")
    assert mail_in.state == "look"
    assert "mx.other.example" in mail_in.says
    assert mail_in.record == Record("MX", "leaf.example", "10 help.leaf.example.")
    assert of(found(elsewhere, is_fetched=True), "Mail in").state == "well"


def test_another_name_of_this_machine_is_here_too(found):
    other = {"leaf.example": WELL["leaf.example"] | {"MX": ["5 mx.leaf.example."]}}
    assert of(found(other | {"mx.leaf.example": {"A": ["193.0.0.9"]}}), "Mail in").state == "well"


@pytest.mark.parametrize(("servers", "words"), [([], "names no mail server"), (["0 ."], "takes no mail at all")])
def test_a_domain_that_takes_no_mail_is_said(found, servers, words):
    mail_in = of(found({"leaf.example": WELL["leaf.example"] | {"MX": servers}}), "Mail in")
    assert (mail_in.state, words in mail_in.says) == ("trouble", True)


def spf(text):
    return {"leaf.example": WELL["leaf.example"] | {"TXT": text}}


@pytest.mark.parametrize(
    ("texts", "state", "value"),
    [
        (['"v=spf1 ip4:192.0.2.0/24 -all"'], "trouble", "v=spf1 ip4:192.0.2.0/24 a:relay.example -all"),
        (['"other words"'], "trouble", "v=spf1 mx a:relay.example ~all"),
        (['"v=spf1 ~all"', '"v=spf1 mx -all"'], "trouble", None),
        (['"v=spf1 +all"'], "look", None),
        (['"v=spf1 a:relay.example"'], "well", None),
        (['"v=spf1 ip4:193.0.0.0/24 ?all"'], "well", None),
        (['"v=spf1 redirect=post.example"'], "well", None),
        (['"v=spf1 -ip4:193.0.0.7 ~all"'], "trouble", "v=spf1 -ip4:193.0.0.7 a:relay.example ~all"),
    ],
)
def test_spf_says_whether_it_names_the_relay_and_what_to_write(found, texts, state, value):
    finding = of(found(spf(texts)), "SPF")
    assert finding.state == state
    assert (finding.record.value if finding.record else None) == value


def test_spf_that_includes_itself_ends(found):
    around = {"leaf.example": WELL["leaf.example"] | {"TXT": ['"v=spf1 include:a.example -all"']}}
    around |= {"a.example": {"TXT": ['"v=spf1 include:leaf.example include:a.example -all"']}}
    assert of(found(around), "SPF").state == "trouble"


def test_spf_with_too_many_look_ups_counts_for_nothing(found):
    many = " ".join(f"include:s{number}.example" for number in range(11))
    names = {f"s{number}.example": {"TXT": ['"v=spf1 -all"']} for number in range(11)}
    assert "more than 10" in of(found(spf([f'"v=spf1 {many} -all"']) | names), "SPF").says


def test_a_known_relay_is_named_by_its_own_word(found, house):
    house.RELAY = environment.relay({"KEEPWORD_RELAY_URL": "smtp+starttls://smtp.gmail.com:587"})
    missing = of(found(), "SPF")
    assert missing.record.value.endswith("include:post.example include:_spf.google.com -all")
    google = {"_spf.google.com": {"TXT": ['"v=spf1 ip4:192.0.2.0/24 ~all"']}}
    assert of(found(spf(['"v=spf1 include:_spf.google.com ~all"']) | google), "SPF").state == "well"


def test_an_address_of_this_machine_is_no_mail_server(found, house):
    house.PUBLIC_ADDRESS = "http://192.0.2.8:8000"
    assert of(found({"leaf.example": {"MX": ["5 mx.other.example."]}}), "Mail in").record is None


def test_a_relay_that_nobody_knows_is_not_compared(found):
    assert "know no address" in of(found({"relay.example": None}), "SPF").says


def test_a_relay_in_our_own_network_is_not_judged_by_its_address(found):
    inside = {"relay.example": {"A": ["10.0.0.5"]}}
    assert of(found(inside), "SPF").state == "unknown"


@pytest.mark.parametrize(
    ("selector", "key", "state"),
    [
        ("k1", None, "trouble"), ("k1", {"TXT": ['"v=DKIM1; p="']}, "trouble"), ("k1", {"TXT": ['"p=AbC"']}, "well"),
        ("", None, "unknown"),
    ],
)  # fmt: skip
def test_dkim_says_whether_the_key_is_there(found, selector, key, state):
    assert of(found({"k1._domainkey.leaf.example": key}, selector=selector), "DKIM").state == state


@pytest.mark.parametrize(
    ("texts", "state", "value"),
    [
        (['"v=DMARC1; p=none"'], "well", None),
        (['"v=DMARC1; pct=50"'], "trouble", "v=DMARC1; p=none"),
        (['"v=DMARC1; p=none"', '"v=DMARC1; p=reject"'], "trouble", None),
        ([], "trouble", "v=DMARC1; p=none"),
    ],
)
def test_dmarc_says_what_to_add(found, texts, state, value):
    finding = of(found({"_dmarc.leaf.example": {"TXT": texts}}), "DMARC")
    assert finding.state == state
    assert (finding.record.value if finding.record else None) == value


def test_the_policy_of_the_domain_above_counts_too(found):
    shop = {"shop.leaf.example": {"MX": ["10 help.leaf.example."]}}
    assert of(found(shop, address="help@shop.leaf.example"), "DMARC").state == "well"


def test_a_mute_name_server_is_waited_for_a_short_time_only(house, monkeypatch):
    monkeypatch.setattr("keepword.channels.email.trying.domain.SECONDS", 0.2)
    with name_server({}, is_mute=True) as server:
        house.NAME_SERVERS = (server,)
        (only,) = domain_findings("help@leaf.example", is_fetched=False)
    assert only.state == "unknown"


def test_an_address_without_a_public_domain_is_not_looked_up(house):
    house.NAME_SERVERS = ("127.0.0.1:1",)
    assert [one.state for one in domain_findings("help@localhost", is_fetched=False)] == ["unknown"]


def test_one_more_sender_stands_before_the_end():
    assert with_term("v=spf1 mx redirect=x.example", term="a:b") == "v=spf1 mx a:b redirect=x.example"
    assert with_term("v=spf1", term="a:b") == "v=spf1 a:b"
