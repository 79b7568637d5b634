"""Ports: what actions need of the outside world, each behind a Protocol; `config.wiring` chooses who is behind it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from linli.domain.paper import Filling, FontFound, PaperForm
from linli.domain.problems import Problem
from linli.domain.vault import DataKey
from linli.domain.wechat import WeChatAccount


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


class MediaGone(Exception):
    """A platform keeps a picture no longer, or never had it; asking again would not help."""


class WeChatLine(Protocol):
    """The district's own account with WeChat or WeCom."""

    @property
    def account(self) -> WeChatAccount:
        """How its callbacks are signed and sealed."""

    def picture(self, media_id: str) -> bytes:
        """Return a picture that somebody sent; raises MediaGone, or DeliveryFailed where it may be asked again."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Tell somebody who wrote; `key` is the same at a repetition. Raises DeliveryFailed."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingAnswer:
    """What another system answered; no more of it is kept than somebody needs."""

    status: int
    body: bytes = b""


class OutgoingDoor(Protocol):
    """The one way out to addresses that somebody wrote down: checked, pinned, and followed nowhere."""

    def problem_with(self, url: str) -> str:
        """Return the code of what speaks against an address, or ""."""

    def ask(self, method: str, url: str, *, headers: Mapping[str, str], body: bytes = b"") -> OutgoingAnswer:
        """Send one request; raises DeliveryFailed where it was not sent or not answered."""


class HookSender(Protocol):
    """Sends news to the address of another system."""

    def problem_with(self, url: str) -> str:
        """Return the code of what speaks against an address, or ""."""

    def send(self, *, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Post `body`; raises DeliveryFailed unless it was taken."""


class KeyStoreFailed(Exception):
    """The key store cannot be used.

    `code` says why: store_missing, store_broken, store_full, store_read_only, other_store, kek_missing or kek_wrong.
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStoreStatus:
    """How a key store stands."""

    name: str
    keys: int
    unused: int
    """Keys that were made ahead, or of which nobody said yet that they are used."""
    versions: Mapping[int, int]
    """Version of the key-encryption key -> how many keys are wrapped under it."""
    active: int
    is_shared: bool
    """Whether it serves more than one database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStoreSpace:
    """How much room a key store has."""

    free_bytes: int


class KeyStore(Protocol):
    """Keeps the keys of sealed values outside the database, and can truly forget them.

    Every method raises KeyStoreFailed where the store, or the key that encrypts its keys, cannot be used.
    """

    @property
    def name(self) -> str:
        """Which store this is; made once with it."""

    @property
    def place(self) -> str:
        """Where it lies, in words for an operator."""

    @property
    def kek_place(self) -> str:
        """Where the key that encrypts its keys lies."""

    def begin(self) -> None:
        """Make the store where there is none yet: for a database that has sealed nothing."""

    def take(self, amount: int) -> Sequence[DataKey]:
        """Return keys that nobody was given before; they are on disk already."""

    def find(self, ids: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Return the keys of these ids; those that were destroyed are left out."""

    def destroy(self, ids: Collection[bytes]) -> int:
        """Overwrite and remove keys, on disk when it returns; return how many there were."""

    def purpose_key(self, purpose: str) -> bytes:
        """Return the key of a blind index, made at the first call."""

    def serve(self, database: str) -> None:
        """Remember a database whose values are sealed with keys of this store."""

    def unused(self, *, before: datetime, limit: int, after: bytes = b"") -> Sequence[bytes]:
        """Return, in order, ids made before then and of which nobody said yet that they are used."""

    def mark_used(self, ids: Collection[bytes]) -> None:
        """Note that these keys hold something."""

    def rotate(self) -> Iterator[int]:
        """Make a new key-encryption key and wrap every key under it; yield how many are done so far."""

    def copy_to(self, file: str) -> None:
        """Write a whole copy of the wrapped keys, without the key that they are wrapped under."""

    def note(self, what: str, value: str) -> None:
        """Keep a word about the store beside its keys; the same `what` replaces the one before."""

    def notes(self) -> Mapping[str, str]:
        """Return what was noted."""

    def prove(self, *, is_thorough: bool = False) -> KeyStoreSpace:
        """Read and write as the next report will (thorough: read every page); return how much room there is."""

    def status(self) -> KeyStoreStatus:
        """Return how the store stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePdf:
    """A PDF, or why there is none."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    """Why there is none; or which types others stand in for."""


class PaperPress(Protocol):
    """Makes papers: templates as documents, documents filled in, PDFs of them."""

    def template_of(self, form: PaperForm) -> bytes:
        """Return the template that is shipped for a form."""

    def check(self, template: bytes, form: PaperForm) -> tuple[FontFound, ...]:
        """Return what prints each type of a template here; raises Refused with every mistake in it."""

    def fill(self, template: bytes, form: PaperForm, filling: Filling) -> bytes:
        """Return the document filled in; raises Refused where the template cannot be used."""

    def pdf(self, docx: bytes) -> MadePdf:
        """Return a document as PDF, or why that cannot be."""

    def standing(self) -> tuple[Problem, ...]:
        """Return everything that this machine lacks for papers as they should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdIdentity:
    """Whom a single sign-on has proven."""

    claim: str
    """What names an account here."""
    issuer: str
    subject: str
    """What the issuer never gives to anybody else."""


class OpenIdProvider(Protocol):
    """Proves who somebody is by the district's own single sign-on."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def claim(self) -> str:
        """Which claim names an account."""

    def begin(self, *, back_to: str, state: str, nonce: str, verifier: str) -> str:
        """Return the address at which somebody proves who they are; raises OpenIdAway or OpenIdRefused."""

    def finish(self, *, code: str, back_to: str, nonce: str, verifier: str, now: datetime) -> OpenIdIdentity:
        """Return whom it proves; raises OpenIdRefused or OpenIdAway."""


class OpenIdRefused(Exception):
    """A single sign-on did not prove who somebody is."""


class OpenIdAway(Exception):
    """A single sign-on cannot be reached, or answers nothing that can be read."""


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
    open_id: OpenIdProvider | None = None
    """None where staff sign in by account and password only."""
    papers: PaperPress | None = None
    """None where no papers are made."""
    wechat: WeChatLine | None = None
    """None where no account is configured: nothing comes in by WeChat then."""
    secrets_before: tuple[bytes, ...] = ()
    """What `secret` was before it was turned over, newest first: receipts of that time still open."""
