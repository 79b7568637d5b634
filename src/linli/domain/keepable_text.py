"""Text that can be stored and read back as it was: no control characters, and no half of a character."""


def is_keepable(text: str, *, is_line: bool = False) -> bool:
    """Say whether `text` can be kept; line ends too, unless it `is_line`."""
    allowed = "\t" if is_line else "\t\r\n"
    return all(char in allowed or _is_whole(ord(char)) for char in text)


def _is_whole(code: int) -> bool:
    return code >= 32 and code != 0x7F and not 0xD800 <= code <= 0xDFFF
