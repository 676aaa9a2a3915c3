"""Two people who wrote for years become one, and two again, in statements that do not grow with them."""

import pytest
from django.db import connection

from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.receiving import receive
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Contact, ContactMerge, Identity
from tests import cast as stage

pytestmark = pytest.mark.django_db


class Asked:
    """The longest statement, by its parameters, and how many there were."""

    def __init__(self) -> None:
        self.most = self.count = 0

    def __call__(self, execute, sql, parameters, many, context):
        self.count += 1
        self.most = max(self.most, len(parameters or ()))
        return execute(sql, parameters, many, context)


def _wrote(cast, address: str, *, times: int) -> Contact:
    for _ in range(times):
        receive(stage.written(address=address), inbox=cast.inbox)
    return Identity.objects.get(value=address).contact


def _held(contact: Contact) -> list[int]:
    return [model.objects.filter(contact=contact).count() for model in (Conversation, Message, Participant)]


def _there_and_back(cast, *, times: int) -> list[tuple[int, int]]:
    kept = _wrote(cast, f"kept{times}@customer.example", times=times)
    other = _wrote(cast, f"other{times}@customer.example", times=times)
    there, back = Asked(), Asked()
    with connection.execute_wrapper(there):
        made = merge(other, into=kept, by=cast.ruth)
    assert (_held(kept), _held(other)) == ([2 * times] * 3, [0] * 3)
    with connection.execute_wrapper(back):
        unmerge(ContactMerge.objects.get(pk=made.pk), by=cast.ruth)
    assert (_held(kept), _held(other)) == ([times] * 3, [times] * 3)
    return [(one.count, one.most) for one in (there, back)]


def test_thirty_conversations_ask_no_more_than_two():
    cast = stage.gather()
    _there_and_back(cast, times=1)  # what is read once
    assert _there_and_back(cast, times=30) == _there_and_back(cast, times=2)
