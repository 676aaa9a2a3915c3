"""Addresses of signing in: at the door, of one's own, and of the house. Part of `web/urls.py`."""

from django.urls import path

from keepword.web.people import passkeys, providers, proving, saml, second_step
from keepword.web.settings.security import app as authenticator
from keepword.web.settings.security import passkeys as own_passkeys
from keepword.web.settings.security import providers as own_providers
from keepword.web.settings.security import rules as sign_in_rules
from keepword.web.settings.security import showing as security

SIGNING_IN = [
    path("sign-in/second-step", second_step.show, name="second-step"),
    path("sign-in/with/<int:number>", providers.leave, name="provider-sign-in"),
    path("sign-in/with/<int:number>/metadata", saml.metadata, name="saml-metadata"),
    path("sign-in/with/<int:number>/answers", saml.answers, name="saml-answers"),
    path("sign-in/with/<int:number>/return", providers.come_back, name="provider-return"),
    path("sign-in/passkey", passkeys.alone, name="passkey"),
    path("sign-in/second-step/passkey", passkeys.after_password, name="second-step-passkey"),
    path("sign-in/first-factor", second_step.first, name="first-factor"),
    path("settings/security", security.show, name="security"),
    path("settings/security/app", authenticator.show, name="own-app"),
    path("settings/security/app/removal", authenticator.removal, name="own-app-removal"),
    path("settings/security/recovery-codes", authenticator.codes, name="recovery-codes"),
    path("settings/security/passkeys", own_passkeys.show, name="own-passkeys"),
    path("settings/security/passkeys/<int:number>/removal", own_passkeys.removal, name="own-passkey-removal"),
    path("settings/security/proof/passkey", passkeys.proof, name="proof-passkey"),
    path("settings/security/proof", proving.show, name="proof"),
    path("settings/access/providers/new", own_providers.new, name="new-provider"),
    path("settings/access/providers/<int:number>", own_providers.show, name="provider"),
    path("settings/access/providers/<int:number>/removal", own_providers.removal, name="provider-removal"),
    path("settings/access", sign_in_rules.show, name="access"),
    path("settings/security/sessions", security.sessions, name="own-sessions"),
]
