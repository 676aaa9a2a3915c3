"""What lies in the bin belongs to its customer like everything else."""

import io
import zipfile

import pytest

from keepword.conversations.binning import put_in_bin
from keepword.conversations.models import Conversation
from keepword.privacy.erasing import erase
from keepword.privacy.exporting import export
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_a_persons_file_has_what_was_deleted_and_erasing_them_erases_it(cast):
    one = stage.conversation_of(cast)
    put_in_bin(one, by=cast.ruth)
    made = io.BytesIO()
    export(one.contact, to=made, by=cast.ruth, with_notes=True)
    with zipfile.ZipFile(made) as file:
        assert any(b"It was due on Monday." in file.read(name) for name in file.namelist())
    erase(one.contact, by=cast.ruth)
    kept = Conversation.objects.get(pk=one.pk)
    assert (kept.status, kept.subject, kept.delete_at) == ("deleted", "", None)
