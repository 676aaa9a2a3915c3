"""Signing in by another service: SAML 2.0, begun here, answered by a form that the browser brings.

A sign-in that the service begins is never taken: nobody could tell it from one that a stranger pushed into the
browser. What it says of the person is not looked at; the browser begins anew from here, and is answered at once.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from keepword.people.accounts.oidc import Known, ProviderTrouble
from keepword.people.models.provider import SignInProvider

POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
ANY_NAME = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
ADDRESSES = (
    "email",
    "mail",
    "emailaddress",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)
NAMES = (
    "name",
    "displayName",
    "urn:oid:2.16.840.1.113730.3.1.241",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
)
SALT = "keepword.people.saml"
SECONDS = 120
ASKED = "asked-by-keepword"  # RelayState: comes back with the answer to a question of ours
NOT_THEIRS = _("What the provider says is not signed by it, not for us, or too old.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where we stand: `origin` with scheme and port; the paths that the provider has to know."""

    origin: str
    metadata: str
    answers: str


class Unasked(ProviderTrouble):
    """Signed by the provider, for us, of now, and the answer to no question of ours."""


def read_metadata(xml: str) -> dict[str, Any]:
    """What a provider says of itself. Raises ProviderTrouble when it cannot be signed in by."""
    try:
        found = import_module("onelogin.saml2.idp_metadata_parser").OneLogin_Saml2_IdPMetadataParser.parse(xml)
    except Exception as error:  # noqa: BLE001 - house: whatever a parser of strangers' XML raises
        raise ProviderTrouble(_("This is not the XML that describes a SAML provider.")) from error
    theirs: dict[str, Any] = found.get("idp", {})
    if not theirs.get("entityId") or not theirs.get("singleSignOnService", {}).get("url"):
        raise ProviderTrouble(_("The XML does not say where people sign in (SingleSignOnService, HTTP-Redirect)."))
    if not (theirs.get("x509cert") or theirs.get("x509certMulti")):
        raise ProviderTrouble(_("The XML holds no certificate, so nothing could be checked."))
    return theirs


def own_metadata(provider: SignInProvider, *, place: Place) -> str:
    """What the provider has to know of us, as XML."""
    ours = import_module("onelogin.saml2.settings").OneLogin_Saml2_Settings(_settings(provider, place=place))
    written = ours.get_sp_metadata()
    return written.decode() if isinstance(written, bytes) else str(written)


def begin(provider: SignInProvider, *, place: Place) -> tuple[str, str]:
    """The address to send the browser to, and the id of our request, to remember."""
    asking = _auth(provider, place=place, posted={})
    return asking.login(return_to=ASKED), asking.get_last_request_id()


def check(provider: SignInProvider, *, answer: str, place: Place) -> str:
    """An answer that a browser brought, as a ticket: good for two minutes, in the browser that asked (`finish`).
    Raises ProviderTrouble, of which Unasked is one."""
    heard = _auth(provider, place=place, posted={"SAMLResponse": answer})
    try:
        heard.process_response()
    except Exception as error:  # noqa: BLE001 - house: whatever a parser of strangers' XML raises
        raise ProviderTrouble(NOT_THEIRS) from error
    request = heard.get_last_response_in_response_to()
    if heard.get_errors() or not heard.is_authenticated():
        raise ProviderTrouble(NOT_THEIRS)
    if not request:
        raise Unasked(NOT_THEIRS)
    said = heard.get_attributes()
    name, email = str(heard.get_nameid() or ""), _first(said, ADDRESSES)
    if not email and "@" in name:
        email = name
    subject = email if heard.get_nameid_format() == TRANSIENT else name
    kept = {"for": provider.pk, "request": request, "who": [subject[:300], email[:254], _first(said, NAMES)[:120]]}
    return signing.dumps(kept, salt=SALT)


def finish(provider: SignInProvider, *, ticket: str, request: str) -> Known:
    """`request` is what `begin` gave to this browser. Raises ProviderTrouble."""
    try:
        kept = signing.loads(ticket, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise ProviderTrouble(NOT_THEIRS) from error
    is_asked = constant_time_compare(kept["request"], request)
    if kept["for"] != provider.pk or not is_asked or not kept["who"][0]:
        raise ProviderTrouble(_("This answer belongs to another sign-in. Begin again."))
    return Known(*kept["who"])


def _first(said: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((str(said[name][0]) for name in names if said.get(name)), "")


def _auth(provider: SignInProvider, *, place: Place, posted: dict[str, str]) -> Any:
    scheme, _slashes, host = place.origin.partition("://")
    request = {
        "https": "on" if scheme == "https" else "off",
        "http_host": host,
        "script_name": place.answers,
        "get_data": {},
        "post_data": posted,
    }
    return import_module("onelogin.saml2.auth").OneLogin_Saml2_Auth(request, _settings(provider, place=place))


def _settings(provider: SignInProvider, *, place: Place) -> dict[str, Any]:
    """The library demands a signature over the answer or over what it says of the person; either will do."""
    return {
        "strict": True,
        "sp": {
            "entityId": place.origin + place.metadata,
            "assertionConsumerService": {"url": place.origin + place.answers, "binding": POST},
            "NameIDFormat": ANY_NAME,
        },
        "idp": read_metadata(provider.metadata),
        "security": {
            "rejectDeprecatedAlgorithm": True,
            "allowSingleLabelDomains": True,
            "requestedAuthnContext": False,
            "wantAttributeStatement": False,
        },
    }
