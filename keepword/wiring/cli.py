"""The one program `keepword`: read the words, load the settings, run the command, leave with its exit status."""

import os
import sys
from importlib import import_module

import django

from keepword.wiring import arguments, leaving_out
from keepword.wiring.refusing import Refused

SERVING = {"serve", "web", "work"}
WITHOUT_SETTINGS = {"mail", "hours"}  # read files only: need no data folder, no database and no set-up


def main(words: list[str] | None = None) -> None:
    """Run one command. Errors that are a sentence for people go to stderr; all others are ours and keep their
    traceback."""
    options = arguments.parser().parse_args(words)
    if getattr(options, "data", None):
        os.environ["KEEPWORD_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keepword.wiring.settings")
    try:
        if options.command not in WITHOUT_SETTINGS:
            leaving_out.sql_reader()
            leaving_out.test_tools()
            django.setup()
        if options.command in SERVING:
            leaving_out.uvicorns_program()
        status = import_module(f"keepword.wiring.commands.{options.command}").run(options)
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        status = 0
    except Refused as refusal:
        sys.stderr.write(f"keepword: {refusal}\n")
        status = refusal.status
    sys.exit(status or 0)
