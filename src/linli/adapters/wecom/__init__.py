"""WeCom messages: no tenant is built in, and what cannot be sent is never said to be sent."""

from linli.domain.ports import DeliveryFailed


class NoWeComTenant:
    """Stands where a tenant's door would: every message fails by name, stays in the outbox, and is shown there."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Refuse; the outbox keeps the reason."""
        raise DeliveryFailed("no WeCom tenant is configured")
