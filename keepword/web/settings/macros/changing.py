"""One macro: /settings/macros/new and /settings/macros/<id>."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.fields.filling import known_variables
from keepword.conversations.macros.defining import NothingInIt, bring_back, change, define, retire
from keepword.conversations.models import Conversation, Macro
from keepword.people.permissions import MANAGE_MACROS
from keepword.web.conversations.macros import filled
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.people.admitting import AgentRequest, NotPermitted, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.macros.form import MacroForm
from keepword.web.settings.shell import settings_page


@dataclass(frozen=True, slots=True)
class Preview:
    """As it would read to whoever wrote `conversation`."""

    conversation: Conversation
    text: str


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    form = MacroForm(request.POST or None, agent=request.user)
    if request.method == "POST" and form.is_valid() and _is_saved(request, form=form, macro=None):
        return _saved()
    return _page(request, form=form, macro=None)


@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    """Who may use it and not change it reads it."""
    macro = _macro(request, number)
    form = MacroForm(request.POST or None, agent=request.user, macro=macro)
    if request.method == "POST":
        _demand_theirs(request, macro)
        if form.is_valid() and _is_saved(request, form=form, macro=macro):
            return _saved()
    return _page(request, form=form, macro=macro)


@for_agents
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """`removed` is "no" to bring it back."""
    macro = get_object_or_404(Macro.objects.visible_to(request.user), pk=number)
    _demand_theirs(request, macro)
    if request.POST.get("removed") == "no":
        bring_back(macro, by=request.user)
    else:
        retire(macro, by=request.user)
    return _saved()


def _macro(request: AgentRequest, number: int) -> Macro:
    return get_object_or_404(Macro.objects.visible_to(request.user).in_use(), pk=number)


def _demand_theirs(request: AgentRequest, macro: Macro) -> None:
    if not macro.may_be_changed_by(request.user):
        raise NotPermitted(MANAGE_MACROS)


def _is_saved(request: AgentRequest, *, form: MacroForm, macro: Macro | None) -> bool:
    """Otherwise the form says why not."""
    try:
        files = files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)
        if macro is None:
            define(form.draft(), by=request.user, files=files)
        else:
            without = [int(one) for one in request.POST.getlist("without") if one.isdecimal() and len(one) < 19]
            change(macro, to=form.draft(), by=request.user, files=files, without=without)
    except NothingInIt:
        form.add_error(None, _("Write something in one language at least, attach a file or choose what it does."))
    except TooLarge as error:
        form.add_error(None, str(error))
    return not form.errors


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:macros')}?saved=yes")


def _page(request: AgentRequest, *, form: MacroForm, macro: Macro | None) -> HttpResponse:
    context = {
        "form": form,
        "macro": macro,
        "files": list(macro.files.order_by("id")) if macro else [],
        "may_change": macro is None or macro.may_be_changed_by(request.user),
        "variables": known_variables(),
        "preview": _preview(request, macro) if macro and not form.is_bound else None,
        "reference": request.GET.get("conversation", ""),
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/macros/edit.html", tab="macros", context=context, status=status)


def _preview(request: AgentRequest, macro: Macro) -> Preview | None:
    """With the conversation of that reference, else with the newest one."""
    them = Conversation.objects.visible_to(request.user).with_people()
    wanted = request.GET.get("conversation", "").strip().upper()[:12].replace("\x00", "")
    found = them.filter(reference=wanted) if wanted else them.order_by("-last_activity_at", "-id")
    conversation = found.first()
    if conversation is None:
        return None
    return Preview(conversation, filled(macro, conversation=conversation, by=request.user))
