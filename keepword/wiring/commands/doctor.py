"""`keepword doctor`: exit status 0 when all is well, 1 otherwise."""

import argparse
import sys

from keepword.wiring import doctoring


def run(options: argparse.Namespace) -> int:
    findings = doctoring.look()
    width = max(len(finding.about) for finding in findings)
    for finding in findings:
        mark = "ok  " if finding.is_well else "LOOK"
        sys.stdout.write(f"{mark}  {finding.about:{width}}  {finding.says}\n")
    return 0 if all(finding.is_well for finding in findings) else 1
