"""Styles and scripts under names that change with their content, compressed once, so that browsers keep them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

import keepword


class Storage(CompressedManifestStaticFilesStorage):
    """Falls back to plain names where nothing was collected, as in tests."""

    manifest_strict = False
    support_js_module_import_aggregation = True

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
    digest = hashlib.sha256(keepword.__version__.encode())
    for _prefix, folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            stat = path.stat()
            digest.update(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
