"""The access table of Open311: every address by its name, with the scope a key needs to send something there."""

from collections.abc import Mapping

READ_ONLY = ""
ACCESS: Mapping[str, str] = {
    "discovery": READ_ONLY,
    "services": READ_ONLY,
    "definition": READ_ONLY,
    "requests": "case.file",
    "request": READ_ONLY,
    "token": READ_ONLY,
    "updates": "case.note",
    "elsewhere": READ_ONLY,
}
"""All may be read by everybody: what is told there is public."""


def access_table() -> Mapping[str, str]:
    """Return the scope of each address by its name."""
    return ACCESS
