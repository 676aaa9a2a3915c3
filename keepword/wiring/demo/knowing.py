"""What the made-up shop knows of its customers besides: fields, a company, somebody with two addresses; and what is to
be done."""

from datetime import timedelta

from keepword.conversations.fields.defining import Draft as Field
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.fields.putting import put_on_company, put_on_contact, put_on_conversation
from keepword.conversations.joining.relating import relate
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import OPEN
from keepword.conversations.tasks.giving import Asked, give
from keepword.conversations.views.rules import Rule
from keepword.kit import clock
from keepword.people.companies.belonging import belong
from keepword.people.companies.defining import Draft, define
from keepword.people.identifying import identify
from keepword.people.merging.likeness import mailbox_of
from keepword.people.models import Agent, Contact
from keepword.segments.choosing import put_in
from keepword.segments.defining import Draft as SegmentDraft
from keepword.segments.defining import define as define_segment
from keepword.segments.walking import walk_to_the_end

SINCE = Field("Customer since", kind="date")
ROOM = Field("Rooms to furnish", kind="choices", choices=["Kitchen", "Study", "Bedroom", "Garden"])
ORDER = Field("Order number", about="conversation", hint="As on the invoice.", is_required=True)
EMPLOYEES = Field("Employees", about="company", kind="number")
COMPANY = Draft("Willow Books", ["willow-books.example"], "Everything on one invoice, at the end of the month.")


def get_to_know(by: Agent) -> None:
    actor = by.as_actor
    since, room, order, employees = (define_field(one, by=actor) for one in (SINCE, ROOM, ORDER, EMPLOYEES))
    company = define(COMPANY, by=by)
    put_on_company(company, said={employees: ["42"]}, by=actor)
    # Whoever is seen first: the customers of the oldest and of the newest conversations.
    conversations = Conversation.objects.order_by("id").select_related("contact")
    for number, conversation in enumerate([*conversations[:2], *conversations.reverse()[:6]], start=1):
        put_on_conversation(conversation, said={order: [f"LL-{41_000 + number}"]}, by=actor)
        put_on_contact(
            conversation.contact, said={since: [f"2024-0{number}-12"], room: ["Kitchen", "Study"]}, by=actor
        )
        belong(conversation.contact, to=company, by=actor)
    _write_from_home(besides=conversations[0].contact)
    _have_tasks(by)
    _have_segments(by)


def _write_from_home(*, besides: Contact) -> None:
    """A row that looks like the same person as another."""
    known = Contact.objects.exclude(pk=besides.pk).exclude(name="").order_by("id").first()
    if known is not None:
        mailbox = mailbox_of(known.identities.order_by("id")[0].value)
        identify(address=f"{mailbox}@at-home.example", name=known.name, language=known.language)


def _have_segments(by: Agent) -> None:
    """Counted already, so that nobody who looks first finds them empty."""
    drafts = [
        SegmentDraft("Reads Chinese, Korean or Japanese", [Rule("language", "is", ("zh", "ko", "ja"))]),
        SegmentDraft(
            "Writes often",
            [Rule("conversations", "at_least", (2, 90)), Rule("wrote", "in_last", (30, "days"))],
        ),
        SegmentDraft("Was not happy last time", [Rule("rating", "is", (1, 2))]),
        SegmentDraft("Willow Books", [Rule("company", "is", ("willow books",))]),
        SegmentDraft("To thank by hand"),
    ]
    made = [define_segment(draft, by=by) for draft in drafts]
    for segment in made:
        walk_to_the_end(segment)
    liked = Conversation.objects.order_by("id").select_related("contact").first()
    if liked is not None:
        put_in(liked.contact, segment=made[-1], by=by)


def _have_tasks(by: Agent) -> None:
    """Some of one's own, one of them raised for two customers who write about the same."""
    now = clock.now()
    latest = list(Conversation.objects.filter(status=OPEN, parent=None).order_by("-id")[:3])
    give(Asked("Ask the studio for pictures of the new trays", agent=by, due_at=now + timedelta(days=2)), by=by)
    if len(latest) < 3:  # noqa: PLR2004  a world for a test
        return
    give(Asked("Call about the invoice", agent=by, due_at=now + timedelta(hours=3)), by=by, conversation=latest[0])
    relate(latest[1], to=latest[2], by=by.as_actor)
    raised = Asked("Find out why parcels to the islands are late", agent=by, due_at=now + timedelta(days=1))
    give(raised, by=by, conversation=latest[1], is_raised=True)
