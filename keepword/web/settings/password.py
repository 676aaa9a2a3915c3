"""A new password: /settings/password."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keepword.events import log
from keepword.people.accounts.sessions import end_others
from keepword.web.fields import dress
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.pressing import once_a_page
from keepword.web.settings.shell import settings_page


class PasswordForm(PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for field in self.fields.values():
            dress(field)
            field.widget.attrs.pop("autofocus", None)
        # Django's own help is a list in HTML; a hint is a sentence.
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())


@sensitive_post_parameters()
@for_agents
@require_http_methods(["GET", "HEAD", "POST"])
@once_a_page
def show(request: AgentRequest) -> HttpResponse:
    """Every other session of the agent ends; this one stays."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _change(request, form=form)
        return redirect(f"{reverse('web:password')}?saved=yes")
    status = 422 if form.is_bound else 200
    return settings_page(request, "web/settings/password.html", tab="password", context={"form": form}, status=status)


@transaction.atomic
def _change(request: AgentRequest, *, form: PasswordForm) -> None:
    by = request.user.as_actor
    update_session_auth_hash(request, form.save())
    log.record("agent.password_changed", actor=by, agent=request.user.pk)
    end_others(request.user, here=request.session.session_key, by=by)
