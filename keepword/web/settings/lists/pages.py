"""The pages of every list: /settings/<list>/import, first as a trial, and /settings/<list>/export."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from keepword.events import log
from keepword.kit import clock, tokens
from keepword.kit.tables import as_csv
from keepword.people.permissions import EXPORT
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, View, for_agents
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Listed
from keepword.web.settings.lists.long.keeping import AT_ONCE, keep
from keepword.web.settings.lists.long.running import LONG
from keepword.web.settings.lists.trying import NotTaken, Trial, as_unicode, done, table_of, tried
from keepword.web.settings.shell import settings_page

LARGEST = 1_000_000  # bytes: the trial carries the file in the page, and forms hold two million
CARRIED = 1_900_000  # bytes: in UTF-8, and with its quotation marks, a file may be longer than it came
ACTS = {ADD: gettext_lazy("Add"), CHANGE: gettext_lazy("Change"), SAME: gettext_lazy("As it is")}


class FileForm(DeskForm):
    """The file, or what the trial carried of it."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def table_bytes(self) -> bytes:
        """Raises NotTaken."""
        if not self.is_valid():
            raise NotTaken(_("Choose a file."))
        file = self.cleaned_data["file"]
        content: bytes = file.read(LARGEST + 1) if file else self.cleaned_data["content"].encode()
        if not content:
            raise NotTaken(_("Choose a file."))
        if len(content) > (LARGEST if file else CARRIED):
            raise NotTaken(_("The file is larger than 1 MB. Split it."))
        return content


def importing(of: Listed) -> View:
    @for_agents(may=of.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def show(request: AgentRequest) -> HttpResponse:
        """Posted, it says what would happen; with `do`, it happens."""
        if request.method != "POST":
            return _page(request, of=of)
        try:
            upload = request.FILES.get("file")
            if upload is not None and of.name in LONG and (upload.size or 0) > AT_ONCE:
                kept = keep(upload, of=of, by=request.user, form=request.POST.get("form", "")[:64])
                return redirect(f"web:{of.name}-import-file", kept.pk)
            content, read_as = as_unicode(FileForm(request.POST, request.FILES).table_bytes())
            table = table_of(content, of=of)
            if "do" in request.POST:
                return _page(request, of=of, trial=done(table, of=of, by=request.user), is_done=True)
        except NotTaken as error:
            return _page(request, of=of, why=str(error))
        trial = tried(table, of=of, by=request.user)
        carried = as_csv(table.columns, [[line.cells.get(name, "") for name in table.columns] for line in table.lines])
        return _page(request, of=of, trial=trial, carried=carried, read_as=read_as)

    return show


def exporting(of: Listed) -> View:
    @for_agents(may=of.permission, to_change=EXPORT)
    @require_POST
    def download(request: AgentRequest) -> HttpResponse:
        """By a form, so that no link of a stranger makes anybody take it out."""
        with transaction.atomic():
            log.record("list.exported", actor=request.user.as_actor, list=of.name)
        content = as_csv([column.name for column in of.columns], of.rows(by=request.user))
        name = f"{of.name}-{clock.now():%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)

    return download


def _page(
    request: AgentRequest,
    *,
    of: Listed,
    trial: Trial | None = None,
    carried: str = "",
    read_as: str = "",
    why: str = "",
    is_done: bool = False,
) -> HttpResponse:
    context = {
        "form": FileForm(),
        "mark": tokens.unguessable(),
        "list": of,
        "back_address": reverse(f"web:{of.tab}"),
        "export_address": reverse(f"web:{of.name}-export"),
        "trial": trial,
        "lines": [(line, str(ACTS[line.act])) for line in trial.shown] if trial and not is_done else [],
        "read_as": read_as,
        "counts": {act: trial.count(act) for act in ACTS} if trial else {},
        "carried": carried,
        "why": why,
        "is_done": is_done,
    }
    status = 422 if why or (trial and trial.wrong) else 200
    return settings_page(request, "web/settings/lists/import.html", tab=of.tab, context=context, status=status)
