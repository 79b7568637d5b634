"""WeChat and WeCom callbacks: signed, encrypted, and what they say.

Pure; moments and chance are arguments. Nothing in a message is read before its signature fits.
Source: WeCom developer documents, “加解密方案说明” (SHA-1 over the sorted token, timestamp, nonce and ciphertext;
AES-256-CBC with the key's first 16 bytes as IV, PKCS#7 to blocks of 32; 16 random bytes, length, message, receiver);
the same scheme is the “安全模式” of official accounts. AES and padding are those of the `cryptography` library.
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from linli.domain.problems import Problem, Refused

KEY_CHARACTERS = 43
STALE_SECONDS = 300
"""A callback that is older, or lies as far ahead, is refused: whoever repeats one later is not the platform."""
BODY_BYTES_MAX = 64 * 1024
WORDS_MAX = 2_000
_RANDOM_BYTES, _LENGTH_BYTES, _BLOCK_BITS = 16, 4, 256
_DIGITS = re.compile(r"[0-9]{1,12}")


class Platform(StrEnum):
    """Which of the two the account belongs to; they differ in a few addresses and in the first handshake."""

    WECOM = "wecom"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeChatAccount:
    """What is agreed with the platform: how callbacks are signed and sealed, and for whom they are."""

    platform: Platform
    id: str
    """Corp id, or app id."""
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    """The EncodingAESKey: 43 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What stands beside a callback in its address."""

    signature: str
    timestamp: str
    nonce: str


class Kind(StrEnum):
    """What was sent, as far as it is understood here."""

    TEXT = "text"
    IMAGE = "image"
    LOCATION = "location"
    GREETING = "greeting"
    """Somebody began to follow the account."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as the platform hands it over."""

    id: str
    """Unique with the platform; a repetition bears the same."""
    kind: Kind
    sender: str = field(repr=False)
    receiver: str = ""
    words: str = field(default="", repr=False)
    media_id: str = ""
    lon: float | None = None
    lat: float | None = None


def sealing_key(encoding_aes_key: str) -> bytes:
    """Return the 32 bytes of an EncodingAESKey; raises ValueError for what is none."""
    if len(encoding_aes_key) != KEY_CHARACTERS or not encoding_aes_key.isalnum():
        raise ValueError("an EncodingAESKey has 43 letters and digits")
    return base64.b64decode(encoding_aes_key + "=")


def signature_of(*parts: str) -> str:
    """Return the signature over `parts`, whatever their order."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def check_signed(account: WeChatAccount, signed: Signed, *more: str, now: datetime) -> None:
    """Refuse what does not bear the account's signature, and what was signed too long ago or ahead of time."""
    due = signature_of(account.token, signed.timestamp, signed.nonce, *more)
    if not hmac.compare_digest(due.encode(), signed.signature.encode()):
        raise Refused([Problem("wechat_forged")])
    if not _DIGITS.fullmatch(signed.timestamp) or abs(now.timestamp() - int(signed.timestamp)) > STALE_SECONDS:
        raise Refused([Problem("wechat_stale")])


def sealed_part(body: bytes) -> str:
    """Return the ciphertext of a callback's body; raises Refused for anything else."""
    sealed = _read(body).findtext("Encrypt", "").strip()
    if not sealed:
        raise Refused([Problem("wechat_unreadable")])
    return sealed


def unseal(account: WeChatAccount, sealed: str) -> bytes:
    """Return what a ciphertext holds; raises Refused where it does not open, or is for another account."""
    key = sealing_key(account.aes_key)
    try:
        opening = Cipher(AES(key), CBC(key[:16])).decryptor()
        padded = opening.update(base64.b64decode(sealed, validate=True)) + opening.finalize()
        stripping = PKCS7(_BLOCK_BITS).unpadder()
        plain = stripping.update(padded) + stripping.finalize()
    except (ValueError, binascii.Error):
        raise Refused([Problem("wechat_unreadable")]) from None
    length = int.from_bytes(plain[_RANDOM_BYTES : _RANDOM_BYTES + _LENGTH_BYTES])
    begin = _RANDOM_BYTES + _LENGTH_BYTES
    words, receiver = plain[begin : begin + length], plain[begin + length :]
    if len(words) != length:
        raise Refused([Problem("wechat_unreadable")])
    if not hmac.compare_digest(receiver, account.id.encode()):
        raise Refused([Problem("wechat_not_ours")])
    return words


def seal(account: WeChatAccount, words: bytes, *, chance: bytes) -> str:
    """Return the ciphertext of `words` for this account; `chance` is 16 random bytes."""
    if len(chance) != _RANDOM_BYTES:
        raise ValueError("sealing takes 16 random bytes")
    key = sealing_key(account.aes_key)
    plain = chance + len(words).to_bytes(_LENGTH_BYTES) + words + account.id.encode()
    filling = PKCS7(_BLOCK_BITS).padder()
    sealing = Cipher(AES(key), CBC(key[:16])).encryptor()
    return base64.b64encode(sealing.update(filling.update(plain) + filling.finalize()) + sealing.finalize()).decode()


def message_of(plain: bytes) -> Message:
    """Return the message that an opened callback holds; raises Refused where it is none."""
    tree = _read(plain)

    def text(name: str) -> str:
        return (tree.findtext(name) or "").strip()

    sender = text("FromUserName")
    kind = {"text": Kind.TEXT, "image": Kind.IMAGE, "location": Kind.LOCATION}.get(text("MsgType"), Kind.OTHER)
    if text("MsgType") == "event":
        kind = Kind.GREETING if text("Event") in ("subscribe", "enter_agent") else Kind.OTHER
    # An event has no number of its own: who and when stand for it.
    named = text("MsgId") or hashlib.sha256(f"{sender}\n{text('CreateTime')}\n{text('Event')}".encode()).hexdigest()
    if not sender or not named.isascii() or len(named) > 64:
        raise Refused([Problem("wechat_unreadable")])
    return Message(
        id=named, kind=kind, sender=sender, receiver=text("ToUserName"),
        words=(text("Content") or text("Label"))[:WORDS_MAX], media_id=text("MediaId")[:300],
        lat=_degrees(text("Location_X"), 90), lon=_degrees(text("Location_Y"), 180),
    )  # fmt: skip


def answer_to(account: WeChatAccount, message: Message, words: str, *, signed: Signed, chance: bytes) -> bytes:
    """Return the body of an answer: a text to whoever wrote, sealed and signed as the callback was."""
    plain = _spelled(
        ("ToUserName", message.sender), ("FromUserName", message.receiver), ("CreateTime", signed.timestamp),
        ("MsgType", "text"), ("Content", words),
    )  # fmt: skip
    sealed = seal(account, plain, chance=chance)
    return _spelled(
        ("Encrypt", sealed),
        ("MsgSignature", signature_of(account.token, signed.timestamp, signed.nonce, sealed)),
        ("TimeStamp", signed.timestamp),
        ("Nonce", signed.nonce),
    )


def _spelled(*parts: tuple[str, str]) -> bytes:
    tree = ElementTree.Element("xml")
    for name, words in parts:
        ElementTree.SubElement(tree, name).text = words
    return bytes(ElementTree.tostring(tree, encoding="utf-8"))


def _read(body: bytes) -> ElementTree.Element:
    """Return the elements of a body in UTF-8; a document type or an entity, in whatever encoding, is not read at all.

    This is met before any signature is, so the parser is the restrictive one.
    """
    if len(body) > BODY_BYTES_MAX:
        raise Refused([Problem("wechat_unreadable")])
    try:
        tree: ElementTree.Element = fromstring(body.decode("utf-8-sig"), forbid_dtd=True)
        return tree
    except (DefusedXmlException, ElementTree.ParseError, ValueError, LookupError):
        raise Refused([Problem("wechat_unreadable")]) from None


def _degrees(text: str, most: int) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) <= most else None
