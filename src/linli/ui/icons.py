"""The icons that exist: the symbols of the sprite `static/ui/icons.svg`."""

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"
UNKNOWN_ICON = "dot"


@cache
def icon_names() -> frozenset[str]:
    """The name of every symbol."""
    return frozenset(re.findall(r'<symbol id="(\w+)"', SPRITE.read_text(encoding="utf-8")))


def known_icon(name: str) -> str:
    """Return `name`, or the plain dot when data asks for an icon that was never drawn."""
    return name if name in icon_names() else UNKNOWN_ICON
