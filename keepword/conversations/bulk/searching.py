"""All that a search finds, for an act on it."""

from keepword.conversations.finding.results import find
from keepword.people.models import Agent

PAGE = 200
MOST = 2000  # conversations: what is looked for while somebody waits has an end


def found_by(query: str, *, agent: Agent) -> list[int]:
    """The ids of what the agent may see, as the search shows it: the exact reference first, then the newest."""
    page = find(query, agent=agent, limit=PAGE)
    ids = dict.fromkeys([page.exact] if page.exact else [])
    while True:
        ids |= dict.fromkeys(conversation for _, conversation in page.hits)
        if page.next_before is None or len(ids) >= MOST:
            return list(ids)[:MOST]
        page = find(query, agent=agent, limit=PAGE, before=page.next_before)
