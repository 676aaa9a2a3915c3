"""What some well-known servers mean by words or numbers that are their own."""

import re

from keepword.channels.email.bounces.codes import find_reply_code
from keepword.channels.email.bounces.failures import Failure

# Orange and La Poste end their refusals with "OFR006_104" or "LPN007_416"; the last three digits are listed at
# https://postmaster.orange.fr/.
ORANGE_CODE = re.compile(r"\b(?:ofr|lpn)\d{0,3}_(\d{3})\b", re.IGNORECASE)
BY_ORANGE_CODE = {
    "101": "badreputation",
    "102": "blocked",
    "103": "blocked",
    "104": "toomanyconn",
    "109": "blocked",
    "401": "requireptr",
    "402": "hostunknown",
    "403": "rejected",
    "405": "rejected",
    "415": "rejected",
    "416": "userunknown",
    "417": "mailboxfull",
    "418": "rejected",
    "420": "suspend",
    "421": "rejected",
    "423": "rejected",
    "424": "rejected",
    "505": "systemerror",
    "506": "spamdetected",
    "510": "blocked",
    "513": "mesgtoobig",
    "514": "expired",
    "519": "blocked",
    "521": "policyviolation",
    "522": "spamdetected",
    "523": "spamdetected",
    "630": "policyviolation",
    "999": "blocked",
}
# Cox ends its refusals with one of these, and explains them on its pages for postmasters.
COX_CODE = re.compile(r"\b(cxbl|cxdns|cxsndr|cxcnct|cxmxrt|cdrbl|cxthrt|cxmj|ipbl\d{4})\b", re.IGNORECASE)
BY_COX_CODE = {
    "cxbl": "blocked",
    "cdrbl": "blocked",
    "ipbl": "blocked",
    "cxdns": "requireptr",
    "cxsndr": "rejected",
    "cxcnct": "toomanyconn",
    "cxmxrt": "toomanyconn",
    "cxthrt": "securityerror",
    "cxmj": "securityerror",
}
# NetEase (163.com, 126.com, yeah.net) begins its refusals with one of these, and lists them for postmasters.
NETEASE_CODE = re.compile(r"\b(?:hl|mi|rp|dt|wm):([a-z]{3})\b")
BY_NETEASE_CODE = {
    "bli": "blocked",
    "blu": "rejected",
    "cel": "toomanyconn",
    "ccl": "toomanyconn",
    "dma": "authfailure",
    "dmc": "speeding",
    "drc": "speeding",
    "frl": "norelaying",
    "icc": "toomanyconn",
    "ifc": "speeding",
    "ihu": "blocked",
    "imf": "rejected",
    "ipb": "blocked",
    "mep": "badreputation",
    "nhd": "blocked",
    "qrc": "speeding",
    "rbl": "blocked",
    "rcl": "toomanyconn",
    "rep": "badreputation",
    "sfq": "speeding",
    "spb": "rejected",
    "spf": "authfailure",
    "spm": "spamdetected",
    "stc": "speeding",
    "sum": "rejected",
    "trc": "speeding",
}
# Servers that look at the sender only after the message: a "user" that is "unknown" there is often a refusal.
DOCOMO = re.compile(r"\bmfsmax\.(?:\w+\.)?docomo\.ne\.jp", re.IGNORECASE)
SES_RECEIVING = re.compile(r"\binbound-smtp\.[\w\-]+\.amazonaws\.com", re.IGNORECASE)


GOOGLE_GROUPS = "@googlegroups.com"


def said_by_host(failure: Failure, *, status: str) -> str:
    """The reason, where the other side is one whose manner of speaking is known; "" otherwise."""
    text = failure.diagnostic.lower()
    if failure.recipient.lower().endswith(GOOGLE_GROUPS) and not find_reply_code(text):
        return "rejected"  # in forty languages: the group does not exist, or we may not write to it
    orange = ORANGE_CODE.search(text)
    if orange:
        return BY_ORANGE_CODE.get(orange[1], "")
    cox = COX_CODE.search(text)
    if cox:
        return BY_COX_CODE[cox[1].rstrip("0123456789")]
    netease = NETEASE_CODE.search(text)
    if netease:
        return BY_NETEASE_CODE.get(netease[1], "")
    if "mimecast" in f"{failure.host} {failure.context[:1000]}".lower() and "security policies" in text:
        return "virusdetected"
    if DOCOMO.search(f"{failure.host} {failure.context[:1000]}") and "unknown user" in text:
        return "filtered" if status in ("5.2.0", "") or failure.command != "DATA" else "rejected"
    if SES_RECEIVING.search(failure.reporter) and status == "5.1.1":
        return "filtered"  # a rule of the receiving account said so, after the message was accepted
    return ""
