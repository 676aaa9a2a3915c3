"""Print what was measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `cpu_ms` is the server's, `limit_ms` the raw SQL of the same rows where there is one; None where it
    does not apply."""

    what: str
    engine: str
    size: int
    value: float
    unit: str
    p95: float | None = None
    cpu_ms: float | None = None
    limit_ms: float | None = None


HEAD = ("what", "engine", "conversations", "median", "", "p95", "server CPU ms", "raw SQL ms")


def as_table(rows: list[Row]) -> str:
    """A table of plain text, aligned for reading and good enough as Markdown."""
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        row.engine,
        f"{row.size:,}" if row.size else "",
        _number(row.value),
        row.unit,
        _number(row.p95),
        _number(row.cpu_ms),
        _number(row.limit_ms),
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
