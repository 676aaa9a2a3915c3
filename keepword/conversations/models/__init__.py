"""The nouns of this room, one file each."""

from keepword.conversations.models.aside import Aside
from keepword.conversations.models.attachment import Attachment
from keepword.conversations.models.bin_mark import BinMark
from keepword.conversations.models.bulk import Bulk, BulkRow
from keepword.conversations.models.call import Call
from keepword.conversations.models.chat import Chat, ChatRules
from keepword.conversations.models.conversation import Conversation, Participant, Tag
from keepword.conversations.models.draft import Draft, DraftFile
from keepword.conversations.models.field_words import FieldWords
from keepword.conversations.models.follower import Follower
from keepword.conversations.models.hand_over import HandOver
from keepword.conversations.models.inbox import Inbox
from keepword.conversations.models.internal_task import InternalTask
from keepword.conversations.models.link import Link
from keepword.conversations.models.macro import Macro, MacroFile, MacroText
from keepword.conversations.models.mention import Mention
from keepword.conversations.models.merge import Merge
from keepword.conversations.models.message import Message, MessageReference
from keepword.conversations.models.note_care import Correction, TakenBack
from keepword.conversations.models.own_field import FieldValue, OwnField
from keepword.conversations.models.redirect import Redirect
from keepword.conversations.models.routing import Capacity, Routing
from keepword.conversations.models.same_mail import SameMail
from keepword.conversations.models.saved_view import SavedView
from keepword.conversations.models.signature import Signature
from keepword.conversations.models.spam import BlockedSender, SpamLesson, SpamMark, SpamMemory, SpamWeight

__all__ = [
    "Aside",
    "Attachment",
    "BinMark",
    "BlockedSender",
    "Bulk",
    "BulkRow",
    "Call",
    "Capacity",
    "Chat",
    "ChatRules",
    "Conversation",
    "Correction",
    "Draft",
    "DraftFile",
    "FieldValue",
    "FieldWords",
    "Follower",
    "HandOver",
    "Inbox",
    "InternalTask",
    "Link",
    "Macro",
    "MacroFile",
    "MacroText",
    "Mention",
    "Merge",
    "Message",
    "MessageReference",
    "OwnField",
    "Participant",
    "Redirect",
    "Routing",
    "SameMail",
    "SavedView",
    "Signature",
    "SpamLesson",
    "SpamMark",
    "SpamMemory",
    "SpamWeight",
    "Tag",
    "TakenBack",
]
