"""What the contact page and a conversation's page do alike with a form that was sent."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest
from django.utils.translation import gettext as _

from keepword.channels.form import stamping
from keepword.channels.form.accepting import too_many
from keepword.channels.form.limiting import count, count_quick, may_send
from keepword.channels.form.stamping import Stamp
from keepword.channels.form.submitting import Written, sent_before
from keepword.conversations.models import Inbox, Message
from keepword.help_center.asking import AnswerForm
from keepword.help_center.forgery import is_from_our_page
from keepword.kit import clock


class CannotTake(Exception):
    """The form cannot be taken as it is. `words` say why and what to do, "" where the form itself says it."""

    def __init__(self, words: str = "", *, status: int = 422) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


class OfARobot(Exception):
    """It filled in what no person sees."""


def read(request: HttpRequest) -> None:
    """Take the form off the wire, before anything else looks at it. Raises CannotTake when it is too large."""
    try:
        request.POST  # noqa: B018  reading it is what may fail
    except TooManyFilesSent as error:
        raise CannotTake(too_many()) from error
    except (RequestDataTooBig, SuspiciousOperation) as error:
        raise CannotTake(
            _("This is more than we can take in at once. Please write less, or send it in two parts."), status=413
        ) from error


def check(request: HttpRequest, *, form: AnswerForm) -> Stamp:
    """The stamp of a form that may be taken. Raises CannotTake or OfARobot."""
    if not is_from_our_page(request):
        raise CannotTake(
            _("Your browser did not send our cookie along. Your words are still here: please send them again.")
        )
    try:
        stamp = stamping.read(request.POST.get("stamp", ""), now=clock.now())
    except stamping.NoStamp as error:
        raise CannotTake(
            _("This page was open for a long time. Your words are still here: please send them again.")
        ) from error
    if form.is_of_a_robot:
        raise OfARobot
    if not form.is_valid():
        raise CannotTake
    return stamp


def store_once(
    request: HttpRequest, *, written: Written, stamp: Stamp, inbox: Inbox, store: Callable[[], Message]
) -> Message:
    """The stored message; the same one for a form that is sent twice. Raises CannotTake past the limit."""
    before = sent_before(written, inbox=inbox)
    if before is not None:
        return before
    sender = str(request.META.get("REMOTE_ADDR", ""))
    if not may_send(sender):
        raise CannotTake(
            _(
                "Many messages came from your network in a short time. Your words are still here: please send them "
                "again in ten minutes."
            ),
            status=429,
        )
    message = store()
    (count_quick if stamp.is_quick else count)(sender)
    return message


def stamp_for(request: HttpRequest) -> str:
    """The stamp that the form had, as long as it is good: the same form keeps its number. Else a fresh one."""
    now = clock.now()
    try:
        given = request.POST.get("stamp", "")
        stamping.read(given, now=now)
    except (stamping.NoStamp, SuspiciousOperation):
        return stamping.stamp(now=now)
    return given


def advice(trouble: CannotTake | None, *, request: HttpRequest) -> list[str]:
    """What stands above the form, in sentences."""
    if trouble is None:
        return []
    lost = trouble.status != 413 and bool(request.FILES)
    files_again = [_("Please choose your files again: a browser does not keep them.")] if lost else []
    return [words for words in [trouble.words, *files_again] if words]
