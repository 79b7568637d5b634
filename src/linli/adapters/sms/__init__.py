"""Short messages: no gateway is built in, and what cannot be sent is never said to be sent."""

from linli.domain.ports import DeliveryFailed


class NoSmsGateway:
    """Stands where a gateway would: every message fails by name, stays in the outbox, and is shown there."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Refuse; the outbox keeps the reason."""
        raise DeliveryFailed("no SMS gateway is configured")
