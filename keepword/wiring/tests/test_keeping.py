"""A backup is unpacked where it may be, and nowhere else."""

import io
import tarfile
from pathlib import Path

import pytest

from keepword.wiring.keeping import _extract
from keepword.wiring.refusing import Refused


def test_files_are_unpacked(tmp_path: Path):
    _extract(_tar(tarfile.TarInfo("files/a")), into=tmp_path)
    assert (tmp_path / "files" / "a").read_bytes() == b""


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "files/../../outside"])
def test_a_file_that_would_land_elsewhere_is_refused(name: str, tmp_path: Path):
    with pytest.raises(Refused, match="elsewhere"):
        _extract(_tar(tarfile.TarInfo(name)), into=tmp_path / "aside")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_what_is_no_plain_file_is_refused(kind: bytes, tmp_path: Path):
    member = tarfile.TarInfo("files/a")
    member.type, member.linkname = kind, "/etc/passwd"
    with pytest.raises(Refused, match="elsewhere"):
        _extract(_tar(member), into=tmp_path)


def _tar(member: tarfile.TarInfo) -> tarfile.TarFile:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        tar.addfile(member)
    file.seek(0)
    return tarfile.open(fileobj=file)
