"""A certificate that was renewed is used without a restart."""

import shutil
import ssl

import pytest

from keepword.channels.email import certificates
from keepword.channels.email.certificates import Renewed
from tests.services.certificates import make_certificate


@pytest.fixture
def made(tmp_path):
    return make_certificate(tmp_path)


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch):
    monkeypatch.setattr(certificates, "LOOK_EVERY", 0.0)


def renew(made, tmp_path, *, names):
    folder = tmp_path / "new"
    folder.mkdir(exist_ok=True)
    new = make_certificate(folder)
    for name in names:
        shutil.copy(getattr(new, name), getattr(made, name))


def test_a_renewed_certificate_serves_the_next_connection(made, tmp_path):
    seal = Renewed((made.certificate, made.key))
    before = seal.context()
    assert seal.context() is before
    renew(made, tmp_path, names=["certificate", "key"])
    assert seal.context() is not before


def test_half_a_renewal_changes_nothing_until_the_other_half_is_there(made, tmp_path):
    seal = Renewed((made.certificate, made.key))
    before = seal.context()
    renew(made, tmp_path, names=["certificate"])
    assert seal.context() is before
    made.key.unlink()
    assert seal.context() is before
    renew(made, tmp_path, names=["certificate", "key"])
    assert seal.context() is not before


def test_a_certificate_that_was_never_right_is_refused_at_start(tmp_path):
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("nothing")
    with pytest.raises(ssl.SSLError):
        Renewed((nonsense, nonsense))
