"""A vault that seals nothing: what the bench compares with. No installation can choose it."""

import os
from collections.abc import Sequence

from linli.domain.vault import KEY_ID_BYTES, NONCE_BYTES, NotOpened, Opened, Place
from linli.store.secrets import SealedRow

PADDING = b"\0" * 29
"""So long is what a sealed value holds beside nonce and value."""


class OpenVault:
    """Keeps nonce and value as they are, and knows no keys."""

    def seal(self, values: Sequence[tuple[Place, Opened]]) -> list[tuple[bytes, bytes]]:
        """Return chance in the place of a key's id, and the value as it is."""
        return [(os.urandom(KEY_ID_BYTES), PADDING + held.nonce + held.value) for _, held in values]

    def unseal(self, rows: Sequence[SealedRow]) -> list[Opened | NotOpened | None]:
        """Return what each row holds."""
        start = len(PADDING)
        return [Opened(row.value[start : start + NONCE_BYTES], row.value[start + NONCE_BYTES :]) for row in rows]

    def digest(self, value: str, purpose: str) -> bytes:
        """Return nothing by which a value could be found again."""
        return bytes(32)
