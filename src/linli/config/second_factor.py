"""allauth's second factors as we use them: secrets sealed, codes taken once, and the step between the two proofs."""

import base64
import os
from contextlib import suppress
from functools import lru_cache
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.forms import ValidationError
from django.http import HttpRequest

from linli.console.account.guessing import said, slow_words, try_code
from linli.console.words import language
from linli.domain.wording import Wording
from linli.ui.frame import MARK as MARK_OF_HOUSE
from linli.ui.moment import present
from linli.ui.office import district_name

PURPOSE = b"linli/second-factor/v1"
"""Binds the key to this one use; the same words stand beside every ciphertext (AEAD additional data)."""
MARK = "v1:"
NONCE_BYTES = 12
LABEL = Wording("动态码", "Code from the app")
PROVEN = "linli_pair"
"""Key of a sign-in's state that says: the code came with the password."""


@lru_cache(maxsize=16)
def _key(secret_key: str) -> AESGCM:
    """Return the cipher of this purpose. Source: RFC 5869 (HKDF)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    return AESGCM(derived)


def seal(text: str) -> str:
    """Return `text` sealed with a key that is derived for second factors and nothing else."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _key(settings.SECRET_KEY).encrypt(nonce, text.encode(), PURPOSE)
    return MARK + base64.urlsafe_b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str) -> str:
    """Return what was sealed with the key of now or one turned over; raises InvalidTag for anything else."""
    if not sealed.startswith(MARK):
        raise InvalidTag
    raw = base64.urlsafe_b64decode(sealed.removeprefix(MARK).encode("ascii"))
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        with suppress(InvalidTag):
            return _key(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], PURPOSE).decode()
    raise InvalidTag


class StaffMfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals what is kept, and names the district towards a phone or a key."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site as a person knows it."""
        name = district_name()
        return {"id": context.request.get_host().partition(":")[0], "name": name.zh if name else MARK_OF_HOUSE}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Name the account by its login; nothing else about the person leaves for the key."""
        return {"id": str(user.pk).encode(), "display_name": user.username, "name": user.username}


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The step after the password: a one-time or a recovery code, taken once, at a slow pace."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Call the field what the page calls it."""
        super().__init__(*args, **kwargs)
        self.fields["code"].label = LABEL.within(language())

    def clean_code(self) -> str:
        """Take the code; a wrong one says nothing about why."""
        code = str(self.cleaned_data["code"])
        is_right, wait = try_code(self.user.pk, code, present())
        if not is_right:
            raise ValidationError(slow_words("sign_in_pause", wait) if wait else said("code_wrong"))
        self.authenticator = Authenticator.objects.filter(user=self.user).latest("last_used_at")
        return code


class SecondStep(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """Asks for the second factor, unless it was proven together with the password."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not self.login.state.get(PROVEN) and super()._should_handle(request)
