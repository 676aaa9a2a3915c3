"""As whom we answer: /settings/brand."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from keepword.brands.models import Brand
from keepword.web.fields import DeskForm
from keepword.web.people.admitting import AgentRequest, for_administrators
from keepword.web.settings.shell import settings_page


class BrandForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of your customers"), choices=settings.LANGUAGES)
    sender_name = forms.ChoiceField(
        label=_("Who writes to customers"),
        choices=[
            ("person_at_brand", _("A person at the brand: “Mina at Lantern Tea”")),
            ("person", _("A person: “Mina”")),
            ("brand", _("The brand: “Lantern Tea”")),
        ],
        help_text=_("The name that stands before the address of every answer."),
    )


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    """The first brand; an address for each follows when there are several."""
    brand = get_object_or_404(Brand.objects.order_by("id")[:1])
    form = BrandForm(request.POST or None, initial={name: getattr(brand, name) for name in BrandForm.base_fields})
    if request.method == "POST" and form.is_valid():
        Brand.objects.filter(pk=brand.pk).update(**form.cleaned_data)
        return redirect(f"{reverse('web:brand')}?saved=yes")
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/brand.html", tab="brand", context={"form": form}, status=status)
