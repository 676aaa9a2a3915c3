"""`keepword mail parse`: print what mails say."""

import argparse
import json
import sys
from pathlib import Path

from keepword.channels.email.printing import parse_files
from keepword.wiring.refusing import Refused


def run(options: argparse.Namespace) -> None:
    missing = [path for path in options.paths if not Path(path).exists()]
    if missing:
        raise Refused(f"There is no {missing[0]}.", status=2)
    indent = None if options.jsonl else 2
    for told in parse_files(options.paths):
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=indent) + "\n")
