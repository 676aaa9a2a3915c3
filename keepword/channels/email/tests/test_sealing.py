import pytest

from keepword.channels.email.sealing import SealBroken, seal, unseal


def test_a_password_is_read_back_and_cannot_be_seen():
    sealed = seal("géheim 密码")
    assert unseal(sealed) == "géheim 密码"
    assert "heim" not in sealed
    assert seal("géheim 密码") != sealed


def test_under_another_secret_or_tampered_with_it_stays_shut(settings):
    sealed = seal("secret")
    with pytest.raises(SealBroken):
        unseal(sealed[:-5] + "AAAA=")
    settings.SECRET_KEY = "another secret that is long enough to be one"
    with pytest.raises(SealBroken):
        unseal(sealed)
