"""A visitor's words come in, with a script or without: checked, limited, stored once."""

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest
from django.utils.translation import gettext as _

from keepword.channels.chat.introducing import introduce
from keepword.channels.chat.limiting import may_begin, may_go_on
from keepword.channels.chat.models import Visit
from keepword.channels.chat.saying import NotSaid, said, say
from keepword.channels.chat.tickets import Ticket
from keepword.channels.form.accepting import NotTaken, too_many
from keepword.channels.form.limiting import count
from keepword.conversations.models import Message
from keepword.widget.asking import WordsForm, advice_of, files_in, words_in
from keepword.widget.opening import Room


class CannotTake(Exception):
    """`words` say in the visitor's language why, and what to do."""

    def __init__(self, words: str, *, status: int = 422) -> None:
        super().__init__(words)
        self.words, self.status = words, status


def take(request: HttpRequest, *, room: Room, ticket: Ticket, language: str) -> Message:
    """Raises CannotTake, saying.OutOfOrder or NoTicket."""
    form = _read(request)
    if not form.is_valid():
        raise CannotTake(advice_of(form))
    visit = Visit.objects.filter(number=ticket.number).first()
    known = said(visit, number=form.cleaned_data["number"]) if visit else None
    if known:  # a repetition costs nobody anything
        return known
    _demand_room(request, room=room, visit=visit)
    try:
        words = words_in(form, files=files_in(request), language=language)
        message = say(words, ticket=ticket, inbox=room.inbox)
    except NotTaken as refused:
        raise CannotTake(str(refused)) from refused
    except NotSaid as error:
        raise CannotTake(_("Please write a few words.")) from error
    if visit is None:
        count(_sender(request))
    elif not visit.email and (words.email or words.name):
        introduce(visit, name=words.name, email=words.email)
    return message


def _read(request: HttpRequest) -> WordsForm:
    try:
        return WordsForm(request.POST, request.FILES)
    except TooManyFilesSent as error:
        raise CannotTake(too_many()) from error
    except (RequestDataTooBig, SuspiciousOperation) as error:
        words = _("This is more than we can take in at once. Please write less, or send it in two parts.")
        raise CannotTake(words, status=413) from error


def _demand_room(request: HttpRequest, *, room: Room, visit: Visit | None) -> None:
    if not (may_go_on(visit) if visit else may_begin(_sender(request), brand=room.brand)):
        raise CannotTake(
            _("Many messages came in a short time. Yours is kept here and sent in a few minutes."), status=429
        )


def _sender(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
