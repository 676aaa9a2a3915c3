"""What is said at once to whoever writes: /settings/acknowledgements, one page an inbox."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keepword.brands.pages import REACH, page_of
from keepword.conversations.models import Inbox
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.hours.saying import say_instant
from keepword.kit import clock
from keepword.kit.languages import code_of, tag_of
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.promises.models import Acknowledgement, OwnWording
from keepword.promises.receipts.phrasing import brand_zone, said_hours
from keepword.promises.stating.finding import find
from keepword.promises.wording.letter import VARIABLES, Facts, UnknownVariable, built_in, check, own
from keepword.promises.wording.rewording import LONGEST, TooLong, reword, switch
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would leave, to a customer who wrote just now."""

    text: str
    language: str
    direction: str


class WordingForm(DeskForm):
    """`language` is that of the words, a tag."""

    text = forms.CharField(
        label=_("Your own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Empty for ours. A line that names what is not known, such as {when}, is left out."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def clean_text(self) -> str:
        """A time that always stands there is meant only sometimes: the one that can be is {when}."""
        text: str = self.cleaned_data["text"]
        stated = find(text, now=clock.now(), language=self.language)
        if stated:
            words = _("“%(said)s” is a time that you cannot always keep. Write {when}: it says one that you can.")
            raise forms.ValidationError(words % {"said": stated[0].text})
        try:
            check(text)
        except UnknownVariable as unknown:
            known = ", ".join(f"{{{name}}}" for name in VARIABLES)
            words = _("There is nothing called {%(name)s}. You can use %(known)s.")
            raise forms.ValidationError(words % {"name": unknown.name.strip("{}"), "known": known}) from unknown
        return text


@for_agents(may=MANAGE_SETTINGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    pager = paged(request, Inbox.objects.visible_to(request.user).order_by("id"))
    off = set(Acknowledgement.objects.filter(is_on=False).values_list("inbox_id", flat=True))
    context = {"inboxes": [(inbox, inbox.pk not in off) for inbox in pager.rows], "pager": pager}
    return settings_page(request, "web/settings/acknowledgements/list.html", tab="acknowledgements", context=context)


@for_agents(may=MANAGE_SETTINGS)
@require_POST
def activity(request: AgentRequest, number: int) -> HttpResponse:
    inbox = get_object_or_404(Inbox.objects.visible_to(request.user), pk=number)
    switch(inbox, is_on=request.POST.get("on") == "yes", by=request.user.as_actor)
    return redirect("web:acknowledgements")


@for_agents(may=MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: AgentRequest, number: int) -> HttpResponse:
    inbox = get_object_or_404(Inbox.objects.visible_to(request.user).select_related("brand"), pk=number)
    language = tag_of(code_of(request.GET.get("language", "")) or code_of(inbox.brand.language) or "en")
    known = OwnWording.objects.filter(inbox=inbox, language=language).first()
    form = WordingForm(request.POST or None, language=language, initial={"text": known.text if known else ""})
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            reword(inbox, language=language, text=form.cleaned_data["text"], by=request.user.as_actor)
        except TooLong:
            form.add_error("text", _("This is too long for a receipt."))
        else:
            page = reverse("web:acknowledgement", args=[inbox.pk])
            return redirect(f"{page}?language={language}&saved=yes")
    return _page(request, inbox=inbox, language=language, form=form)


def _page(request: AgentRequest, *, inbox: Inbox, language: str, form: WordingForm) -> HttpResponse:
    is_wrong = form.is_bound and bool(form.errors)
    text = form.cleaned_data.get("text", "") if form.is_bound else str(form.initial["text"])
    context: dict[str, Any] = {
        "form": form,
        "inbox": inbox,
        "language_now": language,
        "choices": [(tag_of(code), name) for code, name in settings.LANGUAGES],
        "variables": VARIABLES,
        "preview": None if is_wrong else preview(inbox, language=language, text=text),
    }
    name = "web/settings/acknowledgements/show.html"
    return settings_page(request, name, tab="acknowledgements", context=context, status=422 if is_wrong else 200)


def preview(inbox: Inbox, *, language: str, text: str) -> Preview:
    """With our own words where `text` is empty. The time in it is an example."""
    now, in_force = clock.now(), hours_of_inbox(inbox)
    zone = brand_zone(in_force)
    with translation.override(code_of(language) or "en"):
        facts = Facts(
            voice=inbox.brand.voice,
            brand=inbox.brand.name,
            name="Kim Min-ji",
            people="Mina",
            when=say_instant(now + timedelta(hours=20), now=now, language=language, zone=zone),
            hours=said_hours(in_force, now=now, language=language, zone=""),
            reference="K3PW4RD",
            reach=page_of(inbox.brand, name=REACH),
        )
        made = own(text, facts=facts) if text.strip() else built_in(facts)
        return Preview(made, language, "rtl" if get_language_bidi() else "ltr")
