"""Some providers send a mail under a Message-ID of their own, and answers and bounces name that one.

Amazon SES tells the left half of its id when it takes the mail, and puts a domain behind it that depends on the
region; Postmark does alike. So the ids of such domains are known by their left half.
"""

import re
from email.message import EmailMessage

_RENAMING_DOMAINS = re.compile(r"(?:[\w-]+\.)*(?:amazonses\.com|mtasv\.net)", re.IGNORECASE | re.ASCII)
_TAKEN_BY_SES = re.compile(r"Ok ([0-9a-f]{8,40}(?:-[0-9a-f]{2,20}){2,8})", re.IGNORECASE)
_SES_HOSTS = re.compile(r"email-smtp[\w.-]*\.amazonaws\.com(?:\.cn)?", re.IGNORECASE | re.ASCII)


def known_names(message_id: str) -> tuple[str, ...]:
    """The id, and how we wrote it down when a provider gave it to a mail of ours."""
    local, _, domain = message_id.rpartition("@")
    return (message_id, local) if local and _RENAMING_DOMAINS.fullmatch(domain) else (message_id,)


def name_given(said: str, *, host: str) -> str:
    """The name that a relay says that it will use, of its answer to the mail. "" when it keeps ours."""
    found = _TAKEN_BY_SES.match(said.strip()) if _SES_HOSTS.fullmatch(host) else None
    return found.group(1) if found else ""


def ask_to_keep(mail: EmailMessage, *, relay: str) -> None:
    """Postmark keeps our Message-ID when a mail asks for it. `relay` is its name, as of `settings.RELAY`."""
    if "postmark" in relay:
        mail["X-PM-KeepID"] = "true"
