"""Ports: what actions need of the outside world, each behind a Protocol; `config.wiring` chooses who is behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


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


class FigureEngine(Protocol):
    """Counts figures over facts that were exported; a question is an expression of `linli.indicators`."""

    @property
    def folder(self) -> str:
        """Where facts are exported to."""

    def at(self, folder: str) -> "FigureEngine":
        """Return the same engine over another folder."""

    def derive(self, county: str, files: Sequence[str], question: Any, *, as_of_ms: int) -> int:
        """Make the table of matters anew from the rows of entries in `files`; return how many matters there are."""

    def as_of_ms(self, county: str) -> int | None:
        """Return as of when the table of matters stands, or None before the first one."""

    def prepare(self, question: Any) -> None:
        """Put `question` into the engine's own words, so that whoever asks it first need not wait for that."""

    def rows(self, county: str, question: Any, asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return what `question` yields over the table of matters and the rows `asked`; nothing before the first."""


class HookSender(Protocol):
    """Sends news to the address of another system."""

    def problem_with(self, url: str) -> str:
        """Return the code of what speaks against an address, or ""."""

    def send(self, *, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Post `body`; raises DeliveryFailed unless it was taken."""


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
    figures: FigureEngine | None = None
    """None where an installation keeps no figures."""
    hooks: HookSender | None = None
    """None where no news goes to other systems."""
