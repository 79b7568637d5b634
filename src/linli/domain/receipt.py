"""Receipt codes and case numbers: what a resident holds, reads out and types in.

A receipt code has 15 symbols that carry 72 random bits and one that checks them. The alphabet has no
I, L, O, S and U, which are read as 1, 1, 0, 5 and V. Weights are the powers of 3 modulo 31, all different:
any single wrong symbol and any two exchanged symbols are noticed.
Source: weighted checksum over a prime field, as in GB 32100-2015 (FIELD 5.3).
"""

import re
from unicodedata import normalize

from linli.domain.problems import Problem, Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRTVWXYZ"
RANDOM_BYTES = 9
"""How many random bytes a code takes: 72 bits."""

_MODULUS = len(ALPHABET)
_LENGTH = 16
_GROUP = 4
_WEIGHTS = tuple(pow(3, place, _MODULUS) for place in range(_LENGTH))
_LOOK_ALIKES = str.maketrans("ILOSU", "1105V")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−·._]+")
_SERIAL_DIGITS = 6
_LABEL_MAX = 30
_KINDS_OF_AREA = re.compile(r"(?:街道|镇|乡)$")


def receipt_code(random_bytes: bytes) -> str:
    """Return the code, grouped for reading, that carries `random_bytes` (exactly RANDOM_BYTES)."""
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"a receipt code takes {RANDOM_BYTES} random bytes")
    value = int.from_bytes(random_bytes)
    places = []
    for _ in range(_LENGTH - 1):
        value, place = divmod(value, _MODULUS)
        places.append(place)
    owed = -_weighted(places) * pow(_WEIGHTS[-1], -1, _MODULUS) % _MODULUS
    return _grouped("".join(ALPHABET[place] for place in [*places, owed]))


def read_receipt_code(text: str, *, at: str = "receipt") -> str:
    """Return the code that a person typed, in its one written form.

    Spaces, dashes, lower case, full-width letters and look-alikes are understood; raises Refused.
    """
    symbols = _SEPARATORS.sub("", normalize("NFKC", text)).upper().translate(_LOOK_ALIKES)
    problems = []
    strangers = "".join(dict.fromkeys(symbol for symbol in symbols if symbol not in ALPHABET))
    if len(symbols) != _LENGTH:
        problems.append(Problem("receipt_length", at, {"length": _LENGTH, "given": len(symbols)}))
    if strangers:
        problems.append(Problem("receipt_symbols", at, {"symbols": strangers[:_LENGTH]}))
    if not problems and _weighted([ALPHABET.index(symbol) for symbol in symbols]) % _MODULUS:
        problems.append(Problem("receipt_checksum", at))
    if problems:
        raise Refused(problems)
    return _grouped(symbols)


def number_label(*names: str) -> str:
    """Return the area part of a case number: letters and digits of the first name that has any, without its kind."""
    short = (re.sub(r"[\W_]", "", _KINDS_OF_AREA.sub("", name.strip())) for name in names)
    return next((label[:_LABEL_MAX] for label in short if label), "0")


def case_number(area_label: str, year: int, serial: int) -> str:
    """Return "<area>-<year>-<serial of at least 6 digits>"."""
    if not area_label or "-" in area_label or serial < 1 or not 1000 <= year <= 9999:
        raise ValueError(f"no case number from {area_label!r}, {year}, {serial}")
    return f"{area_label}-{year}-{serial:0{_SERIAL_DIGITS}d}"


def _weighted(places: list[int]) -> int:
    """Return the weighted sum of symbol numbers."""
    return sum(weight * place for weight, place in zip(_WEIGHTS, places, strict=False))


def _grouped(symbols: str) -> str:
    """Return `symbols` in groups of four."""
    return "-".join(symbols[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
