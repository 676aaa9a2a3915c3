"""The first day: an organisation, its brand, its first inbox and its first administrator."""

import zoneinfo
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from keepword.brands.models import Brand, Organisation
from keepword.conversations.first_hours import open_at
from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.models.agent import ADMINISTRATOR


class AlreadyFounded(Exception):
    """There is an organisation: the set-up is over for good."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the set-up asks. `language` is one of settings.LANGUAGES, `time_zone` an IANA name, `hours` one of
    first_hours.FIRST_HOURS, "" to set none."""

    organisation: str
    brand: str
    language: str
    time_zone: str
    inbox: str
    admin_name: str
    admin_email: str
    password: str
    hours: str = ""

    def faults(self) -> dict[str, str]:
        """What is wrong, by field, in the reader's language; empty when all is well."""
        found = {}
        for field in ("organisation", "brand", "admin_name"):
            if not getattr(self, field).strip():
                found[field] = _("Please fill this in.")
        for field in ("inbox", "admin_email"):
            if not _is_address(getattr(self, field)):
                found[field] = _("This is not an e-mail address. It should look like help@example.com.")
        if self.time_zone not in zoneinfo.available_timezones():
            found["time_zone"] = _("This time zone is not known. Choose one of the list.")
        try:
            validate_password(self.password, Agent(email=self.admin_email, name=self.admin_name))
        except ValidationError as error:
            found["password"] = " ".join(error.messages)
        return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def is_founded() -> bool:
    return Organisation.objects.exists()


@transaction.atomic
def found(founding: Founding) -> Agent:
    """Make all of it, once. Raises AlreadyFounded, and ValueError when `faults()` were not looked at."""
    if founding.faults():
        raise ValueError("The set-up has faults.")
    if is_founded():
        raise AlreadyFounded
    organisation = Organisation.objects.create(
        id=1,
        name=founding.organisation.strip(),
        language=founding.language,
        time_zone=founding.time_zone,
        created_at=clock.now(),
    )
    brand = Brand.objects.create(
        name=founding.brand.strip(), slug=slugify(founding.brand)[:60] or "brand", language=founding.language
    )
    Inbox.objects.create(name=founding.brand.strip(), address=founding.inbox.strip(), brand=brand)
    agent = Agent.objects.create_user(
        founding.admin_email,
        name=founding.admin_name,
        password=founding.password,
        role=ADMINISTRATOR,
        language=founding.language if founding.language in ("en", "zh-hans", "ko") else "en",
        time_zone=founding.time_zone,
    )
    log.record("organisation.founded", actor=agent.as_actor)
    if founding.hours:
        open_at(founding.hours, organisation=organisation, by=agent.as_actor)
    return agent
