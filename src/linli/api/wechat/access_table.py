"""The access table of this door: who may knock."""

from collections.abc import Mapping

SIGNED = "signed by the platform"


def access_table() -> Mapping[str, str]:
    """Return what each address asks for, by its name."""
    return {"callback": SIGNED}
