"""There is always somebody who can arrange the house."""

import threading

import pytest
from django.db import connection

from keepword.people.employing import LastAdministrator, deactivate
from keepword.people.models import Agent
from keepword.people.permissions import ADMINISTRATOR


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="A database in memory does not let writers wait")
def test_two_administrators_who_leave_at_one_moment_do_not_both_go():
    both = [
        Agent.objects.create_user(f"{name}@leafloom.example", name=name, role=ADMINISTRATOR) for name in ("ann", "bo")
    ]
    refused, together = [], threading.Barrier(2)

    def leave(agent: Agent) -> None:
        together.wait()
        try:
            deactivate(agent, by=agent.as_actor)
        except LastAdministrator:
            refused.append(agent.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(agent,)) for agent in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert list(Agent.objects.active().values_list("id", flat=True)) == refused
