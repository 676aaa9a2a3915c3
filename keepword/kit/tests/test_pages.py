from datetime import UTC, datetime, timedelta

import pytest

from keepword.conversations.models import Conversation
from keepword.kit import pages
from tests import cast as stage

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_cursor_survives_its_way_through_an_address():
    assert pages.decode(pages.encode(MONDAY, 42)) == (MONDAY, 42)


@pytest.mark.parametrize("cursor", ["", "x", "MjAyNg", "é", "A" * 500, pages.encode(MONDAY, 7)[:-3]])
def test_a_cursor_that_is_not_ours_is_told(cursor):
    with pytest.raises(pages.BadCursor):
        pages.decode(cursor)


@pytest.mark.django_db
@pytest.mark.parametrize("is_descending", [True, False])
def test_pages_show_each_row_once_though_many_share_one_instant(is_descending):
    cast = stage.gather()
    for number in range(11):
        stage.conversation_of(cast, at=MONDAY + timedelta(hours=number // 4))
    order = pages.Order("last_activity_at", is_descending)
    seen, cursor = [], None
    while True:
        rows = pages.after(Conversation.objects.all(), order=order, cursor=cursor)[:4]
        page = pages.page(list(rows), size=3, at="last_activity_at")
        seen += [row.pk for row in page.items]
        cursor = page.next
        if cursor is None:
            break
    expected = list(Conversation.objects.order_by(*order.terms).values_list("pk", flat=True))
    assert seen == expected
    assert len(seen) == 11
