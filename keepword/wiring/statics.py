"""Styles and scripts under names that change with their content, compressed once, so that browsers keep them."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

import keepword

BOUND_TOGETHER = {str(Path("web/css/keepword.css"))}
IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


def bind(sheet: Path) -> None:
    """Put the files that a style sheet imports into it, each in its layer: one request instead of thirty."""
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(
        IMPORT.sub(lambda found: f"@layer {found[2]} {{\n{(sheet.parent / found[1]).read_text('utf-8')}}}", text),
        encoding="utf-8",
    )


class Storage(CompressedManifestStaticFilesStorage):
    """Falls back to plain names where nothing was collected, as in tests."""

    manifest_strict = False
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Django hashes what it finds in the sources, so it is told to look at the bound sheet instead."""
        bound = {name: (self, name) for name in paths if name in BOUND_TOGETHER}
        if not dry_run:
            for name in bound:
                bind(Path(self.path(name)))
        yield from super().post_process(paths | bound, dry_run, **options)

    def stored_name(self, name: str) -> str:
        known: str | None = self.hashed_files.get(self.hash_key(name))
        return known or name


def collect_if_changed() -> None:
    """Collect once for each state of the files; a second start only looks at their names, sizes and times."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    state = _state()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)


def _state() -> str:
    digest = hashlib.sha256(keepword.__version__.encode() + Path(__file__).read_bytes())
    for _prefix, folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            stat = path.stat()
            digest.update(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
