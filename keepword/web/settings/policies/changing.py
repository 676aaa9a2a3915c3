"""One policy: /settings/policies/new and /settings/policies/<id>."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.clocks.policies import NotInForce, change, define, draft_of, move_up, put_before_general, retire
from keepword.promises.models import SlaPolicy
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.policies.form import PolicyForm, initial_of
from keepword.web.settings.policies.templates import templates
from keepword.web.settings.shell import settings_page


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    """`like` in the address names a template to start from."""
    like = templates().get(request.GET.get("like", ""))
    form = PolicyForm(request.POST or None, initial=initial_of(like) if like else None, agent=request.user)
    if request.method == "POST" and form.is_valid():
        made = define(form.draft(), by=request.user.as_actor)
        put_before_general(made, by=request.user.as_actor)
        return _saved()
    return _page(request, form=form, heading=_("New policy"))


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest, number: int) -> HttpResponse:
    policy = _policy(number)
    was = draft_of(policy)
    form = PolicyForm(request.POST or None, initial=initial_of(was), agent=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            change(policy, to=form.draft(), by=request.user.as_actor)
        except NotInForce as error:
            raise Http404 from error
        return _saved()
    return _page(request, form=form, heading=policy.name, number=policy.pk)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
@once_a_page
def place(request: AgentRequest, number: int) -> HttpResponse:
    """One place earlier, and pressed twice on one page no more than that."""
    move_up(_policy(number), by=request.user.as_actor)
    return _saved()


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """Twice is once: it is in force no more then."""
    policy = SlaPolicy.objects.in_force().filter(pk=number).first()
    if policy is not None:
        retire(policy, by=request.user.as_actor)
    return _saved()


def _policy(number: int) -> SlaPolicy:
    return get_object_or_404(SlaPolicy.objects.in_force(), pk=number)


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:policies')}?saved=yes")


def _page(request: AgentRequest, *, form: PolicyForm, heading: str, number: int | None = None) -> HttpResponse:
    context = {"form": form, "heading": heading, "number": number}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/policies/edit.html", tab="policies", context=context, status=status)
