"""Ports that lead nowhere: for tests in which nothing leaves the house, and a message would be a mistake."""

from linli.domain.ports import Ports


class Silence:
    """Refuses to be used."""

    def clean(self, photo: bytes) -> bytes:
        """No photo is expected here."""
        raise AssertionError("a photo was to be cleaned")

    def send(self, *, to: str, key: str, subject: str = "", text: str = "") -> None:
        """No message is expected here."""
        raise AssertionError(f"a message was to be sent to {to}")


SILENT_PORTS = Ports(photos=Silence(), mail=Silence(), sms=Silence(), wecom=Silence(), secret=b"only-for-tests" * 3)
