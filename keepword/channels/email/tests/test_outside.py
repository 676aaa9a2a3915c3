"""Letters to somebody outside: as they leave, and what becomes of them on the way."""

import email
import email.policy
from datetime import timedelta

import pytest
from django.utils import translation

from keepword.channels.email.composing import compose
from keepword.channels.email.hooking import Report, take_report
from keepword.channels.email.relays.outcomes import Receipt
from keepword.channels.email.sending import _sent
from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.asides.leaving import leave
from keepword.conversations.asides.passing_on import passed_on
from keepword.conversations.asides.saying import say
from keepword.conversations.inbound import File
from keepword.conversations.models import Aside, Message
from keepword.conversations.noting import note
from keepword.conversations.replying import reply
from keepword.events.models import Event, Task
from keepword.kit import clock
from tests import cast as stage
from tests.outside import answer_to, arrive

pytestmark = pytest.mark.django_db
SUPPLIER = "sales@mill.example"


@pytest.fixture
def cast():
    return stage.gather()


def asked(cast, **changes):
    conversation = stage.conversation_of(cast, **changes)
    return begin(conversation, wanted=Wanted("Walnut trays", "When **exactly**?", [SUPPLIER]), by=cast.mina)


def forwarded(conversation, by, ids=(), with_files=True, text="Please look."):
    words = passed_on(conversation, ids=ids, with_files=with_files, language="en", zone="Asia/Seoul")
    return begin(conversation, wanted=Wanted("Fwd: Parcel", text, [SUPPLIER], passed_on=words), by=by)


def read(message):
    return email.message_from_bytes(compose(message).as_bytes(), policy=email.policy.default)


def parts(message):
    return tuple(read(message).get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))


def aside_of(message):
    return Aside.objects.select_related("conversation__inbox", "inbox", "team").get(pk=message.aside_id)


def test_the_supplier_reads_a_letter_of_the_brand_and_nothing_of_the_customer(cast):
    cast.inbox.takes_tags = True
    cast.inbox.save()
    conversation = stage.conversation_of(cast)
    reply(conversation, text="We ask the mill.", by=cast.mina)
    mail = read(begin(conversation, wanted=Wanted("Walnut trays", "When **exactly**?", [SUPPLIER]), by=cast.mina))
    assert (str(mail["To"]), str(mail["Subject"])) == (SUPPLIER, "Walnut trays")
    assert str(mail["From"]) == "Mina Park at Leaf & Loom <help@leafloom.example>"
    assert mail["References"] is mail["In-Reply-To"] is mail["Cc"] is None
    assert str(mail["Message-ID"]).startswith("<kws.")
    assert "+kws." in str(mail["Reply-To"])
    raw = mail.as_string()
    assert not any(one in raw for one in (conversation.reference, "ann@customer", "Ann Lee", "<kw.", "We ask"))


def test_the_next_letter_joins_theirs(cast):
    first = asked(cast)
    arrive(cast, answer_to(first.message_id))
    mail = read(say(aside_of(first), text="Thank you.", by=cast.dave))
    assert (str(mail["Subject"]), str(mail["In-Reply-To"])) == ("Re: Walnut trays", "<1@mill.example>")
    assert str(mail["References"]).split() == [f"<{first.message_id}>", "<1@mill.example>"]


def test_an_answer_to_the_customer_names_no_letter_to_outside(cast):
    first = asked(cast)
    arrive(cast, answer_to(first.message_id))
    mail = read(reply(first.conversation, text="On Friday.", by=cast.mina))
    assert "kws." not in mail.as_string()
    assert "mill.example" not in mail.as_string()


def test_the_same_letter_is_the_same_mail_each_time(cast):
    message = forwarded(stage.conversation_of(cast, html="<p>Hi <b>there</b></p>"), cast.mina)
    assert compose(message).as_bytes() == compose(message).as_bytes()


def test_one_message_is_passed_on_with_its_head_its_form_and_its_files(cast):
    files = (File("bill.pdf", "application/pdf", b"%PDF"), File("cup.png", "image/png", b"\x89PNG", "c1", True))
    html = '<p>Broken, <b>see</b> <img src="cid:c1"></p><script>x</script><img src="https://spy.example/1.gif">'
    conversation = stage.conversation_of(cast, html=html, files=files)
    plain, page = parts(forwarded(conversation, cast.mina))
    assert plain.startswith(
        "Please look.\n\n---------- Forwarded message ----------\nFrom: Ann Lee <ann@customer.example>"
    )
    assert "Subject: Where is my parcel?" in plain
    assert "It was due on Monday." in plain
    assert "<b>see</b>" in page
    assert 'src="cid:c1"' in page
    assert "script" not in page
    assert "spy.example" not in page
    mail = read(Message.everywhere.get(kind="outward"))
    assert sorted(part.get_filename() for part in mail.walk() if part.get_filename()) == ["bill.pdf", "cup.png"]


def test_files_stay_here_when_the_agent_says_so(cast):
    conversation = stage.conversation_of(cast, files=(File("bill.pdf", "application/pdf", b"%PDF"),))
    mail = read(forwarded(conversation, cast.mina, with_files=False))
    assert not any(part.get_filename() for part in mail.walk())


def test_the_whole_conversation_is_passed_on_without_notes_and_without_other_asides(cast):
    conversation = stage.conversation_of(cast)
    reply(conversation, text="We look into it.", by=cast.mina)
    note(conversation, text="Difficult customer", by=cast.dave)
    begin(conversation, wanted=Wanted("Other", "A secret price", ["other@else.example"]), by=cast.mina)
    plain, page = parts(forwarded(conversation, cast.mina))
    for words in (plain, page):
        assert words.index("It was due on Monday.") < words.index("We look into it.")
        assert "Difficult" not in words
        assert "secret price" not in words


def test_heads_are_in_the_language_of_whoever_passes_on(cast):
    conversation = stage.conversation_of(cast, "ko")
    with translation.override("ko"):
        plain, _page = parts(forwarded(conversation, cast.mina))
    assert "제목: 배송 문의드립니다" in plain


def test_what_a_customer_writes_cannot_close_the_frame_around_it(cast):
    evil = "</blockquote></body><p>Ours</p>"
    conversation = stage.conversation_of(cast, html=f"<p>x</p>{evil}", name='"><script>', subject="<b>x")
    page = parts(forwarded(conversation, cast.mina))[1]
    assert page.count("</body>") == 1
    assert "<script" not in page


def test_a_letter_leaves_after_the_pause(cast):
    wanted = Wanted("Walnut trays", "When?", [SUPPLIER], pause=timedelta(seconds=10))
    message = begin(stage.conversation_of(cast), wanted=wanted, by=cast.mina)
    assert (message.delivery_state, Event.objects.filter(name="aside.queued").exists()) == ("", False)
    task = Task.objects.get(event__name="aside.pausing")
    assert timedelta(seconds=8) < task.run_at - clock.now() < timedelta(seconds=11)
    leave(task.event)()
    assert Message.everywhere.get(pk=message.pk).delivery_state == "queued"
    assert leave(task.event) is None


def test_a_letter_that_a_provider_named_anew_is_answered_and_bounces_all_the_same(cast):
    message = asked(cast)
    named = Receipt(message_id="0102@email.amazonses.com")
    _sent(message, receipt=named, at=clock.now())
    came = arrive(cast, answer_to("0102@email.amazonses.com")).message
    assert came.aside_id == message.aside_id
    stranger = answer_to("0102@email.amazonses.com", sender="Eve <eve@elsewhere.example>", number="2")
    assert arrive(cast, stranger).message.aside_id is None
    assert take_report(Report("failed", "0102@email.amazonses.com", SUPPLIER, "550 5.1.1")) == message


OUTLOOK = """<div><p>Am Freitag.</p><p>Otto</p></div><hr style="display:inline-block;width:98%">
<div id="divRplyFwdMsg" dir="ltr"><font><b>Von:</b> Mina Park at Leaf &amp; Loom &lt;help@leafloom.example&gt;<br>
<b>Gesendet:</b> Montag, 4. Mai 2026 10:00<br><b>An:</b> sales@mill.example<br><b>Betreff:</b> Walnut trays</font>
</div><div><p>When <strong>exactly</strong>?</p></div>"""
GMAIL = """<div dir="ltr">Am Freitag.</div><br><div class="gmail_quote">
<div dir="ltr" class="gmail_attr">On Mon, 4 May 2026  10:00,
Mina Park &lt;help@leafloom.example&gt; wrote:</div>
<blockquote class="gmail_quote"><p>When exactly?</p>
</blockquote></div>"""
QUOTED = "> When exactly?\n> \n> -- \n> Leaf & Loom\n"
PLAIN = f"Am Freitag.\n\nAm 04.05.26 um 10:00 schrieb Mina Park at Leaf & Loom:\n{QUOTED}"
CHINESE = "周五。\n\n------------------ 原始邮件 ------------------\n发件人: Mina Park\n\nWhen exactly?\n"


@pytest.mark.parametrize(
    ("text", "kind", "new"),
    [(OUTLOOK, "html", "Am Freitag."), (GMAIL, "html", "Am Freitag."), (PLAIN, "plain", "Am Freitag."),
     (CHINESE, "plain", "周五。")],
)  # fmt: skip
def test_the_programs_of_suppliers_quote_our_letter_and_it_is_folded(cast, text, kind, new):
    headers = f"MIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n"
    came = arrive(cast, answer_to(asked(cast).message_id, text=text, headers=headers)).message
    assert came.kind == "inward"
    assert came.text.startswith(new)
    assert "exactly" not in came.text


def test_a_letter_that_bounces_is_ours_to_see_to_and_nobody_waits(cast):
    message = asked(cast)
    conversation = message.conversation
    before = (conversation.status, conversation.waiting_since)
    take_report(Report("failed", message.message_id, SUPPLIER, "550 5.1.1 User unknown"))
    message = Message.everywhere.get(pk=message.pk)
    conversation.refresh_from_db()
    assert (message.delivery_state, aside_of(message).state) == ("failed", "answered")
    assert ((conversation.status, conversation.waiting_since), conversation.aside_state) == (before, "answered")
    assert Event.objects.filter(name="aside.failed").count() == 1
    assert not Event.objects.filter(name="message.failed").exists()
