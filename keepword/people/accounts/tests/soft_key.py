"""A device that makes and uses passkeys, in software."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, NEW = 1, 4, 64


@dataclass
class SoftKey:
    """One key pair. It counts its uses; with `count` 0 it does not, as most phones."""

    origin: str
    host: str
    credential_id: bytes = b"soft-key-1"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser says of a new passkey."""
        key = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.credential_id, key)
        data = AuthenticatorData.create(self._host_hash(), self.flags | NEW, self.count, credential)
        made = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", options["challenge"])
        return self._said({"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(made)})

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser says after the device signed the question."""
        data = AuthenticatorData.create(self._host_hash(), self.flags, self.count)
        client = self._client("webauthn.get", options["challenge"])
        signed = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        return self._said({name: websafe_encode(value) for name, value in answer.items()})

    def _host_hash(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _said(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
