"""The note that the next shift finds."""

from keepword.conversations.handing_over import hand_over, take_over
from keepword.conversations.models import HandOver
from tests import cast as stage


def test_the_next_shift_reads_the_note_and_takes_it_over(cast, mina, at_desk):
    conversation = stage.conversation_of(cast, "zh-Hans")
    text = f"{conversation.reference}: 明天早上回电话"
    assert mina.post("/hand-overs", {"team": cast.team.pk, "text": text}).status_code == 302
    dave = at_desk(cast.dave)
    page = dave.get("/hand-overs").content.decode()
    assert text in page
    assert f'href="/conversations/{conversation.pk}"' in page
    note = HandOver.objects.get()
    assert dave.post(f"/hand-overs/{note.pk}").status_code == 302
    note.refresh_from_db()
    assert note.taken_by == cast.dave
    assert "Dave Ortiz" in mina.get("/hand-overs").content.decode()
    assert dave.post(f"/hand-overs/{note.pk}", {"undo": "yes"}).status_code == 302
    note.refresh_from_db()
    assert note.taken_by is None


def test_a_stranger_sees_neither_the_team_s_note_nor_what_a_note_for_all_names(cast, stranger):
    conversation = stage.conversation_of(cast)
    for_team = hand_over(text="For the shop only", by=cast.mina, team=cast.team)
    hand_over(text=f"For everybody: {conversation.reference}", by=cast.mina)
    page = stranger.get("/hand-overs").content.decode()
    assert "For the shop only" not in page
    assert "For everybody" in page
    assert conversation.subject not in page
    assert stranger.post(f"/hand-overs/{for_team.pk}").status_code == 404


def test_nobody_writes_to_a_team_that_is_not_theirs(cast, stranger):
    assert stranger.post("/hand-overs", {"team": cast.team.pk, "text": "Hello"}).status_code == 422
    assert not HandOver.objects.exists()


def test_every_page_points_to_what_waits_until_somebody_takes_it(cast, mina, at_desk, stranger):
    note = hand_over(text="For the shop", by=cast.mina, team=cast.team)
    dave = at_desk(cast.dave)
    points = 'href="/hand-overs" title="Hand-over"'
    assert points in dave.get("/inbox/mine").content.decode()
    assert points not in mina.get("/inbox/mine").content.decode()
    assert points not in stranger.get("/inbox/mine").content.decode()
    take_over(note, by=cast.dave)
    assert points not in dave.get("/inbox/mine").content.decode()


def test_an_empty_note_is_told_so_and_nothing_is_kept(mina):
    page = mina.post("/hand-overs", {"text": "  "})
    assert page.status_code == 422
    assert not HandOver.objects.exists()


def test_the_page_asks_the_database_as_often_for_many_notes_as_for_one(cast, mina, django_assert_max_num_queries):
    for number in range(12):
        conversation = stage.conversation_of(cast)
        hand_over(text=f"{number}: {conversation.reference}", by=cast.mina, team=cast.team)
    mina.get("/hand-overs")
    # Session, agent, two counts, unread mentions, what is still mine, my tasks, teams of the form, the notes, what
    # they name.
    with django_assert_max_num_queries(15):
        mina.get("/hand-overs")
