"""format=flowed (RFC 3676): lines that a mail program wrapped become paragraphs again."""


def unflow(text: str, *, delete_space: bool) -> str:
    """`text` with soft line breaks undone, quote depth by quote depth. delete_space: the DelSp parameter; languages
    without blanks between words (Chinese, Japanese) use it."""
    lines: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        soft = content.endswith(" ") and content != "-- "
        if soft and delete_space:
            content = content[:-1]
        if open_depth == depth and content != "-- ":
            lines[-1].append(content)
        else:
            lines.append([f"{'>' * depth} {content}" if depth else content])
        open_depth = depth if soft else None
    return "\n".join(map("".join, lines))
