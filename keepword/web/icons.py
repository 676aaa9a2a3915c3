"""`icon('send')` in templates: a picture of the sprite. A page shows some eighty."""

from functools import lru_cache

from django.templatetags.static import static
from markupsafe import Markup

KEPT = 512  # kinds of pictures and their additions


@lru_cache(KEPT)
def icon(name: str, more: str = "") -> Markup:
    """`more` are further classes: "small", "turns" (mirrored where one reads from the right). Not read aloud."""
    form = Markup('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>')
    return form.format(more, static("web/images/icons.svg"), name)
