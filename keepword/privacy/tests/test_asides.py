"""What was said beside a conversation is in the file of the person."""

import json
import zipfile
from io import BytesIO

import pytest

from keepword.conversations.asides.beginning import Wanted, begin
from keepword.privacy.exporting import export
from tests import cast as stage
from tests.outside import answer_to, arrive


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("with_notes", "kinds"), [(False, ["outward", "inward"]), (True, ["outward", "inward", "internal"])]
)
def test_it_is_in_the_file_of_the_person(with_notes, kinds):
    cast = stage.gather()
    conversation = stage.conversation_of(cast)
    asked = begin(conversation, wanted=Wanted("Trays", "When?", ["sales@mill.example"]), by=cast.mina)
    arrive(cast, answer_to(asked.message_id, text="Nussbaum on Friday."))
    begin(conversation, wanted=Wanted("Stock", "Is it there?", team=cast.team), by=cast.ruth)
    file = BytesIO()
    export(conversation.contact, to=file, by=cast.ruth, with_notes=with_notes)
    whole = json.loads(zipfile.ZipFile(file).read("person.json"))
    assert [one["kind"] for one in whole["conversations"][0]["messages"]] == ["inbound", *kinds]
