"""Texts in tables: whatever a cell holds, no spreadsheet program may take it for a formula; read back, it is the same.

A spreadsheet calculates what begins with one of a few signs, also behind blanks, in full width, and behind an
apostrophe that it removes itself. Such a text gets one apostrophe more in front; reading takes exactly that one away.
Source: OWASP, CSV injection; ASVS 5.0 V1.2.10.
"""

SIGNS = frozenset("=+-@＝＋－＠\ufe62\ufe63\ufe66\ufe6b\u2212")
"""The signs, and what is drawn like them in full width, small, or as a minus."""
BLANKS = (
    "\n \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad"
)
APOSTROPHE = "'"


def plain_cell(text: str) -> str:
    """Return `text` as a cell may hold it, without the control characters that no table keeps."""
    kept = "".join(char for char in text if (char >= " " and char not in "\x7f\ufffe\uffff") or char == "\n")
    return APOSTROPHE + kept if _is_taken_for_a_formula(kept) else kept


def cell_text(cell: str) -> str:
    """Return the text that `plain_cell` made `cell` of; any other cell is its own text."""
    return cell[1:] if cell[:1] == APOSTROPHE and _is_taken_for_a_formula(cell) else cell


def _is_taken_for_a_formula(text: str) -> bool:
    """Apostrophes in front change nothing: a text that was written with one must not lose it when it is read back."""
    return text.lstrip(APOSTROPHE).lstrip(BLANKS)[:1] in SIGNS
