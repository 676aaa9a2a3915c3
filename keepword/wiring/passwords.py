"""Read a password from the first line of a file, never from the command line: others could see it there."""

from pathlib import Path

from keepword.wiring.refusing import Refused


def password_from(file: str) -> str:
    """Raises Refused."""
    try:
        lines = Path(file).read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"--password-file: cannot read {file}: {error}") from error
    if not lines or not lines[0].strip():
        raise Refused(f"--password-file: the first line of {file} is empty; it should be the password.")
    return lines[0].strip()
