"""The folders that are named by settings."""

import pytest

from keepword.wiring.environment import SettingError, data_folder, files_folder


@pytest.mark.parametrize(
    ("name", "read"), [("KEEPWORD_DATA", data_folder), ("KEEPWORD_FILES", lambda env: files_folder(env, data=None))]
)
def test_a_folder_that_cannot_be_had_is_said_at_the_start(tmp_path, name, read):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match=f"{name}: cannot make the folder"):
        read({name: str(tmp_path / "file" / "deeper")})


def test_files_lie_in_the_data_folder_or_where_they_are_told_to(tmp_path):
    assert files_folder({}, data=tmp_path) == tmp_path / "files"
    there = tmp_path / "shared" / "files"
    assert files_folder({"KEEPWORD_FILES": str(there)}, data=tmp_path) == there
    assert there.stat().st_mode & 0o077 == 0
