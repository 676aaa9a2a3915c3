"""Tags as a file."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.conversations.models import Tag
from keepword.conversations.models.conversation import TAG_COLOURS
from keepword.conversations.tag_care import add, change
from keepword.conversations.tagging import LENGTH, BadTag, clean
from keepword.kit.tables import Line
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_TAGS
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong


class Tags:
    name = "tags"
    tab = "tags"
    title = gettext_lazy("Tags")
    permission = MANAGE_TAGS
    columns: Sequence[Column] = (
        Column("name", gettext_lazy("The word itself."), is_needed=True),
        Column("colour", gettext_lazy("One of red, orange, green, blue and purple.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        tags = Tag.objects.in_use().order_by("name")  # house: tags are words of the whole organisation
        yield from tags.values_list("name", "colour")

    def key_of(self, line: Line) -> str:
        return " ".join(line.cells.get("name", "").split()).casefold()

    def deed(self, line: Line, *, by: Agent) -> Deed:
        colour = line.cells.get("colour", "").lower()
        if colour and colour not in TAG_COLOURS:
            known = {"known": ", ".join(TAG_COLOURS)}
            raise Wrong("colour", _("There is no such colour. Choose among %(known)s.") % known)
        try:
            name = clean(line.cells["name"])
        except BadTag as error:
            raise Wrong("name", _("A tag has 1 to %(most)s letters.") % {"most": LENGTH}) from error
        tag = Tag.objects.filter(name=name).first()  # house: as above
        if tag is None:
            return Deed(ADD, name, lambda: add(name, colour=colour, by=by.as_actor))
        if tag.merged_into_id:
            raise Wrong("name", _("This word was given up for another tag."))
        if colour in ("", tag.colour):
            return Deed(SAME, name)
        return Deed(CHANGE, name, lambda: change(tag, name=name, colour=colour, by=by.as_actor))


TAGS = Tags()
