"""The policies in the order in which they are tried: /settings/policies."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models.conversation import PRIORITIES
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.models import SlaPolicy
from keepword.promises.models.policy import KINDS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged
from keepword.web.settings.policies import lengths
from keepword.web.settings.policies.form import KIND_LABELS
from keepword.web.settings.policies.templates import templates
from keepword.web.settings.shell import settings_page


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    name: str
    says: str
    whom: str
    is_first: bool


@for_agents(may=MANAGE_SETTINGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    pager = paged(request, SlaPolicy.objects.in_force().prefetch_related("targets"))
    is_first = not pager.first_address
    context = {
        "lines": [_line(policy, is_first=is_first and not place) for place, policy in enumerate(pager.rows)],
        "pager": pager,
        "templates": [(f"{reverse('web:new-policy')}?like={key}", one.name) for key, one in templates().items()],
    }
    return settings_page(request, "web/settings/policies/list.html", tab="policies", context=context)


def _line(policy: SlaPolicy, *, is_first: bool) -> Line:
    normal = {one.kind: one.seconds for one in policy.targets.all() if one.priority == PRIORITIES["normal"]}
    known = normal or {one.kind: one.seconds for one in policy.targets.all()}
    said = [f"{KIND_LABELS[kind]} {lengths.write(known[kind])}" for kind in KINDS if kind in known]
    said.append(_("while we are open") if policy.is_business else _("day and night"))
    whom = _("For everything") if not policy.conditions else _("Only for some conversations")
    return Line(policy.pk, policy.name, " · ".join(said), whom, is_first)
