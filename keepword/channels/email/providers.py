"""Mail providers that call us: what each needs to prove itself, and to hand over a mail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hooks:
    """The provider whose calls we answer, "" for none. secret: "name:password" of the address that it calls. keys: of
    its signatures, any of which will do. api_key: what opens its interface, "" where nothing is fetched."""

    provider: str = ""
    secret: str = ""
    keys: tuple[str, ...] = ()
    api_key: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """key: what the key of the signatures is, "" for a provider that signs nothing. is_optional: some do not sign.
    api_key: what is fetched with it, "" for nothing."""

    key: str = ""
    is_optional: bool = False
    api_key: str = ""


HOOKING = {
    "amazon-ses": Need(key="the ARN of the SNS topic"),
    "brevo": Need(api_key="attachments"),
    "mailersend": Need(key="the signing secret"),
    "mailgun": Need(key="the signing key"),
    "mailjet": Need(),
    "mandrill": Need(key="the webhook key"),
    "postmark": Need(),
    "resend": Need(key="the signing secret", api_key="mails"),
    "sendgrid": Need(key="the verification key", is_optional=True),
    "sparkpost": Need(),
}
