"""A browser in two words, for the list of one's own sessions; nothing finer is read or kept."""

from collections.abc import Mapping
from typing import Any, Final

BROWSERS: Final = (
    ("MicroMessenger/", "WeChat"), ("Edg", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(meta: Mapping[str, Any]) -> str:
    """Return words such as "Firefox · Windows", or "" where a browser says nothing we know."""
    told = str(meta.get("HTTP_USER_AGENT", ""))[:400]
    found = (next((name for sign, name in kinds if sign in told), "") for kinds in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in found if name)
