"""Answer the customer."""

from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import Problem, wrong
from keepword.api.rest.adding import added
from keepword.api.rest.describing import documented
from keepword.api.rest.messages import MessageItem
from keepword.api.rest.reading import answered_since, not_seen
from keepword.api.rest.writing import REPLY_BODY, Letter, WrittenReply
from keepword.conversations.addressing import BadAddress
from keepword.conversations.changing import lock
from keepword.conversations.macros.marks import Unfilled, demand_filled
from keepword.conversations.macros.missions import with_mission
from keepword.conversations.models import Conversation
from keepword.conversations.replying import Copies, NobodyToAnswer, NothingToSay, reply
from keepword.conversations.seeing import Answered, NotSeen, Read, demand_unanswered
from keepword.kit.markdown import Words as Formed
from keepword.kit.markdown import render
from keepword.people.models import Agent
from keepword.people.permissions import REPLY

router = Router(tags=["Messages"])


@router.post(
    "/{int:conversation_id}/replies",
    response=documented(201, MessageItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Reply to the customer",
    openapi_extra=REPLY_BODY,
)
def create_reply(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Queue an answer. It is on its way when this returns: `delivery.state` is `queued` until it was handed to the
    relay. An open conversation then waits for the customer. Send a form to add `files`."""
    agent = agent_of(request, may=REPLY)
    return added(request, conversation_id, of=WrittenReply, make=queue, by=agent)


def queue(conversation: Conversation, *, letter: Letter, by: Agent) -> int:
    """The id of the answer, which is on its way once this commits. Raises Problem."""
    letter = replace(letter, text=with_mission(letter.text, conversation=conversation))
    try:
        demand_filled(letter.text)
        return _queued(conversation, letter, by) if letter.seen is None else _queued_if_read(conversation, letter, by)
    except BadAddress as error:
        raise wrong("/cc" if error.written in letter.cc else "/bcc", "No mail address.") from error
    except NothingToSay as error:
        raise wrong("/text", "There is nothing in it.") from error
    except Unfilled as error:
        raise wrong("/text", f"Fill in or remove: {error}") from error
    except Answered as error:
        raise answered_since(error) from error
    except NotSeen as error:
        raise not_seen(error) from error
    except NobodyToAnswer as error:
        detail = "Nobody takes part whom an answer may go to."
        raise Problem(409, name="nobody-to-answer", detail=detail) from error


@transaction.atomic
def _queued_if_read(conversation: Conversation, letter: Letter, by: Agent) -> int:
    """A colleague's answer that was not read counts, too: the customer would hear twice. Raises Answered."""
    lock(conversation)
    demand_unanswered(conversation, read=Read(letter.seen or 0), by=by)
    return _queued(conversation, letter, by)


def _queued(conversation: Conversation, letter: Letter, by: Agent) -> int:
    words = render(letter.text) if letter.format == "markdown" else Formed(letter.text)
    copies = Copies(letter.cc, letter.bcc)
    seen, files = letter.seen, letter.files
    return reply(conversation, text=words.text, html=words.html, files=files, copies=copies, by=by, seen=seen).pk
