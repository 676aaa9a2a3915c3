"""Files of thousands of lines, and files as the spreadsheets of other countries write them."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.people.models import Contact
from keepword.web.settings.lists.trying import LINES_SHOWN
from keepword.web.tests.reading import words

COLUMNS = "address;name"


def tried(desk, content: str | bytes, *, to: str = "contacts"):
    file = SimpleUploadedFile("a.csv", content.encode() if isinstance(content, str) else content, "text/csv")
    return desk.post(f"/{to}/import", {"file": file})


def done(desk, trial, *, to: str = "contacts"):
    """The button under the trial."""
    carried = re.search(r'<textarea name="content" hidden>(.*?)</textarea>', trial.content.decode(), re.DOTALL)
    assert carried, words(trial)
    return desk.post(f"/{to}/import", {"content": unescape(carried[1]), "do": "yes"})


def lines_shown(page) -> list[int]:
    return [int(number) for number in re.findall(r'<td class="end figures">(\d+)</td>', page.content.decode())]


@pytest.mark.parametrize(
    ("encoding", "name", "label"),
    [
        ("gb18030", "王小明 请问我的包裹在哪里", "GB 18030"),
        ("cp949", "김민지 주문한 상품이 아직", "EUC-KR"),
        ("cp932", "山田太郎 ご注文の商品が", "Shift JIS"),
        ("cp1252", "Jürgen Müller aus Köln", "Windows-1252"),
    ],
)
def test_a_file_of_another_country_is_read_and_says_as_what(cast, ruth, encoding, name, label):
    rows = "\n".join(f"p{number}@customer.example;{name}" for number in range(20))
    trial = tried(ruth, f"{COLUMNS}\n{rows}\n".encode(encoding))
    assert f"It was read as {label}" in words(trial)
    done(ruth, trial)
    assert Contact.objects.filter(name=name).count() == 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_how_it_is_written_is_not_guessed(cast, ruth, encoding):
    trial = tried(ruth, f"{COLUMNS}\nwang@customer.example;王小明\n".encode(encoding))
    assert "It was read as" not in words(trial)
    done(ruth, trial)
    assert Contact.objects.filter(name="王小明").exists()


def test_letters_that_nobody_can_read_are_told(cast, ruth):
    trial = tried(ruth, b"address;name\na@b.example;\x00\xff\xfe\x81")
    assert trial.status_code == 422
    assert "cannot be read" in words(trial)


def test_of_thousands_of_lines_a_page_shows_some_and_does_all(cast, ruth):
    rows = "\n".join(f"p{number}@customer.example;Person {number}" for number in range(400))
    trial = tried(ruth, f"{COLUMNS}\n{rows}\n")
    assert lines_shown(trial) == list(range(2, 2 + LINES_SHOWN))
    assert f"Shown are {LINES_SHOWN} of 400 lines" in words(trial)
    assert "400 added" in words(done(ruth, trial))
    assert Contact.objects.filter(name__startswith="Person ").count() == 400


def test_what_is_wrong_is_shown_however_far_down_it_stands(cast, ruth):
    rows = "\n".join(f"p{number}@customer.example;Person {number}" for number in range(400))
    trial = tried(ruth, f"{COLUMNS}\n{rows}\nnobody;Nobody\n")
    assert trial.status_code == 422
    assert lines_shown(trial)[-1] == 402
    assert "This is no e-mail address" in words(trial)


def test_a_file_that_grows_in_its_form_is_taken(cast, ruth):
    """In the body of a form each letter of Chinese may take nine bytes; as a part of its own it takes three."""
    rows = "\n".join(f"Company {number};{'王' * 1_900}" for number in range(170))
    content = f"name;note\n{rows}\n".encode()
    assert 900_000 < len(content) < 1_000_000
    trial = tried(ruth, content, to="companies")
    in_parts = r'<form method="post" enctype="multipart/form-data"[^>]*>.{0,300}?name="content"'
    assert re.search(in_parts, trial.content.decode(), re.DOTALL)
    assert "170 added" in words(done(ruth, trial, to="companies"))


def test_each_line_of_a_file_costs_the_same_however_many_went_before(cast, ruth):
    costs = []
    for start, count in ((0, 20), (20, 60), (80, 120)):
        rows = "\n".join(f"p{number}@customer.example;Person {number}" for number in range(start, start + count))
        trial = tried(ruth, f"{COLUMNS}\n{rows}\n")
        with CaptureQueriesContext(connection) as queries:
            done(ruth, trial)
        asked = [one["sql"] for one in queries if one["sql"].startswith("SELECT") and "people_identity" in one["sql"]]
        assert not any("JOIN" in sql and "ORDER BY" in sql for sql in asked)
        costs.append(len(queries) / count)
    assert costs[0] >= costs[1] >= costs[2]
