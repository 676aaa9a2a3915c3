"""One role of one's own: /settings/roles/new, /settings/roles/<id>, its removal and its restoration."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.models import Agent, Role
from keepword.people.permissions import GROUPS, MANAGE_AGENTS, PERMISSIONS
from keepword.people.roles.defining import LENGTH, NameTaken, StillHeld, change, make, remove, restore
from keepword.people.roles.giving import may_include
from keepword.web.errors import refusal
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, NotPermitted, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.shell import settings_page


class RoleForm(DeskForm):
    """`by` is who fills it in: nobody includes what they may not do themselves."""

    name = forms.CharField(label=gettext_lazy("Name of the role"), max_length=LENGTH)
    permissions = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, by: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        choices = [(name, one.words) for name, one in PERMISSIONS.items() if may_include([name], by=by)]
        self.fields["permissions"].choices = choices  # type: ignore[attr-defined]

    def ticked(self) -> set[str]:
        return set(self["permissions"].value() or ())

    def offered(self) -> set[str]:
        return {name for name, _words in self.fields["permissions"].choices}  # type: ignore[attr-defined]


@for_agents(may=MANAGE_AGENTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def new(request: AgentRequest) -> HttpResponse:
    form = RoleForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and _is_saved(request, form=form, role=None):
        return _saved()
    return _page(request, form=form, role=None)


@for_agents(may=MANAGE_AGENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    role = _role(request, number)
    form = RoleForm(
        request.POST or None, initial={"name": role.name, "permissions": role.permissions}, by=request.user
    )
    if request.method == "POST" and form.is_valid() and _is_saved(request, form=form, role=role):
        return _saved()
    return _page(request, form=form, role=role)


@for_agents(may=MANAGE_AGENTS)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    role = get_object_or_404(Role, pk=number)
    _demand_theirs(request, role)
    if role.removed_at is not None:  # pressed twice, or somebody was quicker
        return redirect("web:roles")
    try:
        remove(role, by=request.user.as_actor)
    except StillHeld as error:
        why = _("%(names)s have it. Give them another role first.") % {"names": ", ".join(error.names)}
        return refusal(request, title=_("This role cannot be removed"), reason=why)
    return redirect(f"{reverse('web:roles')}?removed={role.pk}")


@for_agents(may=MANAGE_AGENTS)
@require_POST
def restoration(request: AgentRequest, number: int) -> HttpResponse:
    role = get_object_or_404(Role, pk=number)
    _demand_theirs(request, role)
    try:
        restore(role, by=request.user.as_actor)
    except NameTaken:
        why = _("There is another role of this name by now. Rename it first.")
        return refusal(request, title=_("This role cannot come back"), reason=why)
    return _saved()


def _role(request: AgentRequest, number: int) -> Role:
    role = get_object_or_404(Role.objects.in_use(), pk=number)
    _demand_theirs(request, role)
    return role


def _demand_theirs(request: AgentRequest, role: Role) -> None:
    """A role that includes more than this agent may do is not theirs to change."""
    more = sorted(one for one in role.permissions if one in PERMISSIONS and not may_include([one], by=request.user))
    if more:
        raise NotPermitted(more[0])


def _is_saved(request: AgentRequest, *, form: RoleForm, role: Role | None) -> bool:
    said, by = form.cleaned_data, request.user.as_actor
    try:
        if role is None:
            make(said["name"], permissions=said["permissions"], by=by)
        else:
            change(role, name=said["name"], permissions=said["permissions"], by=by)
    except NameTaken:
        form.add_error("name", _("There is a role of this name."))
    return not form.errors


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:roles')}?saved=yes")


def _page(request: AgentRequest, *, form: RoleForm, role: Role | None) -> HttpResponse:
    holders = role.agents.filter(is_active=True).order_by("name", "id") if role else []
    context = {"form": form, "role": role, "groups": GROUPS, "holders": holders}
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/roles/edit.html", tab="roles", context=context, status=status)
