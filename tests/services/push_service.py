"""A push service on this machine, and browsers that subscribe to it and decrypt what it was given (RFC 8291)."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Given:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def claims(self) -> dict[str, Any]:
        """What our word says. Raises InvalidSignature when it is not signed by the key that it names."""
        token, key = (
            part.split("=", 1)[1] for part in self.headers["authorization"].removeprefix("vapid ").split(", ")
        )
        head, claims, signature = token.split(".")
        public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw(key))
        both = raw(signature)
        der = encode_dss_signature(int.from_bytes(both[:32], "big"), int.from_bytes(both[32:], "big"))
        public.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        assert json.loads(raw(head)) == {"typ": "JWT", "alg": "ES256"}
        return json.loads(raw(claims))


@dataclass
class PushService:
    """It answers `status` to everything."""

    url: str
    given: list[Given] = field(default_factory=list)
    status: int = 201


class Browser:
    """One that subscribed."""

    def __init__(self, service: PushService, *, name: str = "laptop") -> None:
        self.endpoint = f"{service.url}/{name}"
        self._private = ec.generate_private_key(CURVE)
        self._secret = b"a secret of 16 b"

    @property
    def subscription(self) -> dict[str, str]:
        return {"endpoint": self.endpoint, "p256dh": text(self._public), "auth": text(self._secret)}

    @property
    def _public(self) -> bytes:
        return self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def decrypt(self, body: bytes) -> dict[str, str]:
        """Raises InvalidTag for what is not for this browser."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        shared = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        both = b"WebPush: info\x00" + self._public + sender
        material = HKDF(hashes.SHA256(), 32, self._secret, both).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(material)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(material)
        words = AESGCM(key).decrypt(nonce, sealed, None)
        assert words[-1:] == b"\x02"
        return json.loads(words[:-1])


@contextmanager
def push_service() -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.given.append(Given(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = PushService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
