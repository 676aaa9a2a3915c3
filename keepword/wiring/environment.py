"""Settings come from the environment only. What is wrong is said in one sentence that names the setting."""

import os
import secrets
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from keepword.channels.email.providers import HOOKING, Hooks
from keepword.wiring.refusing import Refused


class SettingError(Refused):
    """A setting that cannot be used; the message is for the person who starts the program."""


def data_folder(env: Mapping[str, str]) -> Path:
    """KEEPWORD_DATA, made when missing, readable by its owner alone."""
    return _made(Path(env.get("KEEPWORD_DATA") or "data").expanduser().absolute(), name="KEEPWORD_DATA")


def _made(folder: Path, *, name: str) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{name}: cannot make the folder {folder}: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise SettingError(f"{name}: the folder {folder} cannot be written to.")
    return folder


def files_folder(env: Mapping[str, str], *, data: Path) -> Path:
    """KEEPWORD_FILES, or a folder in the data folder, which is made when the first file comes."""
    given = env.get("KEEPWORD_FILES")
    if not given:
        return data / "files"
    return _made(Path(given).expanduser().absolute(), name="KEEPWORD_FILES")


def secret(env: Mapping[str, str], *, data: Path) -> str:
    """The key of all signatures, from KEEPWORD_SECRET_FILE or DATA/secret. Made on first start; there is no default.

    Raises SettingError when the file can be read by others, is empty or cannot be written.
    """
    path = Path(env.get("KEEPWORD_SECRET_FILE") or data / "secret")
    if not path.exists():
        _make_secret(path)
    try:
        mode, key = path.stat().st_mode, path.read_text().strip()
    except OSError as error:
        raise SettingError(f"KEEPWORD_SECRET_FILE: cannot read {path}: {error.strerror}.") from error
    if mode & 0o077 and os.name == "posix":
        raise SettingError(f"KEEPWORD_SECRET_FILE: others can read {path}. Run: chmod 600 {path}")
    if len(key) < 32:
        raise SettingError(f"KEEPWORD_SECRET_FILE: {path} must hold at least 32 characters.")
    return key


def _make_secret(path: Path) -> None:
    """Written aside and linked into place, so that two programs starting together agree on one secret."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
        except FileExistsError:
            sys.stderr.write("Another program made the secret at the same moment; using that one.\n")
        finally:
            aside.unlink()
    except OSError as error:
        raise SettingError(f"KEEPWORD_SECRET_FILE: cannot write {path}: {error.strerror}.") from error


def database(env: Mapping[str, str], *, data: Path) -> dict[str, Any]:
    """Django's description of the database: DATABASE_URL, or SQLite in the data folder."""
    url = env.get("DATABASE_URL", "")
    if not url:
        return _sqlite(data / "keepword.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise SettingError("DATABASE_URL: expected postgresql://user:password@host:port/name or sqlite:///path.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "keepword.kit.databases.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(_port(parts) or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }


def _port(parts: Any) -> int | None:
    try:
        port: int | None = parts.port
    except ValueError as error:
        raise SettingError("DATABASE_URL: the port is not a number.") from error
    return port


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL, so that readers never wait; IMMEDIATE, so that two writers queue instead of failing half-way; FULL, so
    that what was acknowledged survives a power cut and not only a crash of the process."""
    return {
        "ENGINE": "keepword.kit.databases.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;",
        },
    }


@dataclass(frozen=True, slots=True)
class Relay:
    """Where outgoing mail goes. `backend` is a Django mail backend, `options` its keyword arguments."""

    backend: str
    options: dict[str, Any]
    anymail: dict[str, str]
    name: str


OUTBOX = Relay("", {}, {}, "the local outbox")


def relay(env: Mapping[str, str]) -> Relay:
    """KEEPWORD_RELAY_URL: smtp://, smtps:// (TLS from the start), smtp+starttls://, or PROVIDER://KEY@ for a provider
    that django-anymail knows. Without it, mail stays in the local outbox."""
    url = env.get("KEEPWORD_RELAY_URL", "")
    if not url:
        return OUTBOX
    parts = urlsplit(url)
    if parts.scheme in ("smtp", "smtps", "smtp+starttls"):
        return _smtp(parts)
    if parts.scheme == "amazon-ses":
        return _amazon(parts)
    if parts.scheme in PROVIDERS:
        return _provider(parts)
    known = ", ".join(sorted(PROVIDERS))
    raise SettingError(
        "KEEPWORD_RELAY_URL: expected smtp://user:password@host:port, amazon-ses://user:password@region, "
        f"or one of {known} as KIND://KEY@."
    )


# django-anymail's backend, the setting that holds its key, and the one for a second half of the key
PROVIDERS = {
    "brevo": ("brevo", "BREVO_API_KEY", ""),
    "mailersend": ("mailersend", "MAILERSEND_API_TOKEN", ""),
    "mailgun": ("mailgun", "MAILGUN_API_KEY", ""),
    "mailjet": ("mailjet", "MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "mandrill": ("mandrill", "MANDRILL_API_KEY", ""),
    "postmark": ("postmark", "POSTMARK_SERVER_TOKEN", ""),
    "resend": ("resend", "RESEND_API_KEY", ""),
    "sendgrid": ("sendgrid", "SENDGRID_API_KEY", ""),
    "sparkpost": ("sparkpost", "SPARKPOST_API_KEY", ""),
}
# Those that keep customers of the European Union on hosts of their own: the setting, and the path on such a host
ELSEWHERE = {"mailgun": ("MAILGUN_API_URL", "/v3"), "sparkpost": ("SPARKPOST_API_URL", "/api/v1")}


def _smtp(parts: Any) -> Relay:
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SettingError("KEEPWORD_RELAY_URL: the port is not a number.") from error
    if not host:
        raise SettingError("KEEPWORD_RELAY_URL: the host is missing; expected smtp://user:password@host:port.")
    options = {
        "host": host,
        "port": port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+starttls",
        "timeout": 30,
    }
    return Relay("django.core.mail.backends.smtp.EmailBackend", options, {}, f"{host}:{options['port']}")


def _amazon(parts: Any) -> Relay:
    """By its SMTP, with the name and password that it makes for that: its own library weighs 25 MB."""
    if not (parts.hostname and parts.username and parts.password):
        raise SettingError("KEEPWORD_RELAY_URL: expected amazon-ses://user:password@region, such as …@eu-west-1.")
    host = f"email-smtp.{parts.hostname}.amazonaws.com" + (".cn" if parts.hostname.startswith("cn-") else "")
    return _smtp(urlsplit(f"smtp+starttls://{parts.username}:{parts.password}@{host}:587"))


def _provider(parts: Any) -> Relay:
    module, setting, second = PROVIDERS[parts.scheme]
    key, secret = unquote(parts.username or ""), unquote(parts.password or "")
    if not key or (second and not secret):
        form = f"{parts.scheme}://KEY:SECRET@" if second else f"{parts.scheme}://KEY@"
        raise SettingError(f"KEEPWORD_RELAY_URL: the key is missing; expected {form}.")
    anymail = {setting: key} | ({second: secret} if second else {})
    if parts.hostname and parts.scheme in ELSEWHERE:
        name, path = ELSEWHERE[parts.scheme]
        anymail[name] = f"https://{parts.hostname}{path}"
    return Relay(f"anymail.backends.{module}.EmailBackend", {}, anymail, parts.scheme)


def hooks(env: Mapping[str, str]) -> Hooks:
    """KEEPWORD_HOOKS: the provider; KEEPWORD_HOOKS_SECRET: "name:password" that stands in the address that it calls;
    KEEPWORD_HOOKS_KEY: the keys of its signatures, with commas; KEEPWORD_HOOKS_API_KEY: what opens its interface,
    where mail has to be fetched. Raises SettingError."""
    provider = env.get("KEEPWORD_HOOKS", "").strip().lower()
    if not provider:
        return Hooks()
    if provider not in HOOKING:
        raise SettingError(f"KEEPWORD_HOOKS: expected one of {', '.join(sorted(HOOKING))}, not “{provider}”.")
    need, secret = HOOKING[provider], env.get("KEEPWORD_HOOKS_SECRET", "")
    name, _, password = secret.partition(":")
    if not name or len(password) < SECRET_LENGTH:
        raise SettingError(
            f"KEEPWORD_HOOKS_SECRET: expected name:password, with {SECRET_LENGTH} letters of password or more."
        )
    keys = tuple(filter(None, (key.strip() for key in env.get("KEEPWORD_HOOKS_KEY", "").split(","))))
    if need.key and not keys and not need.is_optional:
        raise SettingError(f"KEEPWORD_HOOKS_KEY: missing; {provider} signs its calls, and this wants {need.key}.")
    api_key = env.get("KEEPWORD_HOOKS_API_KEY", "").strip()
    if need.api_key and not api_key:
        raise SettingError(f"KEEPWORD_HOOKS_API_KEY: missing; {provider} wants {need.api_key} to be fetched with it.")
    return Hooks(provider, secret, keys if need.key else (), api_key)


SECRET_LENGTH = 16


def mail_certificate(env: Mapping[str, str]) -> tuple[Path, Path] | None:
    """The certificate chain and key that the mail listener offers STARTTLS with, both PEM. None without.

    Raises SettingError when one of the two is missing, or they cannot be read or do not belong together.
    """
    certificate, key = env.get("KEEPWORD_MAIL_CERTIFICATE", ""), env.get("KEEPWORD_MAIL_KEY", "")
    if not certificate and not key:
        return None
    if not key:
        raise SettingError("KEEPWORD_MAIL_KEY: missing; KEEPWORD_MAIL_CERTIFICATE needs its private key beside it.")
    if not certificate:
        raise SettingError("KEEPWORD_MAIL_CERTIFICATE: missing; KEEPWORD_MAIL_KEY is the key of a certificate.")
    for name, path in (("KEEPWORD_MAIL_CERTIFICATE", certificate), ("KEEPWORD_MAIL_KEY", key)):
        if not os.access(path, os.R_OK):
            raise SettingError(f"{name}: cannot read {path}.")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise SettingError(
            f"KEEPWORD_MAIL_CERTIFICATE: {certificate} and {key} are not a certificate and its key in PEM: {error}."
        ) from error
    return Path(certificate), Path(key)


def number(env: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    """A whole number within bounds. Raises SettingError."""
    try:
        value = int(env.get(name) or default)
    except ValueError as error:
        raise SettingError(f"{name}: expected a whole number, not “{env[name]}”.") from error
    if not least <= value <= most:
        raise SettingError(f"{name}: expected {least} to {most}, not {value}.")
    return value


def flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    """yes or no. Raises SettingError."""
    word = env.get(name, "").strip().lower() or ("yes" if default else "no")
    if word not in ("yes", "no", "true", "false", "1", "0"):
        raise SettingError(f"{name}: expected yes or no, not “{word}”.")
    return word in ("yes", "true", "1")
