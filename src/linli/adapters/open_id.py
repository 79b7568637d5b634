"""Single sign-on by OpenID Connect: the code flow with PKCE, and a token that is believed only after every check.

Source: OpenID Connect Core 1.0 sections 3.1.2.1, 3.1.3.7 (ID token validation); RFC 7636 (PKCE); RFC 9700 (no
redirects are followed, endpoints come from the issuer's own description).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import jwt

from linli.domain.ports import DeliveryFailed, OpenIdAway, OpenIdIdentity, OpenIdRefused, OutgoingDoor

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
"""Signatures with a key pair only: "none" and shared secrets are no proof here."""
CLOCKS_APART_SECONDS: Final = 60
TOKEN_AGE_SECONDS_MAX: Final = 600
SUBJECT_CHARACTERS_MAX: Final = 255
"""OpenID Connect Core 1.0 section 2."""
SCOPES: Final = "openid profile email"
OWN_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdConnect:
    """One provider, as an operator configured it; it is spoken to through the guarded door and no other way."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str
    name: str
    door: OutgoingDoor
    """Admits public addresses and the networks that an operator named for the provider; follows nothing."""

    def begin(self, *, back_to: str, state: str, nonce: str, verifier: str) -> str:
        """Return the provider's address at which somebody proves who they are; raises OpenIdAway."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": self.client_id, "redirect_uri": back_to, "scope": SCOPES,
            "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self._described()['authorization_endpoint']}?{urlencode(asked)}"

    def finish(self, *, code: str, back_to: str, nonce: str, verifier: str, now: datetime) -> OpenIdIdentity:
        """Return whom the token names; raises OpenIdRefused for a token that fails any check."""
        described = self._described()
        asked = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back_to, "code_verifier": verifier,
            "client_id": self.client_id, "client_secret": self.client_secret,
        }  # fmt: skip
        answer = self._json("POST", described["token_endpoint"], urlencode(asked).encode())
        claims = self._claims(str(answer.get("id_token", "")), described)
        self._check(claims, nonce=nonce, now=now)
        value, is_unproven = claims.get(self.claim), self.claim == "email" and claims.get("email_verified") is not True
        if not isinstance(value, str) or not value or is_unproven:
            raise OpenIdRefused("the token does not name anybody")
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_CHARACTERS_MAX:
            raise OpenIdRefused("a subject that is no subject")
        return OpenIdIdentity(claim=value, issuer=self.issuer, subject=subject)

    def _claims(self, token: str, described: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a token says, once its signature is one of the provider's keys."""
        try:
            head = jwt.get_unverified_header(token)
            keys = jwt.PyJWKSet.from_dict(self._json("GET", described["jwks_uri"]))
            usable = [key for key in keys.keys if key.public_key_use in (None, "sig")]
            named = [key for key in usable if key.key_id == head.get("kid")] if head.get("kid") else usable
            if len(named) != 1:
                raise OpenIdRefused("no key fits the token")
            told: Mapping[str, Any] = jwt.decode(
                token, named[0].key, algorithms=list(ALGORITHMS), audience=self.client_id, issuer=self.issuer,
                options={
                    "require": ["exp", "iat", "aud", "iss", "sub"], "verify_exp": False, "verify_iat": False,
                    "verify_nbf": False,
                },
            )  # fmt: skip
        except jwt.PyJWTError as error:
            raise OpenIdRefused(type(error).__name__) from error
        return told

    def _check(self, claims: Mapping[str, Any], *, nonce: str, now: datetime) -> None:
        """Refuse a token of another time, another sign-in or another client."""
        moment = now.timestamp()
        if not all(isinstance(claims[one], int | float) for one in ("exp", "iat")):
            raise OpenIdRefused("times that are no numbers")
        if moment >= claims["exp"] + CLOCKS_APART_SECONDS or not (
            -CLOCKS_APART_SECONDS <= moment - claims["iat"] <= TOKEN_AGE_SECONDS_MAX
        ):
            raise OpenIdRefused("not of this time")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise OpenIdRefused("not of this sign-in")
        audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims.get("azp", self.client_id) != self.client_id or (len(audiences) > 1 and "azp" not in claims):
            raise OpenIdRefused("made out to another client")

    def _described(self) -> Mapping[str, Any]:
        """Return the issuer's own description of itself."""
        told = self._json("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if told.get("issuer") != self.issuer or not all(self._is_safe(str(told.get(one, ""))) for one in wanted):
            raise OpenIdRefused("the description does not fit the issuer")
        return told

    def _is_safe(self, url: str) -> bool:
        """Only encrypted addresses, except on this very machine."""
        parts = urlsplit(url)
        return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE)

    def _json(self, method: str, url: str, body: bytes = b"") -> dict[str, Any]:
        """Return the object that an address answers with; an endpoint that moves is an endpoint that is wrong."""
        headers = {"Accept": "application/json", **({"Content-Type": FORM} if body else {})}
        try:
            answer = self.door.ask(method, url, headers=headers, body=body)
            told = json.loads(answer.body)
        except (DeliveryFailed, ValueError) as error:
            raise OpenIdAway(type(error).__name__) from error
        if body and 400 <= answer.status < 500:
            raise OpenIdRefused("the provider takes the code back")
        if answer.status != 200 or not isinstance(told, dict):
            raise OpenIdAway(f"HTTP {answer.status}")
        return told
