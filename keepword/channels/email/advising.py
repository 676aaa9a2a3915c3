"""What an agent can do about a reply that did not arrive."""

from django.utils.translation import gettext as _


def advice(reason: str) -> str:
    """One or two sentences in the reader's language. `reason` is of `bounces.reasons.REASONS`, "sender",
    "noaddress", "filegone" or "unwritable"; any other gets the advice that never hurts."""
    return _ADVICE.get(reason, _another_way)()


def _wrong_address() -> str:
    return _("There is nobody at this address. Look for a typing mistake, or reach the customer by another way.")


def _mailbox_is_full() -> str:
    return _("The customer's mailbox is full. Send it again tomorrow, or reach the customer by another way.")


def _too_large() -> str:
    return _("It is too large for the other side. Send it again with smaller files, or with a link to them.")


def _taken_for_spam() -> str:
    return _(
        "The other side took it for unwanted mail. Send it again in other words, with fewer links, and tell an "
        "administrator if it happens often."
    )


def _our_server_is_refused() -> str:
    return _(
        "The other side refuses our mail server, whatever we write. Tell an administrator, and reach the customer by "
        "another way until then."
    )


def _our_address_is_refused() -> str:
    return _(
        "Our own address may not send through the relay. An administrator has to allow the address of this inbox "
        "there; then send it again."
    )


def _their_side_is_broken() -> str:
    return _("Something is broken on the other side. Send it again in a few hours.")


def _mailbox_takes_nothing() -> str:
    return _("This mailbox takes no mail at present. Reach the customer by another way.")


def _harmful_file() -> str:
    return _("The other side found something harmful in it. Look at the files before you send it again.")


def _no_address() -> str:
    return _("The customer's mail had no address that can be answered. Reach the customer by another way.")


def _file_is_gone() -> str:
    return _(
        "A file of this reply is not on our disk any more. Write the reply once more, attach the file again, and tell "
        "an administrator."
    )


def _unwritable() -> str:
    return _("Keepword could not make a mail of it. Write it once more in plain words, and tell an administrator.")


def _another_way() -> str:
    return _("Check the address with the customer by another way, then send it again or write to another address.")


_ADVICE = {
    "authfailure": _our_server_is_refused,
    "badreputation": _our_server_is_refused,
    "blocked": _our_server_is_refused,
    "contenterror": _taken_for_spam,
    "exceedlimit": _too_large,
    "expired": _their_side_is_broken,
    "failedstarttls": _our_server_is_refused,
    "filegone": _file_is_gone,
    "filtered": _mailbox_takes_nothing,
    "hasmoved": _wrong_address,
    "hostunknown": _wrong_address,
    "mailboxfull": _mailbox_is_full,
    "mailererror": _their_side_is_broken,
    "mesgtoobig": _too_large,
    "networkerror": _their_side_is_broken,
    "noaddress": _no_address,
    "norelaying": _our_address_is_refused,
    "notaccept": _wrong_address,
    "notcompliantrfc": _our_server_is_refused,
    "policyviolation": _our_server_is_refused,
    "rejected": _our_address_is_refused,
    "requireptr": _our_server_is_refused,
    "securityerror": _our_server_is_refused,
    "sender": _our_address_is_refused,
    "spamdetected": _taken_for_spam,
    "speeding": _their_side_is_broken,
    "suspend": _mailbox_takes_nothing,
    "systemerror": _their_side_is_broken,
    "systemfull": _their_side_is_broken,
    "toomanyconn": _their_side_is_broken,
    "unwritable": _unwritable,
    "userunknown": _wrong_address,
    "virusdetected": _harmful_file,
}
