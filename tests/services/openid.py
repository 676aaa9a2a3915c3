"""A small OpenID Connect provider that signs what it says, and can be told to lie."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "keepword", "shared between the two"


@dataclass
class Provider:
    """`person` is who signs in there next; `lies` are claims that it puts in place of true ones; `signs_with` signs in
    place of the key that it shows."""

    url: str
    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    signs_with: Any = None
    algorithm: str = "RS256"
    given: dict[str, dict[str, str]] = field(default_factory=dict)

    def sign_in(self, address: str) -> str:
        """What a browser does there: returns the address that it is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.given)}"
        self.given[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def answer(self, path: str, body: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            found = {f"{name}_endpoint": f"{self.url}/{place}" for name, place in places.items()}
            return 200, found | {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            return self._token(body)
        return 404, {}

    def _token(self, body: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Each code once, and only for whoever knows what its challenge was made of (RFC 7636)."""
        asked = self.given.pop(body["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(body["code_verifier"].encode()).digest()).rstrip(b"=")
        if body["client_secret"] != SECRET:
            return 401, {"error": "invalid_client"}
        if asked is None or challenge.decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.person | self.lies
        key = self.key if self.signs_with is None else self.signs_with
        signed = jwt.encode(claims, key, self.algorithm, headers={"kid": "1"})
        return 200, {"id_token": signed, "access_token": "x", "token_type": "Bearer"}


@contextmanager
def openid_provider() -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.provider = Provider(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.provider  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._say({})

    def do_POST(self) -> None:
        said = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say({name: values[0] for name, values in parse_qs(said).items()})

    def _say(self, body: dict[str, str]) -> None:
        status, said = self.server.provider.answer(self.path, body)  # type: ignore[attr-defined]
        written = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def log_message(self, *_: object) -> None:
        """Nothing: tests are quiet."""
