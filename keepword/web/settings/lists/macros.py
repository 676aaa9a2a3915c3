"""Macros as a file: one line for each language of each. What they do besides talking, and their files, stay as they
are here and are not in it."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.fields.filling import known_variables
from keepword.conversations.macros.actions import read
from keepword.conversations.macros.defining import Draft, change, define
from keepword.conversations.macros.variables import UnknownVariable, check
from keepword.conversations.models import Macro
from keepword.kit.tables import Line
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_MACROS
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

LENGTHS = {"name": 120, "folder": 80, "language": 20}


class Macros:
    name = "macros"
    tab = "macros"
    title = gettext_lazy("Macros")
    permission = MANAGE_MACROS
    columns: Sequence[Column] = (
        Column("name", gettext_lazy("With the team, it tells macros apart."), is_needed=True),
        Column("language", gettext_lazy("Of the words in this line, such as en or zh-Hans."), is_needed=True),
        Column("text", gettext_lazy("The words, with variables as in the editor."), is_needed=True),
        Column("folder", gettext_lazy("Where it stands in the list.")),
        Column("team", gettext_lazy("Whose it is; everybody's when it is left empty.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        """Shared ones: what is somebody's own is nobody's list."""
        shared = Macro.objects.visible_to(by).in_use().filter(owner__isnull=True).order_by("name", "id")
        for macro in shared.select_related("team").prefetch_related("texts"):
            for text in sorted(macro.texts.all(), key=lambda one: one.language):
                yield macro.name, text.language, text.text, macro.folder, macro.team.name if macro.team else ""

    def key_of(self, line: Line) -> str:
        return "\n".join(line.cells.get(name, "").casefold() for name in ("name", "team", "language"))

    def deed(self, line: Line, *, by: Agent) -> Deed:
        cells = line.cells
        for name, most in LENGTHS.items():
            if len(cells.get(name, "")) > most:
                raise Wrong(name, _("This is longer than %(most)s letters.") % {"most": most})
        team = _team(cells.get("team", ""), by=by)
        _check(cells["text"])
        words = f"{cells['name']} · {cells['language']}"
        macro = _macro(cells["name"], team=team, by=by)
        if macro is None:
            return Deed(ADD, words, lambda: _write(cells, team=team, by=by))
        has = {text.language: text.text for text in macro.texts.all()}
        if has.get(cells["language"]) == cells["text"] and cells.get("folder", "") in ("", macro.folder):
            return Deed(SAME, words)
        return Deed(CHANGE if cells["language"] in has else ADD, words, lambda: _write(cells, team=team, by=by))


def _write(cells: dict[str, str], *, team: Team | None, by: Agent) -> None:
    """An earlier line may have made it: it is looked for again."""
    macro = _macro(cells["name"], team=team, by=by)
    texts = {cells["language"]: cells["text"]}
    if macro is None:
        define(Draft(cells["name"], texts, folder=cells.get("folder", ""), team=team), by=by)
        return
    has = {text.language: text.text for text in macro.texts.all()}
    folder = cells.get("folder") or macro.folder
    change(macro, to=Draft(macro.name, has | texts, folder=folder, team=team, actions=read(macro.actions)), by=by)


def _macro(name: str, *, team: Team | None, by: Agent) -> Macro | None:
    shared = Macro.objects.visible_to(by).in_use().filter(owner__isnull=True, team=team, name__iexact=name)
    return shared.prefetch_related("texts").order_by("id").first()


def _team(name: str, *, by: Agent) -> Team | None:
    """One whose macros this agent would see: others could not be found again."""
    if not name:
        return None
    teams = Team.objects.all() if by.is_administrator else by.teams.all()
    team = teams.filter(name__iexact=name).first()
    if team is None:
        raise Wrong("team", _("There is no team “%(name)s” of yours.") % {"name": name})
    return team


def _check(text: str) -> None:
    try:
        check(text, known=known_variables())
    except UnknownVariable as unknown:
        raise Wrong("text", _("There is nothing called “%(name)s”.") % {"name": unknown.name}) from unknown


MACROS = Macros()
