"""`keepword setup`: what the set-up page does."""

import argparse
import sys

from django.conf import settings

from keepword.conversations.founding import AlreadyFounded, Founding, found
from keepword.wiring import ready
from keepword.wiring.commands.starting import serve
from keepword.wiring.passwords import password_from
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> None:
    if options.language not in dict(settings.LANGUAGES):
        raise Refused(f"--language: expected one of {', '.join(dict(settings.LANGUAGES))}.")
    founding = Founding(
        organisation=options.organisation,
        brand=options.brand or options.organisation,
        language=options.language,
        time_zone=options.time_zone,
        inbox=options.inbox,
        admin_name=options.admin_name or options.admin.partition("@")[0],
        admin_email=options.admin,
        password=password_from(options.password_file),
        hours=options.hours,
    )
    faults = founding.faults()
    if faults:
        raise Refused("; ".join(f"{field}: {fault}" for field, fault in faults.items()), status=2)
    ready.prepare_database()
    try:
        found(founding)
    except AlreadyFounded as error:
        raise Refused("This database is set up already. Add people with: keepword agent add") from error
    sys.stderr.write(f"{options.organisation} is set up. Start it with: {serve(options)}\n")
