"""The pages of a long file: what it would do, how far it is, and what could not be done. <list>/import/<id>"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from keepword.events import log
from keepword.kit.tables import BOM, row_as_csv
from keepword.people.models import Agent, ListFile, ListLine
from keepword.people.models.list_file import DOING, DONE
from keepword.web.people.admitting import AgentRequest, View, for_agents
from keepword.web.rendering import wants_part
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Listed
from keepword.web.settings.lists.long.running import NAMES, cancel, do
from keepword.web.settings.lists.trying import LINES_SHOWN, Tried
from keepword.web.settings.shell import settings_page

ACTS = {ADD: gettext_lazy("Add"), CHANGE: gettext_lazy("Change"), SAME: gettext_lazy("As it is")}
AT_ONCE = 1000  # lines of a file that goes out
COLUMNS = ("_line", "_wrong")  # passed over when the file comes back


def showing(of: Listed) -> View:
    @for_agents(may=of.permission)
    @require_safe
    def show(request: AgentRequest, number: int) -> HttpResponse:
        file = _file(of, number=number, of_agent=request.user)
        context = _told(file, of=of)
        if wants_part(request):
            return render(request, "web/settings/lists/_long.html", context)
        return settings_page(request, "web/settings/lists/long.html", tab=of.tab, context=context)

    return show


def doing(of: Listed) -> View:
    @for_agents(may=of.permission)
    @require_POST
    def create(request: AgentRequest, number: int) -> HttpResponse:
        do(_file(of, number=number, of_agent=request.user))
        return redirect(f"web:{of.name}-import-file", number)

    return create


def cancelling(of: Listed) -> View:
    @for_agents(may=of.permission)
    @require_POST
    def create(request: AgentRequest, number: int) -> HttpResponse:
        cancel(_file(of, number=number, of_agent=request.user))
        return redirect(f"web:{of.name}-import-file", number)

    return create


def wrong_lines(of: Listed) -> View:
    @for_agents(may=of.permission)
    @require_POST
    def download(request: AgentRequest, number: int) -> HttpResponseBase:
        """By a form, as every file that goes out. It is what they brought, so it takes no permission to export."""
        file = _file(of, number=number, of_agent=request.user)
        with transaction.atomic():
            log.record("list.exported", actor=request.user.as_actor, list=of.name)
        headers = {
            "Content-Disposition": f'attachment; filename="{of.name}-wrong.csv"',
            "Cache-Control": "private, no-store",
        }
        return StreamingHttpResponse(_as_csv(file), content_type="text/csv; charset=utf-8", headers=headers)

    return download


def _file(of: Listed, *, number: int, of_agent: Agent) -> ListFile:
    return get_object_or_404(ListFile.objects.visible_to(of_agent), pk=number, into=of.name)


def _as_csv(file: ListFile) -> Iterator[str]:
    """A page at a time, whatever the length."""
    yield BOM + row_as_csv([*COLUMNS, *file.columns])
    after = -1
    while some := list(file.lines.filter(number__gt=after).exclude(why="").order_by("number")[:AT_ONCE]):
        after = some[-1].number
        for line in some:
            why = f"{line.column}: {line.why}" if line.column else line.why
            yield row_as_csv([line.number, why, *line.cells])


def _told(file: ListFile, *, of: Listed) -> dict[str, Any]:
    counts = {
        name: file.counts.get(name, 0) for name in (ADD, CHANGE, SAME, "wrong", "left", "lines", *NAMES.values())
    }
    tried = counts[ADD] + counts[CHANGE] + counts[SAME]
    is_doing = file.state in (DOING, DONE)
    return {
        "file": file,
        "list": of,
        "counts": counts,
        "so_far": sum(counts[name] for name in (*NAMES.values(), "left")) if is_doing else tried + counts["wrong"],
        "total": tried if is_doing else counts["lines"],
        "not_done": counts["wrong"] + counts["left"],
        "lines": [] if file.is_at_work else _shown(file),
        "page_address": reverse(f"web:{of.name}-import-file", args=[file.pk]),
        "import_address": reverse(f"web:{of.name}-import"),
        "addresses": {
            name: reverse(f"web:{of.name}-import-{name}", args=[file.pk]) for name in ("doing", "cancelling", "wrong")
        },
    }


def _shown(file: ListFile) -> list[tuple[Tried, str]]:
    """As many as a page has room for: those that are wrong, then the others, each in their order."""
    wrong = list(file.lines.exclude(why="").order_by("number")[:LINES_SHOWN])
    fine = islice(
        file.lines.exclude(words="").filter(why="").order_by("number")[:LINES_SHOWN], LINES_SHOWN - len(wrong)
    )
    return [(_as_tried(line), str(ACTS[line.act]) if line.act else "") for line in [*wrong, *fine]]


def _as_tried(line: ListLine) -> Tried:
    words = line.words or next(iter(line.cells), "")
    return Tried(line.number, line.act, words, line.column, line.why, [(a, b, c) for a, b, c in line.changes])
