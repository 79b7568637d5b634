"""Page cursors: where a list goes on, opaque and signed, so that a page is asked only by whom it was given to."""

import base64
import binascii
import hashlib
import hmac

from linli.domain.problems import Problem, Refused

PREFIX = b"linli/cursor/v1\0"
SIGNATURE_BYTES = 12
CURSOR_CHARACTERS_MAX = 400


def sign_cursor(place: str, *, query: str, secret: bytes) -> str:
    """Return `place` (where the next page begins) as a cursor that only `query` may use; "" stays ""."""
    if not place:
        return ""
    raw = place.encode()
    return base64.urlsafe_b64encode(_signature(raw, query, secret) + raw).decode().rstrip("=")


def read_cursor(cursor: str, *, query: str, secret: bytes) -> str:
    """Return the place a cursor stands for; raises Refused `cursor_unknown` for one not made for `query`."""
    if not cursor:
        return ""
    try:
        signed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = signed[SIGNATURE_BYTES:].decode()
    except (binascii.Error, ValueError):
        raise Refused([Problem("cursor_unknown", at="cursor")]) from None
    expected = _signature(place.encode(), query, secret)
    if not place or not hmac.compare_digest(signed[:SIGNATURE_BYTES], expected):
        raise Refused([Problem("cursor_unknown", at="cursor")])
    return place


def _signature(place: bytes, query: str, secret: bytes) -> bytes:
    message = PREFIX + hashlib.sha256(query.encode("utf-8", "backslashreplace")).digest() + place
    return hmac.new(secret, message, hashlib.sha256).digest()[:SIGNATURE_BYTES]
