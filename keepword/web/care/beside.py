"""What a customer was given, beside a conversation: /conversations/<id>/gifts, a part of its page that is asked for
when it is looked at, or a page of its own to give something."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.care.giving import Erased, NobodyMayApprove, NothingGiven, Standing, give, standing_of
from keepword.care.models import Gift
from keepword.care.models.gift import GIVEN
from keepword.care.saying import customer_words
from keepword.conversations.drafting.keeping import write_below
from keepword.conversations.models import Conversation
from keepword.conversations.repeating import key_of
from keepword.kit import tokens
from keepword.people.permissions import GIVE, REPLY
from keepword.web.care.form import GiftForm
from keepword.web.care.rows import rows_of
from keepword.web.care.standing import say_standing
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part

SHOWN = 20


@for_agents(to_change=GIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Posted, something is given or asked for, and the way leads back to the conversation."""
    conversation = conversation_for(request, number)
    standing = standing_of(conversation, agent=request.user)
    if standing is None:
        raise Http404
    form = GiftForm(request.POST or None, rules=standing.rules, may_reply=request.user.may(REPLY))
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, conversation, form=form)
            return redirect("web:conversation", conversation.pk)
        except NobodyMayApprove:
            form.add_error("amount", _("Nobody here may say yes to so much."))
        except NothingGiven:
            form.add_error(None, _("This is not given here any more. Choose anew."))
        except Erased:
            form.add_error(None, _("This person is erased."))
    return _page(request, conversation, form=form, standing=standing)


def _give(request: AgentRequest, conversation: Conversation, *, form: GiftForm) -> None:
    wish = form.wish()
    written = f"{wish.kind.pk} {wish.amount} {wish.reason} {wish.order_number} {wish.note}"
    mark = key_of(request.POST.get("form", ""), text=written)
    gift = give(conversation, wish=wish, by=request.user, mark=mark)
    if gift.state == GIVEN and form.cleaned_data.get("writes"):
        gift.conversation = conversation
        write_below(conversation, agent=request.user, words=customer_words(gift))


def _page(request: AgentRequest, conversation: Conversation, *, form: GiftForm, standing: Standing) -> HttpResponse:
    seen = Gift.objects.visible_to(request.user).about(conversation).with_people()
    context: dict[str, Any] = {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": reverse("web:conversation", args=[conversation.pk]),
        "live_name": f"conversation-{conversation.pk}",
        "gifts": rows_of(seen.order_by("-id")[:SHOWN], agent=request.user),
        "standing": say_standing(standing),
        "form": form,
        "mark": tokens.unguessable(),
    }
    if not wants_part(request):
        context |= surroundings(request)
    status = 422 if form.is_bound else 200
    return answer(request, page="web/care/give.html", part="web/care/_beside.html", context=context, status=status)
