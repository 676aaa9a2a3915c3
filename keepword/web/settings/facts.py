"""What was just done and can be undone: the page that follows names its fact in the address."""

from django.http import HttpRequest

from keepword.events.models import Event


def fact_of(request: HttpRequest, *, name: str) -> Event | None:
    """The fact of this name that the address or the form names as `fact`, None when it names none. For
    facts about settings alone: they are not filtered by who may see them."""
    number = request.POST.get("fact") or request.GET.get("fact") or ""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Event.objects.filter(pk=int(number), name=name).first()
