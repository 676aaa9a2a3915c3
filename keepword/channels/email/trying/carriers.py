"""Relays that many people use: what a domain's SPF says to name them, and where they publish their keys.

As their own help pages say. One that is not here is told by its addresses.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carrier:
    """`include` is their part of SPF. `selectors` are names under which they publish DKIM keys, () when each customer
    gets others. `has_own_return`: bounces go to a domain of theirs, so that SPF of ours is not asked."""

    hosts: str
    include: str
    selectors: tuple[str, ...] = ()
    has_own_return: bool = False


_AMAZON = Carrier(r"email-smtp\.[\w.-]+\.amazonaws\.com(\.cn)?", "amazonses.com", (), True)
_BY_HOST = (
    _AMAZON,
    Carrier(r"smtp(-relay)?\.gmail\.com", "_spf.google.com", ("google",)),
    Carrier(r"smtp\.office365\.com|[\w-]+\.mail\.protection\.outlook\.com", "spf.protection.outlook.com",
            ("selector1", "selector2")),
    Carrier(r"smtp\.fastmail\.com", "spf.messagingengine.com", ("fm1", "fm2", "fm3")),
    Carrier(r"smtp\.yandex\.(ru|com)", "_spf.yandex.net", ("mail",)),
    Carrier(r"smtp\.exmail\.qq\.com", "spf.mail.qq.com"),
    Carrier(r"smtp\.qiye\.aliyun\.com", "spf.qiye.aliyun.com"),
    Carrier(r"smtp\.worksmobile\.com", "spf.worksmobile.com"),
    Carrier(r"ssl0\.ovh\.net", "mx.ovh.com"),
    Carrier(r"smtp\.ionos\.(com|de|es|fr|it|co\.uk)", "_spf-eu.ionos.com", ("s1-ionos", "s2-ionos")),
    Carrier(r"smtp-relay\.brevo\.com|brevo", "spf.brevo.com", ("brevo1", "brevo2", "mail"), True),
    Carrier(r"smtp\.mailersend\.net|mailersend", "_spf.mailersend.net", ("mlsend", "mlsend2"), True),
    Carrier(r"smtp(\.eu)?\.mailgun\.org|mailgun", "mailgun.org", ("k1", "pic", "mx", "s1"), True),
    Carrier(r"in-v3\.mailjet\.com|mailjet", "spf.mailjet.com", ("mailjet",), True),
    Carrier(r"smtp\.mandrillapp\.com|mandrill", "spf.mandrillapp.com", ("mte1", "mte2", "mandrill"), True),
    Carrier(r"smtp\.postmarkapp\.com|postmark", "spf.mtasv.net", (), True),
    Carrier(r"smtp\.resend\.com|resend", "amazonses.com", ("resend",), True),
    Carrier(r"smtp\.sendgrid\.net|sendgrid", "sendgrid.net", ("s1", "s2"), True),
    Carrier(r"smtp(\.eu)?\.sparkpostmail\.com|sparkpost", "sparkpostmail.com", (), True),
)  # fmt: skip


def carrier_of(name: str) -> Carrier | None:
    """`name` is a relay's host, or a provider's name as in KEEPWORD_RELAY_URL."""
    return next((one for one in _BY_HOST if re.fullmatch(one.hosts, name.lower())), None)
