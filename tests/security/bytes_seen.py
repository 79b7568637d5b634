"""Finding a token in bytes, whatever it was packed in: as text, in an archive, in a picture, in an encoding."""

import base64
import gzip
import html
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def forms_of(token: str) -> Mapping[str, bytes]:
    """Return every form in which a token could stand in an answer, by name."""
    text = {
        "plain": token,
        "json": json.dumps(token)[1:-1],
        "html": html.escape(token),
        "html by number": "".join(f"&#{ord(one)};" for one in token),
        "html by hex": "".join(f"&#x{ord(one):x};" for one in token),
        "url": quote(token),
        "url of a form": quote_plus(token),
        "javascript": "".join(f"\\u{ord(one):04x}" for one in token),
        "reversed": token[::-1],
    }
    found = {name: words.encode() for name, words in text.items()}
    for encoding in ENCODINGS:
        found[encoding] = token.encode(encoding)
        found[f"hex of {encoding}"] = token.encode(encoding).hex().encode()
    found.update({f"base64 at {shift}": one for shift, one in enumerate(_base64(token.encode()))})
    return found


def _base64(token: bytes) -> Iterator[bytes]:
    """A token inside a longer text is encoded in one of three ways, by where it begins; its middle is the same."""
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + token)
        yield whole[4 if shift else 0 : len(whole) // 4 * 4 - 4]


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the bytes themselves, and whatever is packed in them: the parts of a table, a compressed body."""
    yield content
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    elif content.startswith(GZIP):
        yield gzip.decompress(content)
    start = content.find(b"IDAT")
    if content.startswith(b"\x89PNG") and start > 0:
        yield zlib.decompressobj().decompress(content[start + 4 :])


def seen_in(contents: bytes, forms: Mapping[str, bytes]) -> list[str]:
    """Return the names of the forms in which a token stands in some bytes."""
    layers = list(unpacked(contents))
    return [name for name, form in forms.items() if any(form in layer for layer in layers)]
