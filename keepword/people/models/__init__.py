"""The nouns of this room, one file each."""

from keepword.people.models.agent import Agent, Team
from keepword.people.models.company import Company, CompanyDomain
from keepword.people.models.contact import Contact, ContactNote, Identity
from keepword.people.models.contact_merge import ContactMerge, NotSame
from keepword.people.models.factor import AuthenticatorApp, Passkey, RecoveryCode, SignInRules
from keepword.people.models.failed_sign_in import FailedSignIn
from keepword.people.models.list_file import ListFile, ListLine
from keepword.people.models.pressed_form import PressedForm
from keepword.people.models.provider import ProviderIdentity, SignInProvider
from keepword.people.models.role import Role
from keepword.people.models.segment import Segment, SegmentChoice, SegmentMember
from keepword.people.models.session import DeskSession
from keepword.people.models.token import ApiToken

__all__ = [
    "Agent",
    "ApiToken",
    "AuthenticatorApp",
    "Company",
    "CompanyDomain",
    "Contact",
    "ContactMerge",
    "ContactNote",
    "DeskSession",
    "FailedSignIn",
    "Identity",
    "ListFile",
    "ListLine",
    "NotSame",
    "Passkey",
    "PressedForm",
    "ProviderIdentity",
    "RecoveryCode",
    "Role",
    "Segment",
    "SegmentChoice",
    "SegmentMember",
    "SignInProvider",
    "SignInRules",
    "Team",
]
