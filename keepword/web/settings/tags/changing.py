"""One tag: /settings/tags/<id>, and what becomes of it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.conversations.models import Tag
from keepword.conversations.models.conversation import TAG_COLOURS
from keepword.conversations.tag_care import CannotBeUndone, NameTaken, bring_back, change, merge, part, retire
from keepword.conversations.tagging import LENGTH, BadTag
from keepword.people.permissions import MANAGE_TAGS
from keepword.promises.clocks.policies import naming_tag
from keepword.web.errors import refusal
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.picking.widgets import PickOne
from keepword.web.settings.facts import fact_of
from keepword.web.settings.shell import edit_page

COLOURS = {
    "": gettext_lazy("None"),
    "red": gettext_lazy("Red"),
    "orange": gettext_lazy("Orange"),
    "green": gettext_lazy("Green"),
    "blue": gettext_lazy("Blue"),
    "purple": gettext_lazy("Purple"),
}


class TagForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=LENGTH)
    colour = forms.ChoiceField(
        label=gettext_lazy("Colour"), choices=[(name, COLOURS[name]) for name in ("", *TAG_COLOURS)], required=False
    )


class MergeForm(DeskForm):
    into: "forms.ModelChoiceField[Tag]" = forms.ModelChoiceField(
        label=gettext_lazy("Merge it into"), queryset=None, empty_label=None, widget=PickOne(sources={"": "tags"})
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Tag.objects.in_use().exclude(pk=tag.pk).order_by("name")  # house: words of the whole organisation
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


@for_agents(may=MANAGE_TAGS)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    tag = _tag(number)
    form = TagForm(request.POST or None, initial={"name": tag.name, "colour": tag.colour})
    if request.method == "POST" and form.is_valid() and _is_saved(request, form=form, tag=tag):
        return _saved()
    context = {"tag": tag, "merging": MergeForm(tag=tag).looking(request.GET)}
    return edit_page(request, form=form, heading=tag.name, tab="tags", kind="tags/edit", context=context)


def _is_saved(request: AgentRequest, *, form: TagForm, tag: Tag) -> bool:
    said = form.cleaned_data
    try:
        if said["name"].casefold() != tag.name:
            _demand_unnamed(tag)
        change(_tag(tag.pk), name=said["name"], colour=said["colour"], by=request.user.as_actor)
    except NameTaken:
        form.add_error("name", _("There is another tag of this name. Merge this one into it."))
    except BadTag:
        form.add_error("name", _("A tag has 1 to %(most)s letters.") % {"most": LENGTH})
    except Named as error:
        form.add_error("name", _why(error))
    return not form.errors


@for_agents(may=MANAGE_TAGS)
@require_POST
@once_a_page
def merging(request: AgentRequest, number: int) -> HttpResponse:
    """`fact` names a merging that is undone."""
    fact = fact_of(request, name="tag.merged")
    if fact is not None:
        return _part(request, fact=fact)
    tag = _tag(number)
    form = MergeForm(request.POST, tag=tag)
    title = _("These tags cannot be merged")
    if form.is_finding:
        return redirect(f"{reverse('web:tag', args=[tag.pk])}?{form.sought}")
    if not form.is_valid():
        return refusal(request, title=title, reason=_("Choose another tag."))
    try:
        _demand_unnamed(tag)
        done = merge(tag, into=form.cleaned_data["into"], by=request.user.as_actor)
    except Named as error:
        return refusal(request, title=title, reason=_why(error))
    except ValueError:
        return refusal(request, title=title, reason=_("One of them was merged in the meantime."))
    return redirect(f"{reverse('web:tags')}?fact={done.pk}")


def _part(request: AgentRequest, *, fact: Any) -> HttpResponse:
    try:
        part(fact, by=request.user.as_actor)
    except CannotBeUndone:
        reason = _("It went over too many conversations, or one of the two was changed since.")
        return refusal(request, title=_("This cannot be undone"), reason=reason)
    return _saved()


@for_agents(may=MANAGE_TAGS)
@require_POST
def retirement(request: AgentRequest, number: int) -> HttpResponse:
    """`retired` is "no" to offer it again."""
    tag = _tag(number)
    act = bring_back if request.POST.get("retired") == "no" else retire
    act(tag, by=request.user.as_actor)
    return _saved()


class Named(ValueError):
    """A target asks for the tag."""


def _demand_unnamed(tag: Tag) -> None:
    if policy := naming_tag(tag.name):
        raise Named(policy.name)


def _why(error: Named) -> str:
    return _("The target “%(name)s” names it. Take it out there first.") % {"name": error.args[0]}


def _tag(number: int) -> Tag:
    tag: Tag = get_object_or_404(Tag.objects.filter(merged_into__isnull=True), pk=number)  # house: words of all
    return tag


def _saved() -> HttpResponse:
    return redirect(f"{reverse('web:tags')}?saved=yes")
