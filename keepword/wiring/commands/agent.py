"""`keepword agent add`."""

import argparse
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from keepword.people.models import Agent, Team
from keepword.people.models.agent import ADMINISTRATOR, AGENT
from keepword.wiring import ready
from keepword.wiring.passwords import password_from
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> None:
    password = password_from(options.password_file)
    try:
        validate_email(options.email)
        validate_password(password, Agent(email=options.email, name=options.name))
    except ValidationError as error:
        raise Refused(" ".join(error.messages), status=2) from error
    ready.prepare_database()
    if Agent.objects.filter(email__iexact=options.email).exists():
        raise Refused(f"There is an agent {options.email} already.")
    with transaction.atomic():
        role = ADMINISTRATOR if options.administrator else AGENT
        agent = Agent.objects.create_user(options.email, name=options.name, password=password, role=role)
        for name in options.team:
            agent.teams.add(Team.objects.get_or_create(name=name)[0])
    sys.stderr.write(f"{options.name} can sign in now.\n")
