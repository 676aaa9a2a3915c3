"""A call, or whatever else was said outside, is written down: /calls/new."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.beginning import begun_before
from keepword.conversations.calls.beginning import begin_by_phone
from keepword.conversations.calls.keeping import keep_call, kept_before
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import BINNED, OPEN, RESOLVED, WAITING
from keepword.conversations.repeating import key_of
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.settling import need_no_reply
from keepword.conversations.tasks.giving import Asked, give
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.kit import tokens
from keepword.kit.storable import storable
from keepword.people.models import Agent
from keepword.people.permissions import REPLY
from keepword.promises.ledger.making import promise
from keepword.promises.models.promise import PHONE, UPDATE
from keepword.web.calls.form import ANSWERED, CallForm
from keepword.web.calls.whom import Whom, met, new_to_us, whom_of
from keepword.web.contacts.listing import people_found, rows_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.numbers import number_of_row
from keepword.web.rendering import answer

LONGEST = 200


@for_agents(may=REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """`conversation`, `contact` or `who` (an address, a number) says with whom; else `q` finds them."""
    whom = whom_of(request)
    if whom is None:
        return _asked_whom(request)
    if whom.conversation is not None and whom.conversation.status == BINNED:
        return redirect("web:conversation", whom.conversation.pk)
    earlier = _kept_before(request, whom=whom) if request.method == "POST" else None
    if earlier is not None:
        return redirect("web:conversation", earlier.pk)
    form = CallForm(request.POST or None, agent=request.user, whom=whom)
    if request.method == "POST" and form.is_valid():
        kept = _kept(request, form=form, whom=whom)
        if kept is not None:
            return redirect("web:conversation", kept.pk)
    context = surroundings(request) | {"form": form, "whom": whom, "mark": tokens.unguessable()}
    context |= {"mark": request.POST.get("form") or context["mark"], "matters": bool(form.matters)}
    page = "web/calls/new.html"
    return answer(request, page=page, part=page, context=context, status=422 if form.is_bound else 200)


def _asked_whom(request: AgentRequest) -> HttpResponse:
    query = storable(request.GET.get("q", "")).strip()[:LONGEST]
    found = people_found(query, agent=request.user) if query else []
    context = surroundings(request) | {
        "query": query,
        "rows": [(contact.pk, row) for contact, row in zip(found, rows_of(found), strict=True)],
        "newcomer": new_to_us(query, agent=request.user) if query and not found else None,
    }
    return answer(request, page="web/calls/whom.html", part="web/calls/_found.html", context=context)


def _kept_before(request: AgentRequest, *, whom: Whom) -> Conversation | None:
    """Where this very form kept its call already. Its promises, its task and how the conversation stands are no more
    its business, and what was a time to come may have passed."""
    said, mark = request.POST, request.POST.get("form", "")
    where = whom.conversation or begun_before(mark, by=request.user)
    about = said.get("about", "")
    if where is None and whom.contact is not None and about.isascii() and about.isdecimal():
        seen = Conversation.objects.visible_to(request.user).filter(contact=whom.contact)
        where = seen.filter(pk=number_of_row(about)).first()
    if where is None:
        return None
    is_kept = kept_before(where, way=said.get("way", ""), words=said.get("words", ""), form=mark)
    return where if is_kept else None


@transaction.atomic
def _kept(request: AgentRequest, *, form: CallForm, whom: Whom) -> Conversation | None:
    """All of it or nothing; None where the form says why not."""
    mark = request.POST.get("form", "")
    try:
        with transaction.atomic():
            conversation = form.chosen() or _begun(form, whom=whom, by=request.user, mark=mark)
            message = keep_call(conversation, form.spoken(), by=request.user, form=mark)
            _follow(conversation, form=form, message=message, by=request.user, mark=mark)
    except NotForThem as error:
        why = _(
            "%(names)s may not see this conversation, so nothing was kept yet. Leave the @ out, or ask somebody else."
        )
        form.add_error("words", why % {"names": ", ".join(error.names)})
        return None
    return conversation


def _begun(form: CallForm, *, whom: Whom, by: Agent, mark: str) -> Conversation:
    said = form.cleaned_data
    contact = met(whom, name=said.get("name", ""), inbox=said["inbox"], by=by)
    return begin_by_phone(said["inbox"], contact=contact, subject=said["subject"], by=by, form=mark)


def _follow(conversation: Conversation, *, form: CallForm, message: Message, by: Agent, mark: str) -> None:
    """What was promised, what is still to be done, and how it stands now."""
    said = form.cleaned_data
    if said["promised"]:
        zone = conversation.contact.time_zone or by.time_zone
        promise(conversation, what=UPDATE, due_at=said["promised"], kind=PHONE, by=by, message=message, zone=zone)
    if said.get("task", "").strip():
        asked = Asked(said["task"], agent=by, due_at=said["until"])
        give(asked, by=by, conversation=conversation, mark=key_of(mark, text=said["task"]))
    verb = {
        ANSWERED: need_no_reply,
        WAITING: wait_for_customer,
        RESOLVED: resolve,
        OPEN: reopen,
    }.get(said.get("after", ""))
    if verb is not None:
        verb(conversation, by=by.as_actor)
