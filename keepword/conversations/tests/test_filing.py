import pytest
from django.core.files.storage import default_storage

from keepword.conversations.filing import keep


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": str(tmp_path)}}
    }


def read(path):
    with default_storage.open(path) as file:
        return file.read()


def test_the_same_bytes_are_kept_once():
    assert keep(b"invoice") == keep(b"invoice")
    assert read(keep(b"invoice")) == b"invoice"
    assert keep(b"another") != keep(b"invoice")


def test_a_file_that_a_crash_left_half_written_is_written_again():
    path = keep(b"the whole invoice")
    with open(default_storage.path(path), "wb") as file:  # noqa: PTH123
        file.write(b"the who")
    assert read(keep(b"the whole invoice")) == b"the whole invoice"
