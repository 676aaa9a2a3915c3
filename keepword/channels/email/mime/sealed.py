"""Signed and encrypted mail: saying so, and reading what a signature only wraps. Nothing is verified here."""

from keepword.channels.email.mime import smime
from keepword.channels.email.mime.parts import Part


def warnings(part: Part, *, text: str) -> list[str]:
    """What an administrator should know about seals on this mail."""
    found = [warning for each in part.walk() if (warning := _warning(each))]
    if "-----BEGIN PGP MESSAGE-----" in text:
        found.append("encrypted: pgp, kept as it came")
    if "-----BEGIN PGP SIGNED MESSAGE-----" in text:
        found.append("signed: pgp, not verified")
    return found


def _warning(part: Part) -> str:
    if part.type == "multipart/signed":
        how = "pgp" if "pgp" in part.parameters.get("protocol", "").lower() else "s/mime"
        return f"signed: {how}, not verified"
    if part.type == "multipart/encrypted":
        return "encrypted: pgp, kept as it came"
    if part.type in smime.TYPES:
        if part.children or "sign" in part.parameters.get("smime-type", "").lower():
            return "signed: s/mime, not verified"
        return "encrypted: s/mime, kept as it came"
    return ""
