import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from keepword.brands.models import Brand
from keepword.conversations.models import Attachment, Conversation, Inbox, Message
from keepword.help_center.tests.visiting import fill_in, form_of, link_on, picture, write
from keepword.kit import clock


def test_a_visitor_writes_and_gets_a_reference_and_a_link(cast, visitor):
    sent = write(visitor)
    assert sent.status_code == 302
    page = visitor.get(sent.url)
    conversation = Conversation.objects.get()
    assert conversation.reference in page.content.decode()
    assert (conversation.channel, conversation.inbox, conversation.subject) == (
        "form",
        cast.inbox,
        "Where is my parcel?",
    )
    message = Message.objects.get()
    assert (message.text, message.sender_address, message.sender_name) == (
        "Due Monday.",
        "ann@customer.example",
        "Ann Lee",
    )
    assert "Due Monday." in visitor.get(link_on(page)).content.decode()


@pytest.mark.parametrize(
    ("name", "subject", "message"),
    [
        ("王小明", "订单还没有到", "请问我的包裹在哪里？\n运费已经付了。"),
        ("ليلى حسن", "أين طلبي؟", "لم يصل الطرد بعد."),
        ("김민지 🌱", "배송 문의 👩‍👩‍👧", "아직 도착하지 않았어요 🙏🏽"),
        ("<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }} %(x)s {link} \u202egnp.exe"),
    ],
)
def test_words_of_every_script_arrive_as_they_were_written(cast, visitor, name, subject, message):
    page = visitor.get(write(visitor, name=name, subject=subject, message=message).url)
    kept = Message.objects.get()
    assert (kept.sender_name, kept.conversation.subject, kept.text) == (name, subject, message)
    shown = visitor.get(link_on(page)).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown


def test_a_message_without_a_subject_is_listed_by_its_first_words(cast, visitor):
    write(visitor, subject="", message="My parcel is lost.\nPlease help.")
    assert Conversation.objects.get().subject == "My parcel is lost. Please help."


def test_an_empty_form_comes_back_with_what_is_missing(cast, visitor):
    page = write(visitor, name="", email="", subject="", message="  ")
    said = page.content.decode()
    assert page.status_code == 422
    assert "Please tell us your name" in said
    assert "Please give us your e-mail address" in said
    assert "Please write a few words." in said
    assert not Message.objects.exists()


def test_what_was_typed_stays_when_something_is_wrong(cast, visitor):
    page = write(visitor, email="ann@", message="A long story\nof two lines")
    fields = form_of(page).fields
    assert page.status_code == 422
    assert (fields["name"], fields["email"]) == ("Ann Lee", "ann@")
    assert re.findall(r'name="(\w+)"[^>]* autofocus', page.content.decode()) == ["email"]
    assert fields["message"] == "A long story\nof two lines"
    assert fill_in(visitor, page, email="ann@customer.example").status_code == 302
    assert Message.objects.get().text == "A long story\nof two lines"


def test_pressing_twice_stores_once_and_shows_the_same_reference(cast, visitor):
    page = visitor.get("/contact")
    answers = {"name": "Ann", "email": "ann@customer.example", "message": "Hello"}
    first, second = fill_in(visitor, page, **answers), fill_in(visitor, page, **answers)
    assert first.url == second.url
    assert Message.objects.count() == 1


def test_going_back_to_change_a_word_loses_nothing(cast, visitor):
    page = visitor.get("/contact")
    fill_in(visitor, page, name="Ann", email="ann@customer.example", message="Hello")
    fill_in(visitor, page, name="Ann", email="ann@customer.example", message="Hello, order 7 it is")
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Hello", "Hello, order 7 it is"]


def test_a_robot_gets_the_same_page_and_nothing_is_stored(cast, visitor):
    trapped = visitor.get(write(visitor, website="https://cheap.example").url)
    page = visitor.get(write(visitor).url)
    assert trapped.status_code == page.status_code == 200
    assert "Thank you, we have your message" in trapped.content.decode()
    assert len(trapped.content) == len(page.content)
    assert Message.objects.count() == 1
    assert visitor.get(link_on(trapped)).status_code == 404


def test_a_stale_form_keeps_the_words_and_asks_to_send_again(cast, visitor):
    with time_machine.travel(clock.now() - timedelta(days=2), tick=False):
        page = visitor.get("/contact")
    late = fill_in(visitor, page, name="Ann", email="ann@customer.example", message="I had to think")
    assert late.status_code == 422
    assert "open for a long time" in late.content.decode()
    assert fill_in(visitor, late).status_code == 302
    assert Message.objects.get().text == "I had to think"


@pytest.mark.parametrize("stamp", ["", "1.2.3", "68e0." + "a" * 32 + "." + "b" * 20, "9" * 500])
def test_a_forged_stamp_stores_nothing(cast, visitor, stamp):
    assert write(visitor, stamp=stamp).status_code == 422
    assert not Message.objects.exists()


def test_a_form_from_another_site_stores_nothing_and_keeps_the_words(cast, visitor):
    page = visitor.get("/contact")
    stranger = Client(enforce_csrf_checks=True)
    sent = fill_in(stranger, page, name="Ann", email="ann@customer.example", message="Kept words")
    assert sent.status_code == 422
    assert "Kept words" in sent.content.decode()
    assert not Message.objects.exists()
    assert fill_in(stranger, sent).status_code == 302


def test_the_eleventh_form_in_ten_minutes_waits_and_keeps_its_words(cast, visitor):
    start = clock.now()
    with time_machine.travel(start, tick=False):
        pages = [visitor.get("/contact") for _ in range(11)]
    with time_machine.travel(start + timedelta(seconds=30), tick=False):
        sent = [fill_in(visitor, page, name="A", email="a@b.example", message=str(n)) for n, page in enumerate(pages)]
    assert [one.status_code for one in sent] == [302] * 10 + [429]
    assert sent[-1].headers["Retry-After"] == "600"
    assert form_of(sent[-1]).fields["message"] == "10"
    with time_machine.travel(start + timedelta(minutes=11), tick=False):
        assert fill_in(visitor, sent[-1]).status_code == 302


def test_forms_as_fast_as_a_robots_are_limited_sooner(cast, visitor):
    with time_machine.travel(clock.now(), tick=False):
        sent = [write(visitor, message=str(number)).status_code for number in range(6)]
    assert sent == [302] * 5 + [429]


def test_several_files_come_along_with_the_type_that_their_bytes_show(cast, visitor):
    write(visitor, attachments=[picture(), picture("note.png", content=b"just words", kind="image/png")])
    assert list(Attachment.objects.order_by("id").values_list("name", "type")) == [
        ("box.png", "image/png"),
        ("note.png", "text/plain"),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([picture("setup.exe", content=b"MZ\x90")], "is a program"),
        ([picture("empty.png", content=b"")], "is empty"),
        ([picture(f"{number}.png") for number in range(11)], "At most 10 files"),
        ([picture(f"{number}.png") for number in range(41)], "At most 10 files"),
    ],
)
def test_files_that_we_do_not_take_are_said_in_place(cast, visitor, files, said):
    page = write(visitor, attachments=files, message="My words")
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Message.objects.exists()


def test_a_huge_file_is_refused_in_place_and_the_words_stay(cast, visitor, settings):
    settings.UPLOAD_SIZE_LIMIT = 1_000_000
    page = write(visitor, attachments=[picture(content=b"\x00" * 1_000_001)], message="My words")
    assert page.status_code == 422
    assert "larger than 1 MB together" in page.content.decode()
    assert "choose your files again" in page.content.decode()
    assert form_of(page).fields["message"] == "My words"


def test_more_text_than_we_take_is_answered_kindly(cast, visitor):
    page = write(visitor, message="字" * 800_000)
    assert page.status_code == 413
    assert "more than we can take in" in page.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "change", [lambda path: path.replace("?", "0?"), lambda path: path.replace("received/", "received/9")]
)
def test_a_forged_receipt_is_no_page_of_ours(cast, visitor, change):
    path = write(visitor).url
    assert visitor.get(change(path)).status_code == 404
    assert visitor.get(path).status_code == 200


def test_each_brand_has_its_own_page_and_inbox(cast, visitor):
    other = Brand.objects.create(name="Kettle", slug="kettle", language="de")
    inbox = Inbox.objects.create(name="Kettle", address="help@kettle.example", brand=other)
    write(visitor, address="/contact/kettle")
    assert Conversation.objects.get().inbox == inbox
    assert visitor.get("/contact/nobody").status_code == 404


def test_a_brand_without_an_inbox_has_no_page(cast, visitor):
    Brand.objects.create(name="Kettle", slug="kettle")
    assert visitor.get("/contact/kettle").status_code == 404


def test_before_the_set_up_there_is_no_page(db, visitor):
    assert visitor.get("/contact").status_code == 404


def test_an_address_that_we_know_is_marked_for_the_agent(cast, visitor):
    write(visitor)
    write(visitor, message="Again")
    assert [message.warnings for message in Message.objects.order_by("id")] == [[], ["unproved-address"]]


def test_the_page_costs_few_queries(cast, visitor, django_assert_num_queries):
    with django_assert_num_queries(3):  # the brand, its inbox, whose hours count
        visitor.get("/contact")


def test_the_page_is_kept_by_no_cache(cast, visitor):
    page = visitor.get("/contact")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "Accept-Language" in page.headers["Vary"]


@pytest.mark.parametrize(("told", "kept"), [("Asia/Seoul", "Asia/Seoul"), ("Nowhere/City", ""), ("", "")])
def test_the_browser_tells_where_the_customer_is(cast, visitor, told, kept):
    write(visitor, zone=told)
    assert Message.objects.get().contact.time_zone == kept


def test_the_form_leads_to_every_other_way_in_the_same_language(cast, visitor):
    page = visitor.get("/contact?language=ko").content.decode()
    way = re.search(r'href="(/reach/leaf-loom\?language=ko)"', page)
    assert way is not None
    assert '<html lang="ko"' in visitor.get(way[1]).content.decode()
