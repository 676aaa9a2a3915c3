"""Own fields as a file: the set-up, not what is known in them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.brands.models import Brand
from keepword.conversations.fields.defining import BadField, Draft, change, define
from keepword.conversations.fields.kinds import SAYS_NO, SAYS_YES, fold
from keepword.conversations.models import OwnField
from keepword.conversations.models.own_field import ABOUT, KINDS
from keepword.kit.tables import Line
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong


class OwnFields:
    name = "own-fields"
    tab = "own-fields"
    title = gettext_lazy("Fields")
    permission = MANAGE_SETTINGS
    columns: Sequence[Column] = (
        Column("name", gettext_lazy("As people read it."), is_needed=True),
        Column("about", gettext_lazy("What it is asked of: contact, company or conversation."), is_needed=True),
        Column("key", gettext_lazy("Its word for programs. It tells fields apart and cannot be changed here.")),
        Column("kind", gettext_lazy("Such as text, number or date; text when it is left out.")),
        Column("choices", gettext_lazy("For lists, separated by commas.")),
        Column("hint", gettext_lazy("A sentence below the name.")),
        Column("needed", gettext_lazy("Yes or no.")),
        Column("brand", gettext_lazy("A brand's name; all brands when it is left out.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        fields = OwnField.objects.in_use()  # house: set-up of the whole organisation
        for one in fields.select_related("brand").in_order():
            needed, brand = "yes" if one.is_required else "no", one.brand.name if one.brand else ""
            yield one.name, one.about, one.key, one.kind, ", ".join(one.choices), one.hint, needed, brand

    def key_of(self, line: Line) -> str:
        cells = line.cells
        return f"{cells.get('about', '').lower()} {cells.get('key', '') or cells.get('name', '').casefold()}"

    def deed(self, line: Line, *, by: Agent) -> Deed:
        draft = _draft(line)
        field = _known(draft)
        if field is None:
            _demand(draft)
            return Deed(ADD, draft.name, lambda: _do(draft, field=None, by=by))
        if draft.kind != field.kind and line.cells.get("kind"):
            raise Wrong("kind", _("What stands in a field cannot be changed. Put it away and add another."))
        if field.retired_at is not None:
            raise Wrong("name", _("This field was put away. Bring it back first."))
        if _is_same(field, draft=draft):
            return Deed(SAME, field.name)
        return Deed(CHANGE, field.name, lambda: _do(draft, field=field, by=by))


def _draft(line: Line) -> Draft:
    cells = line.cells
    about, kind = cells["about"].lower(), cells.get("kind", "").lower() or "text"
    if about not in ABOUT:
        raise Wrong("about", _("Choose among %(known)s.") % {"known": ", ".join(ABOUT)})
    if kind not in KINDS:
        raise Wrong("kind", _("Choose among %(known)s.") % {"known": ", ".join(KINDS)})
    needed = fold(cells.get("needed", "")) or "no"
    if needed not in SAYS_YES | SAYS_NO:
        raise Wrong("needed", _("Write yes or no."))
    return Draft(
        name=cells["name"],
        about=about,
        kind=kind,
        key=cells.get("key", "").lower(),
        hint=cells.get("hint", ""),
        choices=cells.get("choices", "").split(","),
        is_required=needed in SAYS_YES,
        brand=_brand(cells.get("brand", "")),
    )


def _brand(name: str) -> Brand | None:
    found = Brand.objects.filter(name__iexact=name).first() if name else None
    if name and found is None:
        raise Wrong("brand", _("There is no brand “%(name)s”.") % {"name": name})
    return found


def _known(draft: Draft) -> OwnField | None:
    fields = OwnField.objects.filter(about=draft.about)  # house: as above
    if draft.key:
        return fields.filter(key=draft.key).first()
    return fields.in_use().filter(name__iexact=draft.name).first()


def _is_same(field: OwnField, *, draft: Draft) -> bool:
    choices = [word for text in draft.choices if (word := " ".join(text.split()))]
    now = (field.name, field.hint, field.is_required, field.brand_id, field.choices)
    brand = draft.brand.pk if draft.brand else None
    return now == (draft.name, draft.hint, draft.is_required, brand, choices)


def _demand(draft: Draft) -> None:
    """What a trial can say before anything is done."""
    if draft.kind in ("choice", "choices") and not any(word.strip() for word in draft.choices):
        raise Wrong("choices", _("Write at least one choice."))


def _do(draft: Draft, *, field: OwnField | None, by: Agent) -> None:
    try:
        if field is None:
            define(draft, by=by.as_actor)
        else:
            change(field, to=draft, by=by.as_actor)
    except BadField as error:
        column = {"taken": "name", "key_taken": "key"}.get(error.why, error.why)
        raise Wrong(column, _("This cannot be as it stands here.")) from error


OWN_FIELDS = OwnFields()
