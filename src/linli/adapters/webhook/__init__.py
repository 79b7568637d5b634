"""News by HTTPS to other systems, through the one guarded way out."""

from collections.abc import Mapping

from linli.domain.ports import DeliveryFailed, OutgoingDoor


class HttpsHookSender:
    """Posts news; any answer but success is a failure that is tried again."""

    def __init__(self, door: OutgoingDoor) -> None:
        """Send through `door`."""
        self._door = door

    def problem_with(self, url: str) -> str:
        """Return the code of what speaks against an address before anything is resolved, or ""."""
        return self._door.problem_with(url)

    def send(self, *, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Post `body`; raises DeliveryFailed for any answer but 2xx, for redirects too."""
        status = self._door.ask("POST", url, headers=headers, body=body).status
        if not 200 <= status < 300:
            raise DeliveryFailed(f"HTTP {status}" + (" (redirects are not followed)" if 300 <= status < 400 else ""))
