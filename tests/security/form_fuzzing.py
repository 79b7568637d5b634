"""A stranger in three roles: follows what pages offer, fills in forms half right, and sends what nobody would.

Each role has a browser, and a key for the doors of other systems (nobody has none). Seeded, so that a fault comes
again. What a page offered is kept and used later: hidden numbers of old forms, matters that have moved on, forms of
one seat at another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.domain.receipt import receipt_code
from tests.adapters.hostile_photos import files
from tests.security.addresses import Filling, Place, places
from tests.security.api_fuzzing import System, keys_of
from tests.security.hostile_texts import hostile_texts
from tests.security.world import POSTS, World, browser

SEATS: Mapping[str, str] = {"": "", "hu": "reader", "admin": "writer"}
"""The three roles: where each sits, and which key it holds."""
LEFT_OUT = {"account_login", "account_logout", "account_change_password", "set_language"}
FORM = re.compile(r"<form\b([^>]{0,400})>(.*?)</form>", re.DOTALL)
ATTRIBUTE = re.compile(r'\b(action|name|value|type|method)="([^"]*)"')
FIELD = re.compile(r"<(?:input|textarea|select|button)\b([^>]{0,2000})>")
SELECT = re.compile(r'<select\b[^>]{0,1000}?\bname="([^"]*)"[^>]{0,400}>(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option\b[^>]{0,400}?value="([^"]*)"')
CHOSEN = ("radio", "checkbox", "submit")
"""Kinds of which a browser sends one, or none."""
LINK = re.compile(r'href="(/[^"#]*)"')
OWN_POSTS = tuple(f"/posts/{POSTS[seat].id}/" for seat in SEATS if seat)
"""Whoever ends their own post sits nowhere any more, and meets nothing that is worth asking for."""
LEFT_ALONE = ("/static/", "/accounts/", "/demo/", "/language/", "//", "http:", "https:")
KEYS = re.compile(r"[0-9A-Z]{26}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}|\d+")
KEPT_MAX = 30
PLAIN = ("路灯不亮", "桥东一网格路灯", "已约见", "1")
SENSIBLE: Mapping[str, tuple[str, ...]] = {
    "date": ("2026-03-02", "2026-03-20"), "datetime-local": ("2026-03-02T10:00",), "number": ("1", "3"),
    "tel": ("13800000000",), "email": ("li@example.org",), "password": ("wet socks on a stove",),
}  # fmt: skip
PHOTOS = [data for _, data in files(200)]


Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that a page offered."""

    seat: str
    action: str
    fields: tuple[tuple[str, str, str], ...]
    """Name, value and kind of each."""
    options: Mapping[str, tuple[str, ...]]
    """What each list offers, by its name."""


@dataclass(kw_only=True)
class Stranger:
    """Asks, and remembers what was offered."""

    world: World
    chance: Random
    forms: dict[str, list[Form]] = field(default_factory=dict)
    """The latest of each kind: one that stands on every page is not sent more often than one that is seldom met."""
    links: dict[str, list[str]] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)
    system: System = field(init=False)
    texts: tuple[str, ...] = tuple(one for one in hostile_texts() if len(one) < 3000)
    places: tuple[Place, ...] = tuple(
        one for one in places() if one.face != "demo" and one.face != "accounts" and one.name not in LEFT_OUT
    )

    def __post_init__(self) -> None:
        """Hold a key for each role."""
        self.system = System(chance=self.chance, word=self._word, keys=keys_of(self.world))

    def sit_down(self) -> None:
        """Take a fresh browser at each seat."""
        self.clients = {seat: browser(seat) for seat in SEATS}
        for client in self.clients.values():  # from elsewhere, so that whoever guessed much is not all who asks
            client.defaults["REMOTE_ADDR"] = f"45.7.{self.chance.randrange(256)}.7"

    def ask(self) -> None:
        """Ask once, for whatever comes to mind."""
        seat = self.chance.choice(tuple(SEATS))
        client, mood = self.clients[seat], self.chance.random()
        if mood < 0.2:
            method, address, answer = self.system.ask(SEATS[seat])
            self._note(SEATS[seat], method, address, answer)
        elif mood < 0.55 and self.forms:
            form = self._one_of(self.forms)
            seat = form.seat if self.chance.random() < 0.7 else seat
            answer = self.clients[seat].post(form.action, self._filled(form))
            self._note(seat, "POST", form.action, answer)
        elif mood < 0.72 and self.links:
            link = self._one_of(self.links)
            self._note(seat, "GET", link, client.get(link))
        else:
            address = self._address()
            method = self.chance.choice(("get", "get", "get", "post", "put", "delete", "options", "head"))
            given = {self._word(): self._word() for _ in range(self.chance.randrange(4))}
            given = given if method in ("get", "post", "head") else {}
            self._note(seat, method.upper(), address, getattr(client, method)(address, given))

    def _address(self) -> str:
        filling = Filling(
            case_id=self.chance.choice([one.case_id for one in self.world.matters.values()]),
            receipt=self.chance.choice([*(one.receipt for one in self.world.matters.values()), receipt_code(bytes(9))]),
            verb=self.chance.choice(("note", "dispatch", "register", "accept", "merge", "close", "erase", "reopen")),
        )
        return filling.address(self.chance.choice(self.places))

    def _filled(self, form: Form) -> dict[str, Any]:
        return self._carefully(form) if self.chance.random() < 0.5 else self._carelessly(form)

    def _carefully(self, form: Form) -> dict[str, Any]:
        """Fill it in as somebody would who means it, so that it is taken and the next request meets another state."""
        given: dict[str, Any] = {}
        for name, value, kind in form.fields:
            if kind in CHOSEN:
                if value and (name not in given or self.chance.random() < 0.5):
                    given[name] = value
            elif kind == "hidden" or value:
                given[name] = value
            elif name in form.options:
                given[name] = self.chance.choice([one for one in form.options[name] if one] or [""])
            elif kind == "file":
                if self.chance.random() < 0.3:
                    given[name] = SimpleUploadedFile("x.jpg", self.chance.choice(PHOTOS))
            else:
                given[name] = self.chance.choice(SENSIBLE.get(kind, PLAIN))
        return given

    def _carelessly(self, form: Form) -> dict[str, Any]:
        """Leave out, mix up, and write what nobody would."""
        given: dict[str, Any] = {}
        for name, value, kind in form.fields:
            luck = self.chance.random()
            if luck < 0.08:
                continue
            if kind == "file":
                given[name] = SimpleUploadedFile("x.jpg", self.chance.choice(PHOTOS))
            elif kind == "hidden" and luck < 0.9:
                given[name] = value
            elif luck < 0.35 and form.options.get(name):
                given[name] = self.chance.choice(form.options[name])
            else:
                given[name] = value if luck < 0.5 and value else self._word()
        return given

    def _word(self) -> str:
        likely = (
            "1",
            "",
            "2026-03-02",
            "anonymous",
            "municipal.street_lamp",
            "路灯不亮",
            "13800000000",
            "q",
            "area",
            "on",
        )
        return self.chance.choice(likely if self.chance.random() < 0.5 else self.texts)

    def _note(self, seat: str, method: str, address: str, answer: Any) -> None:
        status = answer.status_code
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.roles[seat] = self.roles.get(seat, 0) + 1
        if status >= 500:
            kind = answer.exc_info[0].__name__ if getattr(answer, "exc_info", None) else ""
            self.faults.append(f"{seat or 'nobody'} {method} {address[:120]!r}: {status} {kind} {answer.exc_info}")
        if answer.streaming:
            answer.close()
        elif answer.get("Content-Type", "").startswith("text/html"):
            self.remember(answer.content.decode("utf-8", "replace"), address.partition("?")[0], seat)

    def _one_of(self, kinds: "Mapping[str, list[Kept]]") -> "Kept":
        return self.chance.choice(kinds[self.chance.choice(tuple(kinds))])

    def remember(self, page: str, address: str, seat: str) -> None:
        """Keep what a page offers: its forms and its links."""
        for head, body in FORM.findall(page):
            told = dict(ATTRIBUTE.findall(head))
            action = urljoin(address, unescape(told.get("action", "")) or address)
            if told.get("method", "").lower() != "post" or action.startswith(LEFT_ALONE):
                continue
            if any(one in action for one in OWN_POSTS):
                continue
            fields = [dict(ATTRIBUTE.findall(one)) for one in FIELD.findall(body)]
            names = tuple(
                (one["name"], unescape(one.get("value", "")), one.get("type", "")) for one in fields if "name" in one
            )
            lists = {name: tuple(map(unescape, OPTION.findall(inner)[:60])) for name, inner in SELECT.findall(body)}
            kind = f"{kind_of(action)} {sorted({one for one, _, _ in names})}"
            keep(self.forms, kind, Form(seat=seat, action=action, fields=names, options=lists))
        for link in map(unescape, LINK.findall(page)):
            if not link.startswith(LEFT_ALONE):
                keep(self.links, kind_of(link), link)


def kind_of(address: str) -> str:
    """Return an address without what differs from one matter, photo or page to the next."""
    return KEYS.sub("~", address.partition("?")[0])


def keep(kinds: "dict[str, list[Kept]]", kind: str, one: "Kept") -> None:
    """Keep it among the latest of its kind."""
    kept = kinds.setdefault(kind, [])
    kept.append(one)
    del kept[:-KEPT_MAX]
