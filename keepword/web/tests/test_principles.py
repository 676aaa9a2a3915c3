"""The page "How we serve", for readers and for those who write it."""

from keepword.principles.models import Goal, Wording
from keepword.web.tests.reading import words
from keepword.web.tests.test_survey_panel import said
from tests import cast as stage

PAGE = "/how-we-serve"


def test_a_new_agent_meets_it_on_their_first_day_until_they_have_read_it(cast, mina):
    assert "something that you have not read yet" in words(mina.get("/day"))
    page = words(mina.get(PAGE))
    assert "A person answers" in page
    assert "Who has read it" not in page
    mina.post(f"{PAGE}/reading", {"seen_at": "rubbish"})
    assert "something that you have not read yet" not in words(mina.get("/day"))
    assert "You have read all of it." in words(mina.get(PAGE))


def test_who_arranges_the_house_writes_it_and_sees_who_read_it(cast, mina, ruth):
    assert "A person answers" in ruth.get(f"{PAGE}/parts/promise").content.decode()
    evil = "**Warm** <script>alert(1)</script>"
    shown = ruth.post(f"{PAGE}/parts/promise?language=en", {"text": evil, "preview": "yes"})
    assert (shown.status_code, Wording.objects.count()) == (200, 0)
    assert "<strong>Warm</strong>" in shown.content.decode()
    assert "<script>alert" not in shown.content.decode()
    assert ruth.post(f"{PAGE}/parts/promise?language=en", {"text": evil}).status_code == 302
    page = mina.get(PAGE).content.decode()
    assert "<strong>Warm</strong>" in page
    assert "<script>alert" not in page
    history = mina.get(f"{PAGE}/parts/promise/versions").content.decode()
    assert "Ruth Adler" in history
    assert "<ins>" in history
    assert "Mina Park" in words(ruth.get(PAGE))
    assert ruth.get(f"{PAGE}/parts/poems").status_code == 404
    assert ruth.get(f"{PAGE}/parts/promise?language=xx").status_code == 404


def test_a_goal_says_where_we_are(cast, mina, ruth):
    assert ruth.post(f"{PAGE}/goals/new", {"words": "Nine of ten happy", "figure": "csat"}).status_code == 422
    answers = {"words": "Nine of ten happy", "figure": "csat", "target": "90", "by_on": "2020-01-31"}
    assert ruth.post(f"{PAGE}/goals/new", answers).status_code == 302
    assert "nothing to count in the last 4 weeks" in words(mina.get(PAGE))
    said(stage.conversation_of(cast), score=5, text="")
    said(stage.conversation_of(cast, "ko"), score=1, text="")
    page = words(mina.get(PAGE))
    assert "50%" in page
    assert "this day has passed" in page
    goal = Goal.objects.get()
    assert "Nine of ten happy" in ruth.get(f"{PAGE}/goals/{goal.pk}").content.decode()
    ruth.post(f"{PAGE}/goals/{goal.pk}/removal")
    assert "Nine of ten happy" not in words(mina.get(PAGE))


def test_a_figure_counts_what_the_reader_may_see(cast, ruth, stranger):
    ruth.post(f"{PAGE}/goals/new", {"words": "Happy", "figure": "csat", "target": "90"})
    said(stage.conversation_of(cast), score=5, text="")
    assert "nothing to count in the last 4 weeks" in words(stranger.get(PAGE))


def test_somebody_looks_after_it(cast, ruth):
    assert ruth.post(f"{PAGE}/care", {"to": cast.mina.pk, "review_on": "2027-01-31"}).status_code == 302
    assert "Mina Park looks after it." in words(ruth.get(PAGE))
    assert ruth.post(f"{PAGE}/care", {"to": "99999", "review_on": "never"}).status_code == 422
