"""What to beware of in a message, in words that say what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Promise] = {
    "new-participant": gettext_lazy(
        "This address did not take part before. Check that it belongs to the same matter before you answer it."
    ),
    "authentication-failed": gettext_lazy(
        "The sender may be forged: the mail did not pass the checks of its own domain. "
        "Do not send anything private before you know who it is."
    ),
    "look-alike-domain": gettext_lazy(
        "The sender's domain looks like another one that you know. Read it letter by letter."
    ),
    "unproved-address": gettext_lazy(
        "This came by the contact form, where anybody can type any address, and we knew the address before. "
        "Send nothing private until its owner has written by mail."
    ),
    "replies-elsewhere": gettext_lazy(
        "The sender asks for the answer at an address of another domain. It goes to the address that wrote."
    ),
    "answers-aside": gettext_lazy(
        "This answers a side conversation, but its address was not asked there. Check who it is before you answer."
    ),
    "imitates-agent": gettext_lazy("The sender uses the name of one of your colleagues, but writes from elsewhere."),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """`is_grave` for what may be an attack; the rest is about a mail that was hard to read."""

    words: str
    is_grave: bool


def warning_of(code: str) -> Caution:
    name = code.partition(":")[0].strip()
    if name in SENTENCES:
        return Caution(str(SENTENCES[name]), is_grave=True)
    if name == "card-removed":
        words = _("A card number was removed, for safety. Only its last four digits are kept.")
        return Caution(words, is_grave=False)
    if name == "erased":
        return Caution(_("The words were erased, because this person is to be forgotten."), is_grave=False)
    if name == "deleted":
        return Caution(
            _("The words were deleted: they were kept as long as was set, or somebody deleted them."), is_grave=False
        )
    if name == "files-deleted":
        return Caution(_("Its files were deleted: they were kept as long as was set."), is_grave=False)
    if name == "cut":
        words = _("This mail was too large to be taken in whole (%(sizes)s). Ask for the rest by another way.")
        return Caution(words % {"sizes": code.partition(":")[2].strip()}, is_grave=False)
    return Caution(_("About this mail: %(detail)s") % {"detail": code}, is_grave=False)
