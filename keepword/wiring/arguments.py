"""The words of the command line, all on one screen. What a command does is in `commands/<its name>.py`."""

import argparse
from pathlib import Path
from typing import Any

import keepword

Commands = Any  # argparse keeps the type of its sub-parsers to itself


def parser() -> argparse.ArgumentParser:
    """Every command leaves its name in `command`; those with a second word leave it in `what`."""
    whole = argparse.ArgumentParser(prog="keepword", description="Customer service that keeps its word.")
    whole.add_argument("--version", action="version", version=keepword.__version__)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _running(commands)
    _setting_up(commands)
    _mailing(commands)
    _trying(commands)
    _keeping(commands)
    return whole


def _running(commands: Commands) -> None:
    serve = _command(commands, "serve", "Everything in one: web, live streams, worker, schedule and mail listener.")
    _listen(serve)
    _mail_port(serve)
    serve.add_argument("--demo", action="store_true", help="fill an empty database with a small lively shop")
    _listen(_command(commands, "web", "Only the web and the live streams."))
    work = _command(commands, "work", "Only the worker, the schedule and the mail listener.")
    work.add_argument("--host", default="127.0.0.1", help="address to listen on for mail (default: 127.0.0.1)")
    _mail_port(work)


def _setting_up(commands: Commands) -> None:
    setup = _command(commands, "setup", "What the set-up page does.")
    setup.add_argument("--organisation", required=True, metavar="NAME")
    setup.add_argument("--brand", metavar="NAME", help="default: the name of the organisation")
    setup.add_argument("--inbox", required=True, metavar="ADDRESS", help="where customers write to")
    setup.add_argument("--admin", required=True, metavar="EMAIL", help="the first administrator signs in with this")
    setup.add_argument("--admin-name", metavar="NAME", help="default: what stands before the @")
    setup.add_argument("--language", default="en", help="default: en")
    setup.add_argument("--time-zone", default="UTC", help="default: UTC")
    setup.add_argument(
        "--hours",
        default="weekdays",
        choices=["weekdays", "daily", "always"],
        help="open 9 to 18 on weekdays or every day, or always (default: weekdays)",
    )
    _password_file(setup)

    agent = _second_word(commands, "agent", "Agents.").add_parser("add", help="add an agent")
    _data(agent)
    agent.add_argument("--email", required=True)
    agent.add_argument("--name", required=True)
    agent.add_argument("--administrator", action="store_true")
    agent.add_argument("--team", action="append", default=[], metavar="NAME", help="may be given several times")
    _password_file(agent)

    token = _second_word(commands, "token", "Keys for programs.").add_parser(
        "add", help="print a new key, and no more"
    )
    _data(token)
    token.add_argument("--agent", required=True, metavar="EMAIL")
    token.add_argument("--name", default="", help="what it is for")


def _mailing(commands: Commands) -> None:
    receive = _command(commands, "receive", "Take in one mail from standard input.")
    receive.add_argument("--inbox", required=True, metavar="ADDRESS")
    receive.add_argument("--sender", metavar="ADDRESS", help="the envelope's sender, '' when it has none")
    mail = _second_word(commands, "mail", "Mails.").add_parser("parse", help="print what mails say, as JSON")
    _data(mail)
    mail.add_argument("paths", nargs="+", type=Path, metavar="FILE|DIR")
    mail.add_argument("--jsonl", action="store_true", help="one JSON object a line (default: indented)")


def _trying(commands: Commands) -> None:
    _promises(commands)
    hours = _second_word(commands, "hours", "Opening hours.").add_parser(
        "check", help="answer questions about business time, and count the right answers"
    )
    _data(hours)
    hours.add_argument("calendars", type=Path, metavar="CALENDARS.json")
    hours.add_argument("vectors", type=Path, metavar="VECTORS.jsonl")
    _waits(commands)
    demo = _command(commands, "demo", "Fill an empty database with a shop's conversations.")
    demo.add_argument("--conversations", type=int, default=200, metavar="N", help="default: 200")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same world")
    bench = _command(commands, "bench", "Measure speed and print it as a table.")
    bench.add_argument("--sizes", default="1000,10000,100000", help="conversations, default: 1000,10000,100000")
    bench.add_argument("--engines", default="sqlite,postgresql", help="default: sqlite,postgresql")
    bench.add_argument("--only", default="", metavar="WORD,…", help="only rows whose name holds one of these words")
    bench.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _waits(commands: Commands) -> None:
    waits = _second_word(commands, "waits", "Published waits.").add_parser(
        "backtest", help="replay history, or a made-up world, and see whether the waits that are told would have held"
    )
    _data(waits)
    worlds = waits.add_mutually_exclusive_group()
    worlds.add_argument("--world", metavar="NAME", help="a made-up one (default: this installation's history)")
    worlds.add_argument("--all", action="store_true", help="all made-up worlds")
    waits.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same world")
    waits.add_argument("--seeds", type=int, default=1, metavar="N", help="so many seeds from --seed on (default: 1)")
    waits.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _promises(commands: Commands) -> None:
    promises = _second_word(commands, "promises", "Promises, waits and clocks.")
    _data(promises.add_parser("rebuild", help="make waits and clocks anew from the log and the messages"))
    found = promises.add_parser("find", help="print the times that a text on standard input promises, as JSON lines")
    _data(found)
    found.add_argument("--zone", default="UTC", help="the customer's time zone (default: UTC)")
    found.add_argument("--now", default="", metavar="MOMENT", help="when it is said, in ISO 8601 (default: now)")
    found.add_argument("--language", default="", help="the customer's language, such as ko (default: by the script)")


def _keeping(commands: Commands) -> None:
    backup = _command(commands, "backup", "Write database, files and secret to one file.")
    backup.add_argument("file")
    restore = _command(commands, "restore", "Bring a backup back into an empty data folder and database.")
    restore.add_argument("file")
    _command(commands, "doctor", "Look at everything and say what is wrong and what to do.")


def _command(commands: Commands, name: str, says: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=says, description=says)
    _data(command)
    return command


def _second_word(commands: Commands, name: str, says: str) -> Commands:
    command = commands.add_parser(name, help=says, description=says)
    return command.add_subparsers(dest="what", metavar="WHAT", required=True)


def _data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", metavar="DIR", help="the folder of everything that is kept (default: ./data)")


def _listen(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    command.add_argument("--port", type=_port, default=8000, help="port of the web (default: 8000)")


def _mail_port(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mail-port", type=_port, default=8025, help="port for incoming mail, 0 for none (8025)")


def _password_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("--password-file", required=True, metavar="FILE", help="its first line is the password")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"expected a number up to 65535, not “{text}”")
    return int(text)
