"""Which rule decides in which inbox."""

from hypothesis import given
from hypothesis import strategies as st

from keepword.privacy.retention.reaching import Place, Scope, inboxes_of

PLACES = [Place(1, 10), Place(2, 10), Place(3, 20)]
EVERYWHERE, BRAND, INBOX = Scope(None, None), Scope(10, None), Scope(None, 2)


def test_the_narrowest_rule_decides():
    assert inboxes_of(EVERYWHERE, others=[BRAND, INBOX], places=PLACES) == [3]
    assert inboxes_of(BRAND, others=[EVERYWHERE, INBOX], places=PLACES) == [1]
    assert inboxes_of(INBOX, others=[EVERYWHERE, BRAND], places=PLACES) == [2]


def test_a_rule_alone_decides_wherever_it_holds():
    assert inboxes_of(EVERYWHERE, others=[], places=PLACES) == [1, 2, 3]
    assert inboxes_of(Scope(30, None), others=[EVERYWHERE], places=PLACES) == []


SCOPES = st.one_of(
    st.just(EVERYWHERE),
    st.integers(1, 4).map(lambda brand: Scope(brand, None)),
    st.integers(1, 8).map(lambda inbox: Scope(None, inbox)),
)


@given(st.sets(SCOPES, max_size=8), st.dictionaries(st.integers(1, 8), st.integers(1, 4)))
def test_each_inbox_is_decided_by_one_rule_at_most(scopes, brands):
    places = [Place(inbox, brand) for inbox, brand in brands.items()]
    decided = [inboxes_of(one, others=scopes - {one}, places=places) for one in scopes]
    everywhere = [inbox for inboxes in decided for inbox in inboxes]
    assert len(everywhere) == len(set(everywhere))
    assert set(everywhere) == {place.inbox for place in places if any(one.holds(place) for one in scopes)}
