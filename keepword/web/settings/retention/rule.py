"""One rule: what it would delete today, and whether it does: /settings/retention/<id>."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.privacy.models import RetentionRule
from keepword.privacy.retention.setting import change, remove, switch_off, switch_on, tags_of
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.retention.foreseeing import foresee
from keepword.web.settings.retention.forms import RuleForm
from keepword.web.settings.retention.listing import standing
from keepword.web.settings.retention.wording import MEANINGS, WHATS, length_of, place_of
from keepword.web.settings.shell import settings_page


@for_agents(may=MANAGE_INSTALLATION)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest, number: int) -> HttpResponse:
    rule = _rule(number)
    kept = list(tags_of(rule))
    form = RuleForm(request.POST or None, rule=rule, initial={"after": rule.after, "kept_tags": kept})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        change(rule, after=said["after"], kept_tags=list(said.get("kept_tags", ())), by=request.user)
        return _back(rule)
    status = 422 if form.is_bound else 200
    context = _context(request, rule) | {"form": form}
    return settings_page(request, "web/settings/retention/rule.html", tab="retention", context=context, status=status)


def _context(request: AgentRequest, rule: RetentionRule) -> dict[str, Any]:
    reader = times.reader()
    return {
        "rule": rule,
        "words": WHATS[rule.what],
        "meaning": MEANINGS[rule.what],
        "length": length_of(rule.what, after=rule.after),
        "place": place_of(rule),
        "found": foresee(rule, reader=request.user, moment=reader.long_date),
        **standing(rule, reader=reader),
    }


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def activity(request: AgentRequest, number: int) -> HttpResponse:
    """`on` is "yes", or "no": that stops it at once."""
    rule = _rule(number)
    act = switch_on if request.POST.get("on") == "yes" else switch_off
    act(rule, by=request.user)
    return _back(rule)


@for_agents(may=MANAGE_INSTALLATION)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """Twice is once: it is gone then."""
    rule = RetentionRule.objects.filter(pk=number).first()
    if rule is not None:
        remove(rule, by=request.user)
    return redirect("web:retention")


def _rule(number: int) -> RetentionRule:
    return get_object_or_404(RetentionRule.objects.select_related("brand", "inbox"), pk=number)


def _back(rule: RetentionRule) -> HttpResponse:
    return redirect(f"{reverse('web:retention-rule', args=[rule.pk])}?saved=yes")
