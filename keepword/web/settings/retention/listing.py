"""All rules, what they did, and what is held: /settings/retention."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.models import Conversation
from keepword.people.permissions import MANAGE_INSTALLATION
from keepword.privacy.models import Hold, RetentionRule, RetentionRun
from keepword.privacy.retention.setting import BadRule, make
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.paging import paged
from keepword.web.settings.retention.forms import NewRuleForm
from keepword.web.settings.retention.wording import WHATS, counts_in_words, length_of, place_of
from keepword.web.settings.shell import settings_page

SHOWN = 50


@for_agents(may=MANAGE_INSTALLATION)
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    """A new rule is off: its own page shows what it would delete."""
    form = NewRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            made = make(said["what"], after=said["after"], by=request.user, **form.scope())
            return redirect("web:retention-rule", made.pk)
        except BadRule:
            form.add_error("where", _("There is such a rule for this place already."))
    reader, pager = times.reader(), paged(request, _rules())
    context = {
        "form": form,
        "lines": [_line(one, reader=reader) for one in pager.rows],
        "pager": pager,
        "runs": [_run(one, reader=reader) for one in RetentionRun.objects.order_by("-id")[:SHOWN]],
        "holds": [(one, reader.long_date(one.at)) for one in _holds(request)],
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/retention/list.html", tab="retention", context=context, status=status)


def _rules() -> QuerySet[RetentionRule]:
    return RetentionRule.objects.select_related("brand", "inbox").order_by("what", "brand__name", "inbox__name", "id")


def _line(rule: RetentionRule, *, reader: times.Reader) -> dict[str, Any]:
    return {
        "rule": rule,
        "words": WHATS[rule.what],
        "length": length_of(rule.what, after=rule.after),
        "place": place_of(rule),
        **standing(rule, reader=reader),
    }


def standing(rule: RetentionRule, *, reader: times.Reader) -> dict[str, Any]:
    """`begins`: the moment when it begins, "" for one that works or is off."""
    is_cooling = rule.starts_at is not None and rule.starts_at > reader.now
    begins = reader.moment(rule.starts_at) if rule.starts_at and is_cooling else ""
    return {"is_on": rule.is_on, "begins": begins, "passed": reader.moment(rule.passed_at) if rule.passed_at else ""}


def _run(run: RetentionRun, *, reader: times.Reader) -> dict[str, Any]:
    return {
        "words": WHATS[run.what],
        "length": length_of(run.what, after=run.after),
        "at": reader.moment(run.began_at),
        "is_over": run.ended_at is not None,
        "counts": counts_in_words(run.counts),
    }


def _holds(request: AgentRequest) -> QuerySet[Hold]:
    """Of conversations that the agent may see."""
    seen = Conversation.objects.visible_to(request.user).filter(is_held=True)
    holds = Hold.objects.filter(ended_at=None, conversation__in=seen)
    return holds.select_related("by", "conversation").order_by("-id")[:SHOWN]
