"""The vault's scheme: how a value is sealed so that only its own key opens it, and only in its own place.

A sealed value is one byte that names the cipher, 12 bytes of chance, then the encrypted nonce and value with their
tag. The nonce of the commitment lies inside, so that what an entry committed to can be guessed no more once the key
is gone; the place goes into the tag, so that no row opens in another's place. Chance and keys are arguments.

Source: NIST SP 800-38D (GCM); RFC 8998 (SM4-GCM); GB/T 32907-2016 (SM4).
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher as LowLevelCipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

KEY_BYTES = 32
KEY_ID_BYTES = 16
NONCE_BYTES = 32
IV_BYTES = 12
TAG_BYTES = 16
SEALED_BYTES_MORE = 1 + IV_BYTES + NONCE_BYTES + TAG_BYTES
"""How much longer a sealed value is than the value."""
VALUE_PREFIX = "linli/value/v1"
KEY_PREFIX = b"linli/key/v1\0"
BLIND_PREFIX = b"linli/blind/v1\0"
SM4_PREFIX = b"linli/sm4/v1"
PHONE = "phone"
"""Purpose under which a requester's telephone number can be found again."""


class Cipher(StrEnum):
    """The ciphers there are; each names itself in the first byte of what it sealed."""

    AES = "aes"
    SM4 = "sm4"


_FIRST_BYTES = {Cipher.AES: 1, Cipher.SM4: 2}
_CIPHERS = {byte: cipher for cipher, byte in _FIRST_BYTES.items()}


class NotOpened(Exception):
    """What was given does not open: another key, another place, or changed bytes."""


class Place(NamedTuple):
    """Where a value stands; it opens nowhere else."""

    county_id: int
    stream: str
    seq: int
    field: str
    subject: str
    role: str

    @property
    def bound(self) -> bytes:
        """The place as it goes into the tag; PostgreSQL keeps no NUL in a text, so no part can borrow from another."""
        return "\0".join((VALUE_PREFIX, *map(str, self))).encode()


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key of one value, by name."""

    id: bytes
    key: bytes


class Opened(NamedTuple):
    """What was sealed: the value and the nonce of its commitment."""

    nonce: bytes
    value: bytes


def seal(opened: Opened, place: Place, *, key: bytes, iv: bytes, cipher: Cipher = Cipher.AES) -> bytes:
    """Return `opened` sealed under `key` for `place`; `iv` is 12 random bytes, never used twice with one key."""
    if len(opened.nonce) != NONCE_BYTES:
        raise ValueError(f"a nonce has {NONCE_BYTES} bytes")
    return _encrypted(opened.nonce + opened.value, place.bound, key=key, iv=iv, cipher=cipher)


def unseal(sealed: bytes, place: Place, *, key: bytes) -> Opened:
    """Return what `sealed` holds; raises NotOpened for another key or place, or any changed bit."""
    plain = _decrypted(sealed, place.bound, key=key)
    if len(plain) < NONCE_BYTES:
        raise NotOpened
    return Opened(nonce=plain[:NONCE_BYTES], value=plain[NONCE_BYTES:])


def wrap(key: bytes, name: bytes, *, kek: bytes, iv: bytes, cipher: Cipher = Cipher.AES) -> bytes:
    """Return `key` wrapped under the key-encryption key `kek`, bound to its own `name`."""
    return _encrypted(key, KEY_PREFIX + name, key=kek, iv=iv, cipher=cipher)


def unwrap(wrapped: bytes, name: bytes, *, kek: bytes) -> bytes:
    """Return the key; raises NotOpened under another key-encryption key or another name."""
    return _decrypted(wrapped, KEY_PREFIX + name, key=kek)


def blind(value: str, purpose: str, *, key: bytes) -> bytes:
    """Return the digest under which `value` can be found again by who holds the purpose's key, and by nobody else."""
    return hmac.digest(key, BLIND_PREFIX + purpose.encode() + b"\0" + value.encode(), "sha256")


def plain_phone(text: str) -> str:
    """Return a telephone number as it is compared: digits only, without the country's prefix; "" for none."""
    digits = re.sub(r"\D", "", normalize("NFKC", text), flags=re.ASCII)
    national = re.sub(r"\A(?:00)?86(?=1\d{10}\Z)", "", digits)
    return national if len(national) >= PHONE_DIGITS_MIN else ""


PHONE_DIGITS_MIN = 7
"""Shorter numbers are extensions and mistakes, and would join strangers."""


def _encrypted(plain: bytes, bound: bytes, *, key: bytes, iv: bytes, cipher: Cipher) -> bytes:
    if len(key) != KEY_BYTES or len(iv) != IV_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes and its chance {IV_BYTES}")
    head = bytes((_FIRST_BYTES[cipher],))
    if cipher is Cipher.AES:
        return head + iv + AESGCM(key).encrypt(iv, plain, head + bound)
    sealing = LowLevelCipher(SM4(_sm4_key(key)), GCM(iv)).encryptor()
    sealing.authenticate_additional_data(head + bound)
    return head + iv + sealing.update(plain) + sealing.finalize() + sealing.tag


def _decrypted(sealed: bytes, bound: bytes, *, key: bytes) -> bytes:
    head, iv, body = sealed[:1], sealed[1 : 1 + IV_BYTES], sealed[1 + IV_BYTES :]
    cipher = _CIPHERS.get(head[0]) if head else None
    if cipher is None or len(body) < TAG_BYTES:
        raise NotOpened
    try:
        if cipher is Cipher.AES:
            return AESGCM(key).decrypt(iv, body, head + bound)
        opening = LowLevelCipher(SM4(_sm4_key(key)), GCM(iv, body[-TAG_BYTES:])).decryptor()
        opening.authenticate_additional_data(head + bound)
        return opening.update(body[:-TAG_BYTES]) + opening.finalize()
    except InvalidTag:
        raise NotOpened from None


def _sm4_key(key: bytes) -> bytes:
    """SM4 takes 16 bytes: derived, so that no half of a key serves two ciphers."""
    return hmac.digest(key, SM4_PREFIX, hashlib.sha256)[:16]
