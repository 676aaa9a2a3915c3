"""Signing in by another service: OpenID Connect, the authorization code flow with PKCE.

The ID token is checked by the provider's keys although it comes over TLS: one that took another way is refused, too.
"""

import asyncio
import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from keepword.kit import http
from keepword.kit.sealing import SealBroken, unseal
from keepword.people.models.provider import SignInProvider

SECRET = "provider"  # noqa: S105 - the purpose that it is sealed for
AT_MOST, WITHIN = 500_000, 10.0
SLACK = 60  # seconds that two clocks may differ
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class ProviderTrouble(Exception):
    """`reason` says in words what is wrong with the provider, or with what it says."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Places:
    """Where a provider is asked what."""

    authorization: str
    token: str
    keys: str
    userinfo: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What we remember while somebody is at the provider."""

    provider: int
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a provider sends. `email` is "" when it does not name one that it checked."""

    subject: str
    email: str
    name: str


def discover(issuer: str) -> Places:
    """OpenID Connect Discovery 1.0. Raises ProviderTrouble."""
    said = _asked(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if str(said.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise ProviderTrouble(_("There is a provider at this address, but it calls itself by another one."))
    places = [said.get(f"{name}_endpoint", "") for name in ("authorization", "token")] + [said.get("jwks_uri", "")]
    if not all(isinstance(place, str) and place.startswith(("https://", "http://")) for place in places):
        raise ProviderTrouble(_("There is no OpenID Connect provider at this address."))
    return Places(places[0], places[1], places[2], str(said.get("userinfo_endpoint") or ""))


def begin(provider: SignInProvider, *, back: str) -> tuple[str, Errand]:
    """Where to send the browser, and what to remember. `back` is our address to return to. Raises ProviderTrouble."""
    places = discover(provider.address)
    errand = Errand(provider.pk, *(secrets.token_urlsafe(32) for _one in range(3)))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(errand.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid email profile",
        "state": errand.state,
        "nonce": errand.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in places.authorization else "?"
    return f"{places.authorization}{joint}{urlencode(asked)}", errand


def finish(provider: SignInProvider, *, errand: Errand, state: str, code: str, back: str) -> Known:
    """Raises ProviderTrouble."""
    if errand.provider != provider.pk or not constant_time_compare(errand.state, state):
        raise ProviderTrouble(_("This answer belongs to another sign-in. Begin again."))
    places = discover(provider.address)
    body = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": errand.verifier}
    body |= {"client_id": provider.client_id, "client_secret": _secret_of(provider)}
    said = _asked(places.token, body=urlencode(body).encode())
    claims = _read(str(said.get("id_token") or ""), provider=provider, places=places, nonce=errand.nonce)
    if "email" not in claims and places.userinfo:
        claims = claims | _more(places, token=str(said.get("access_token") or ""), subject=claims["sub"])
    return _known(claims, provider=provider)


def _read(token: str, *, provider: SignInProvider, places: Places, nonce: str) -> dict[str, Any]:
    """The claims of an ID token that is theirs, for us, of now and of this errand (OpenID Connect Core, 3.1.3.7)."""
    jwt = import_module("jwt")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_for(token, keys=_asked(places.keys)),
            algorithms=SIGNED_BY,
            audience=provider.client_id,
            leeway=SLACK,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise ProviderTrouble(_("What the provider says is not signed by it, not for us, or too old.")) from error
    is_for_us = claims.get("azp", provider.client_id) == provider.client_id
    is_theirs = str(claims["iss"]).rstrip("/") == provider.address.rstrip("/")
    if not (is_for_us and is_theirs and constant_time_compare(str(claims.get("nonce")), nonce)):
        raise ProviderTrouble(_("What the provider says is not signed by it, not for us, or too old."))
    return claims


def _key_for(token: str, *, keys: dict[str, Any]) -> Any:
    """Raises a PyJWTError when there is none."""
    jwt = import_module("jwt")
    name = jwt.get_unverified_header(token).get("kid")
    found = [one for one in jwt.PyJWKSet.from_dict(keys).keys if name is None or one.key_id == name]
    if len(found) != 1:
        raise jwt.InvalidKeyError
    return found[0].key


def _more(places: Places, *, token: str, subject: str) -> dict[str, Any]:
    said = _asked(places.userinfo, headers={"Authorization": f"Bearer {token}"})
    wanted = {"email", "email_verified", "name"} if said.get("sub") == subject else set()
    return {name: said[name] for name in wanted & said.keys()}


def _known(claims: dict[str, Any], *, provider: SignInProvider) -> Known:
    is_checked = claims.get("email_verified") in (True, "true") or provider.checks_addresses
    email = str(claims.get("email") or "") if is_checked else ""
    return Known(subject=str(claims["sub"])[:300], email=email[:254], name=str(claims.get("name") or "")[:120])


def _secret_of(provider: SignInProvider) -> str:
    try:
        return unseal(provider.sealed_secret, purpose=SECRET)
    except SealBroken as error:
        reason = _("The secret cannot be read any more. An administrator has to enter it again.")
        raise ProviderTrouble(reason) from error


def _asked(place: str, *, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Raises ProviderTrouble."""
    more: dict[str, Any] = {"method": "POST", "body": body, "headers": FORM} if body else {"headers": headers}
    try:
        answer = asyncio.run(http.fetch(place, at_most=AT_MOST, within=WITHIN, **more))
    except http.Refused as error:
        raise ProviderTrouble(_("We may not call this address: it is private, or not of the web.")) from error
    except http.Unreachable as error:
        raise ProviderTrouble(_("Nobody answers at this address.")) from error
    try:
        said = json.loads(answer.content)
    except ValueError:
        said = None
    if answer.status != 200 or not isinstance(said, dict):
        raise ProviderTrouble(_refused(said))
    return said


def _refused(said: Any) -> str | Promise:
    """The provider's own word for it is for administrators, who know it from its handbook."""
    word = said.get("error") if isinstance(said, dict) else None
    if word == "invalid_client":
        return _("The provider does not accept the client id and the secret.")
    if word == "invalid_grant":
        return _("The provider says that this sign-in is over already. Begin again.")
    return _("There is no OpenID Connect provider at this address.")
