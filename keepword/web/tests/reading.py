"""What a person finds on a page."""

import html
import re

from django.http import HttpResponse


def rows(response: HttpResponse) -> list[int]:
    """The conversations of a list, from top to bottom."""
    assert response.status_code == 200
    return [int(number) for number in re.findall(r'id="row-(\d+)"', response.content.decode())]


def next_page(response: HttpResponse) -> str:
    """Where "next page" leads, "" on the last."""
    found = re.search(r'href="([^"]+)" rel="next"', response.content.decode())
    return html.unescape(found[1]) if found else ""


def words(response: HttpResponse) -> str:
    """The page without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def error_of(response: HttpResponse, field: str) -> str:
    """What stands at a field that was filled in wrongly, "" at one that is right."""
    found = re.search(rf'<p class="error" id="id_{field}_error">(.*?)</p>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""
