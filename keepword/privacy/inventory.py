"""Where words about customers may lie: every column of words in the house, and what becomes of it when a person is
erased. A column that is missing here fails a test, so that nobody adds a place that erasing does not know.
"""

ERASED = "emptied, or gone with its row"
OURS = "about us: agents, settings, what we sent to nobody in particular"
STATE = "a state, a kind or a number of ours: says nothing about a person"
PARTING = "free words of agents that are tied to no person: erased by hand"

# model, or model.column where its columns differ.
COLUMNS = {
    "contenttypes.ContentType": STATE,
    "auth.Permission": STATE,
    "auth.Group": STATE,
    "sessions.Session": OURS,
    "events.Event": STATE,
    "events.Task": STATE,
    "hours.BusinessHours": OURS,
    "hours.HoursVersion": OURS,
    "people.Role": OURS,
    "people.Team": OURS,
    "people.Agent": OURS,
    "people.FailedSignIn": OURS,
    "people.DeskSession": OURS,
    "people.AuthenticatorApp": OURS,
    "people.Passkey": OURS,
    "people.RecoveryCode": OURS,
    "people.SignInRules": OURS,
    "people.ApiToken": OURS,
    "people.Contact": ERASED,
    "people.ContactMerge": ERASED,
    "people.ContactNote": ERASED,
    "people.Identity": ERASED,
    "brands.Organisation": OURS,
    "brands.Brand": OURS,
    "brands.BrandChannel": OURS,
    "conversations.Inbox": OURS,
    "conversations.Tag": OURS,
    "conversations.Conversation.subject": ERASED,
    "conversations.Conversation.preview": ERASED,
    "conversations.Conversation.token": ERASED,
    "conversations.Conversation": STATE,
    "conversations.Participant": ERASED,
    "conversations.Aside.state": STATE,
    "conversations.Aside": ERASED,
    "conversations.Message.kind": STATE,
    "conversations.Message.external_id": STATE,  # a digest, by which a mail that comes again is known
    "conversations.Message.sent_as": STATE,
    "conversations.Message.automatic_kind": STATE,
    "conversations.Message.language": STATE,
    "conversations.Message.delivery_state": STATE,
    "conversations.Message.delivery_reason": STATE,
    "conversations.Message": ERASED,
    "conversations.MessageReference": ERASED,
    "conversations.Attachment": ERASED,
    "conversations.HandOver": PARTING,
    "conversations.Macro": OURS,
    "conversations.MacroText": OURS,
    "conversations.MacroFile": OURS,
    "conversations.SavedView": OURS,
    "conversations.Signature": OURS,
    "conversations.Draft": ERASED,
    "conversations.DraftFile": ERASED,
    "conversations.Routing": OURS,
    "conversations.Capacity": OURS,
    "conversations.Merge": STATE,
    "conversations.Bulk": STATE,
    "conversations.BulkRow": STATE,
    "events.AuditEntry": OURS,
    "email.HeldNotice": ERASED,
    "promises.OwnWording": OURS,
    "promises.SlaPolicy": OURS,
    "promises.SlaTarget": OURS,
    "promises.Clock": STATE,
    "promises.PublishedWait": STATE,
    "promises.Wait": STATE,
    "promises.Promise.said": ERASED,
    "promises.Promise.reason": ERASED,
    "promises.Promise": STATE,
    "email.StoredMail.raw": ERASED,
    "email.StoredMail.envelope_from": ERASED,
    "email.StoredMail.reason": ERASED,
    "email.StoredMail": STATE,
    "email.Mailbox": OURS,
    "email.OutboxMail": ERASED,
    "form.Submission": STATE,  # a keyed digest, for an hour
    "privacy.Erasure": STATE,
    "api.KeptRequest": OURS,
}


def fate_of(model: str, column: str) -> str | None:
    """What becomes of it when a person is erased; None when nobody said."""
    return COLUMNS.get(f"{model}.{column}", COLUMNS.get(model))
