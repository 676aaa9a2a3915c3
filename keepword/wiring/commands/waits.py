"""`keepword waits backtest`: would the published waits have held?"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from statistics import median

from keepword.promises.waits.backtesting import replay_own, replay_world
from keepword.promises.waits.scoring import Score
from keepword.promises.waits.worlds.catalogue import WORLDS
from keepword.wiring import ready
from keepword.wiring.refusing import Refused

HEAD = ("world", "channel", "n", "coverage", "special days", "width", "oracle", "ratio")


@dataclass(frozen=True, slots=True)
class Row:
    """`world` is "" and `seed` None for this installation's own history."""

    world: str
    seed: int | None
    score: Score


def run(options: argparse.Namespace) -> None:
    if options.world and options.world not in WORLDS:
        raise Refused(f"--world: expected one of {', '.join(WORLDS)}.", status=2)
    rows = list(_rows(options))
    if not rows:
        raise Refused("There is no history to replay yet. Try a made-up world: --world steady, or --all.")
    if options.json:
        sys.stdout.write(json.dumps([_as_json(row) for row in rows]) + "\n")
    else:
        sys.stdout.write(_table(_together(rows)))


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    names = list(WORLDS) if options.all else [options.world] if options.world else []
    if not names:
        ready.prepare_database()
        yield from (Row("", None, score) for score in replay_own())
    for name in names:
        for seed in range(options.seed, options.seed + options.seeds):
            yield from (Row(name, seed, score) for score in replay_world(name, seed=seed))


def _as_json(row: Row) -> dict[str, object]:
    told = {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(row.score).items()}
    return told if row.seed is None else {"world": row.world, "seed": row.seed, **told}


def _together(rows: list[Row]) -> list[tuple[str, ...]]:
    """One line for each world and channel; over several seeds the median, and the worst behind a stroke."""
    alike: dict[tuple[str, str], list[Score]] = {}
    for row in rows:
        alike.setdefault((row.world, row.score.channel), []).append(row.score)
    return [_line(world, channel, found) for (world, channel), found in alike.items()]


def _line(world: str, channel: str, found: list[Score]) -> tuple[str, ...]:
    special = [score.special for score in found if score.special is not None]
    return (
        world,
        channel,
        str(sum(score.n for score in found)),
        _both([score.coverage for score in found], worst=min, form="{:.1%}"),
        _both(special, worst=min, form="{:.1%}") if special else "",
        f"{median(score.width_seconds for score in found) / 60:.0f} min",
        f"{median(score.oracle_width_seconds for score in found) / 60:.0f} min",
        _both([score.ratio for score in found], worst=max, form="{:.2f}"),
    )


def _both(values: list[float], *, worst: Callable[[list[float]], float], form: str) -> str:
    middle = form.format(median(values))
    return middle if len(values) == 1 else f"{middle} / {form.format(worst(values))}"


def _table(lines: list[tuple[str, ...]]) -> str:
    whole = [HEAD, *lines]
    widths = [max(len(line[place]) for line in whole) for place in range(len(HEAD))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in whole
    )
