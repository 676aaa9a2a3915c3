"""Macros are written, changed, and put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from keepword.conversations.fields.filling import known_variables
from keepword.conversations.filing import keep
from keepword.conversations.inbound import File
from keepword.conversations.macros import actions, variables
from keepword.conversations.macros.actions import Action
from keepword.conversations.models import Macro, MacroFile, MacroText
from keepword.events import log
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Team


class NothingInIt(ValueError):
    """No words, no files and no acts, or no name."""


class NotTheirs(ValueError):
    """Somebody else's macro, or one that is for administrators to change."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A macro as somebody wrote it. `texts` by language, BCP 47. `owner` for a private one, `team` for a team's,
    neither for everybody's."""

    name: str
    texts: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    owner: Agent | None = None
    team: Team | None = None
    actions: Sequence[Action] = ()


@transaction.atomic
def define(draft: Draft, *, by: Agent, files: Sequence[File] = ()) -> Macro:
    """Raises NothingInIt, NotTheirs, UnknownVariable, BadAction or BadTag."""
    macro = Macro(made_at=clock.now())
    _write(macro, draft=draft, by=by, has_files=bool(files))
    _add_files(macro, files=files)
    log.record("macro.defined", actor=by.as_actor, macro=macro.pk)
    return macro


@transaction.atomic
def change(macro: Macro, *, to: Draft, by: Agent, files: Sequence[File] = (), without: Sequence[int] = ()) -> None:
    """`files` come to those that it has, `without` are the ids of those that go. Raises what `define` raises."""
    Macro.objects.select_for_update().get(pk=macro.pk)
    if not macro.may_be_changed_by(by):
        raise NotTheirs
    macro.files.filter(pk__in=without).delete()
    _write(macro, draft=to, by=by, has_files=bool(files) or macro.files.exists())
    _add_files(macro, files=files)
    log.record("macro.changed", actor=by.as_actor, macro=macro.pk)


@transaction.atomic
def retire(macro: Macro, *, by: Agent) -> None:
    """Nobody is offered it any more; it can be brought back. Raises NotTheirs."""
    if not macro.may_be_changed_by(by):
        raise NotTheirs
    if Macro.objects.filter(pk=macro.pk, retired_at__isnull=True).update(retired_at=clock.now()):
        log.record("macro.retired", actor=by.as_actor, macro=macro.pk)


@transaction.atomic
def bring_back(macro: Macro, *, by: Agent) -> None:
    """Raises NotTheirs."""
    if not macro.may_be_changed_by(by):
        raise NotTheirs
    if Macro.objects.filter(pk=macro.pk, retired_at__isnull=False).update(retired_at=None):
        log.record("macro.brought_back", actor=by.as_actor, macro=macro.pk)


def _write(macro: Macro, *, draft: Draft, by: Agent, has_files: bool) -> None:
    texts = {language: storable(text).strip() for language, text in draft.texts.items()}
    texts = {language: text for language, text in texts.items() if text}
    macro.name, macro.folder = _line(draft.name)[:120], _line(draft.folder)[:80]
    macro.owner, macro.team = draft.owner, draft.team
    macro.actions = actions.written(draft.actions)
    if not macro.name or not (texts or macro.actions or has_files):
        raise NothingInIt
    if not macro.may_be_changed_by(by):
        raise NotTheirs
    for text in texts.values():
        variables.check(text, known=known_variables())
    macro.save()
    macro.texts.all().delete()
    MacroText.objects.bulk_create(MacroText(macro=macro, language=tag, text=text) for tag, text in texts.items())


def _line(text: str) -> str:
    return " ".join(storable(text).split())


def _add_files(macro: Macro, *, files: Sequence[File]) -> None:
    MacroFile.objects.bulk_create(
        MacroFile(
            macro=macro,
            name=storable(file.name)[:255] or "file",
            type=file.type[:120] or "application/octet-stream",
            size=len(file.content),
            path=keep(file.content),
        )
        for file in files
    )
