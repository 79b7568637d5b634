"""Ports: what actions need of the outside world, each behind a Protocol; `config.wiring` chooses who is behind it."""

from dataclasses import dataclass
from typing import Protocol


class PhotoCleaner(Protocol):
    """Re-encodes pictures from their pixels, so that nothing else survives in them."""

    def clean(self, photo: bytes) -> bytes:
        """Return a re-encoded JPEG without any metadata; raises Refused for what is not a picture."""


class MailSender(Protocol):
    """Sends one e-mail."""

    def send(self, *, to: str, subject: str, text: str, key: str) -> None:
        """Hand the mail over; `key` is the same at a repetition. Raises DeliveryFailed when it may be tried again."""


class TextSender(Protocol):
    """Sends one short text, by SMS or WeCom."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand the text over; `key` is the same at a repetition. Raises DeliveryFailed when it may be tried again."""


class DeliveryFailed(Exception):
    """The outside did not take a message; the outbox tries again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The outside world as actions may reach it."""

    photos: PhotoCleaner
    mail: MailSender
    sms: TextSender
    wecom: TextSender
    secret: bytes
    """Key from which receipt codes and look-up hashes are derived."""
    public_url: str = ""
