import pytest

from tests import cast as stage


@pytest.fixture
def cast(db: None) -> stage.Cast:
    return stage.gather()
