"""A real OpenID Connect provider on this machine: discovery, authorisation, token and keys over HTTP.

What it gets wrong is chosen per test: `twist` changes the claims, `sign_with` the key, `description` what it says.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "linli", "the client's own secret"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(kw_only=True)
class Provider:
    """One provider with one person at its page, who always agrees."""

    url: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "1", "preferred_username": "wei"})
    twist: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    token_of: Callable[[dict[str, Any]], str] | None = None
    """Makes the token itself where a test wants another signature."""
    describes: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def description(self) -> dict[str, Any]:
        told = {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
        }  # fmt: skip
        return told | self.describes

    def keys(self) -> dict[str, Any]:
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**told, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the person is led back to."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Exchange a code for a token, once, for whoever holds the verifier and the secret."""
        begun = self.codes.pop(asked.get("code", ""), None)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if begun is None or begun["code_challenge"] != challenge or asked.get("client_secret") != SECRET:
            return 400, {"error": "invalid_grant"}
        now = int(datetime.now(UTC).timestamp())
        told = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": begun["nonce"], **self.claims}
        told = self.twist(told)
        made = self.token_of(told) if self.token_of else self.signed(told)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": made}

    def signed(self, told: dict[str, Any], key: rsa.RSAPrivateKey | None = None) -> str:
        return jwt.encode(told, key or self.key, algorithm="RS256", headers={"kid": "one"})


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve a provider on a free port of this machine until the test is over."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            told = {key: value[0] for key, value in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(told))
                self.end_headers()
            elif parts.path == "/.well-known/openid-configuration":
                self.answer(200, provider.description())
            else:
                self.answer(200, provider.keys())

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told = {key: value[0] for key, value in parse_qs(self.rfile.read(length).decode()).items()}
            self.answer(*provider.token(told))

        def answer(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
