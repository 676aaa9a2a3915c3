"""Amazon SNS: proving that a call is from a topic of ours.

Signed as https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html says.
"""

import re
from base64 import b64decode
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import Certificate, load_pem_x509_certificate
from django.utils.crypto import constant_time_compare

from keepword.api.hooks.calls import NotProved
from keepword.api.hooks.fetching import download
from keepword.kit import clock

_HOST = r"https://sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?"
_CERTIFICATE = re.compile(_HOST + r"/SimpleNotificationService-[0-9a-f]{1,64}\.pem", re.ASCII)
_CONFIRMATION = re.compile(_HOST + r"/\?Action=ConfirmSubscription&[\x21-\x7e]+", re.ASCII)
HASHES = {"1": SHA1, "2": SHA256}
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type",
    ),
}  # fmt: skip
SIGNED["UnsubscribeConfirmation"] = SIGNED["SubscriptionConfirmation"]


def proved(call: dict[str, Any], *, topics: tuple[str, ...]) -> dict[str, Any]:
    """The call itself. Raises NotProved: everybody may have a topic that Amazon signs for, so it must be ours too.
    Raises Elsewhere when Amazon's certificate cannot be had now."""
    if not any(constant_time_compare(call["TopicArn"], topic) for topic in topics):
        raise NotProved("The topic is not that of KEEPWORD_HOOKS_KEY.")
    if call["Type"] not in SIGNED or call["SignatureVersion"] not in HASHES:
        raise NotProved("The signature is of a kind that is not known.")
    if not _CERTIFICATE.fullmatch(call["SigningCertURL"]):
        raise NotProved("The certificate is not Amazon's.")
    certificate = _certificate(call["SigningCertURL"])
    if not certificate.not_valid_before_utc <= clock.now() <= certificate.not_valid_after_utc:
        _certificate.cache_clear()
        raise NotProved("The certificate is over.")
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise NotProved("The certificate is of a kind that is not known.")
    said = "".join(f"{name}\n{call[name]}\n" for name in SIGNED[call["Type"]] if call.get(name) is not None)
    try:
        key.verify(b64decode(call["Signature"]), said.encode(), PKCS1v15(), HASHES[call["SignatureVersion"]]())
    except InvalidSignature as error:
        raise NotProved("The signature is wrong.") from error
    return call


def confirmation_of(call: dict[str, Any]) -> str:
    """The address that tells a topic that we want to hear it. Raises NotProved."""
    address: str = call["SubscribeURL"]
    if not _CONFIRMATION.fullmatch(address):
        raise NotProved("The confirmation is not Amazon's.")
    return address


@lru_cache(maxsize=8)
def _certificate(address: str) -> Certificate:
    """Amazon changes it about once a year. Its host was checked, and TLS proves the host."""
    return load_pem_x509_certificate(download(address).content)
