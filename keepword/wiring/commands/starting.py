"""The command that starts what a command has just made."""

import argparse
import shlex


def serve(options: argparse.Namespace) -> str:
    """Ready to be typed, with the folder where it is not the usual one: without it, another would be opened."""
    words = ["keepword", "serve", *(["--data", options.data] if options.data else [])]
    return shlex.join(words)
