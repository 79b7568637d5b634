"""A stranger at the doors for other systems: remembers what answers named, and sends it back where it fits or not."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from linli.actions.door_seats import give_seat
from linli.actions.doors import RATE_PER_MINUTE_MAX, create_client
from linli.api.v1.urls import api
from linli.domain.unit import Post, Role
from tests import cast
from tests.security.world import POSTS, World

SCOPES = ("case.read", "case.file", "case.move", "case.note", "area.read")
OPEN311 = "/open311/v2/"
POOL_MAX = 80
FIELDS = (
    "words", "category", "area", "point", "channel", "requester", "requester_name", "requester_phone", "note", "unit",
    "finding", "title", "reason", "result", "answer", "condition", "amount", "extension_class", "other_case", "grade",
    "urgency", "visit_at", "place_words", "party", "photo", "__proto__",
)  # fmt: skip
VERBS = ("note", "register", "dispatch", "accept", "verify", "reject", "refer", "report_result", "check", "close",
         "merge", "correct", "withdraw", "nothing", "erase")  # fmt: skip
SCHEMES = ("Bearer ", "bearer ", "Basic ", "")


def keys_of(world: World) -> Mapping[str, str]:
    """Make a key for each role but nobody: one that reads, one that may do everything at a post of its own."""
    found = {"": ""}
    for role, scopes in (("reader", SCOPES[:1]), ("writer", SCOPES)):
        client, found[role] = create_client(
            world.office, name=f"fuzz-{role}-{token_hex(4)}", scopes=scopes, area_path=cast.COUNTY,
            now=cast.STARTED_AT, rate_per_minute=RATE_PER_MINUTE_MAX,
        )  # fmt: skip
        seat = Post(
            id="", unit_id=cast.UNITS["liuan"].id, role=Role.DISPATCHER, area_path=cast.COUNTY, staff_id=client.id,
            title=client.name,
        )  # fmt: skip
        give_seat(world.office, POSTS["admin"], seat, now=cast.STARTED_AT)
    return found


@cache
def operations() -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Return every operation of the description: method, path, and what it says of itself."""
    paths = api.get_openapi_schema()["paths"]
    return tuple((method, path, told) for path, methods in paths.items() for method, told in methods.items())


@dataclass(kw_only=True)
class System:
    """Asks with a key, right or wrong, and keeps what it was told."""

    chance: Random
    word: Callable[[], str]
    keys: Mapping[str, str]
    pool: dict[str, list[Any]] = field(default_factory=dict)

    def ask(self, role: str) -> tuple[str, str, HttpResponse]:
        """Ask once; returns method, address and answer."""
        if self.chance.random() < 0.25:
            return self._ask_open311(role)
        method, path, told = self.chance.choice(operations())
        address = path.replace("{key}", quote(str(self._known("id", "number", "key")), safe=""))
        query = {
            one["name"]: str(self._value(one["name"], one["schema"]))
            for one in told.get("parameters", ())
            if one["in"] == "query" and self.chance.random() < 0.4
        }
        headers = self._headers(role)
        if method == "get":
            return "GET", address, self._kept(self._client(headers).get(address, query))
        body = self._body(told["requestBody"]["content"]["application/json"]["schema"])
        kind = "application/json" if self.chance.random() < 0.95 else "text/plain"
        return "POST", address, self._kept(self._client(headers).post(address, body, content_type=kind))

    def _ask_open311(self, role: str) -> tuple[str, str, HttpResponse]:
        tail = self.chance.choice(
            ("discovery", "services", "services/municipal.street_lamp", "requests", "requests", "servicerequestupdates",
             f"requests/{quote(str(self._known('service_request_id', 'id')), safe='')}",
             f"tokens/{quote(self.word()[:60], safe='')}")
        )  # fmt: skip
        address = f"{OPEN311}{tail}.{self.chance.choice(('json', 'xml'))}"
        given = {
            one: self._known(one)
            for one in ("service_code", "lat", "long", "address_string", "description", "email", "first_name", "phone",
                        "media_url", "service_request_id", "update_id", "status", "updated_datetime", "start_date",
                        "end_date", "page", "page_size", "jurisdiction_id", "attribute[x][]")
            if self.chance.random() < 0.5
        }  # fmt: skip
        if self.chance.random() < 0.8:
            given["api_key"] = self.keys[role]
        if self.chance.random() < 0.5:
            return "GET", address, self._kept(Client(raise_request_exception=False).get(address, given))
        headers = {"idempotency-key": str(self._known("Idempotency-Key"))} if self.chance.random() < 0.3 else {}
        client = Client(raise_request_exception=False, headers=_plain(headers))
        return "POST", address, self._kept(client.post(address, given))

    def _client(self, headers: Mapping[str, str]) -> Client:
        return Client(raise_request_exception=False, headers=_plain(headers))

    def _headers(self, role: str) -> dict[str, str]:
        scheme = SCHEMES[0] if self.chance.random() < 0.95 else self.chance.choice(SCHEMES)
        key = self.keys[role] if self.chance.random() < 0.97 else self.word()[:80]
        found = {"authorization": f"{scheme}{key}"} if key else {}
        if self.chance.random() < 0.7:
            found["idempotency-key"] = str(self._known("Idempotency-Key"))
        if self.chance.random() < 0.6:
            found["if-match"] = str(self._known("etag"))
        return found

    def _body(self, schema: Mapping[str, Any]) -> str:
        luck = self.chance.random()
        if luck < 0.05:
            return self.chance.choice(("", "{", "[]", "null", '{"a":1,"a":2}', "[" * 2000, '"\\ud800"', "1e999", "NaN"))
        return json.dumps(self._value("", schema), ensure_ascii=luck < 0.5)

    def _value(self, name: str, schema: Mapping[str, Any]) -> Any:
        """Return something that the schema asks for, or something like it."""
        if "$ref" in schema:
            schema = api.get_openapi_schema()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        if "allOf" in schema:
            schema = {**schema, **schema["allOf"][0]}
            return self._value(name, schema)
        if self.chance.random() < 0.04:
            return self.chance.choice((None, [], {}, 0, True, 2**63, "\ud7ff", [[]], {"": ""}))
        if name == "values" or schema.get("title") == "Values":
            return {one: self._field(one) for one in FIELDS if self.chance.random() < 0.25}
        if schema.get("properties"):
            return {
                key: self._value(key, one)
                for key, one in schema["properties"].items()
                if key in schema.get("required", ()) or self.chance.random() < 0.6
            }
        if name == "verb":
            return self.chance.choice(VERBS)
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        if schema.get("type") == "integer":
            return self.chance.choice((0, 1, 5, 50, -1, 2**40))
        return self._known(name)

    def _field(self, name: str) -> Any:
        likely: Mapping[str, Any] = {
            "point": {"lon": 114.305717, "lat": 36.104939}, "area": cast.GRID, "category": "municipal.street_lamp",
            "requester": "anonymous", "unit": cast.UNITS["city-management"].id, "amount": 2, "grade": 4,
        }  # fmt: skip
        if name in likely and self.chance.random() < 0.6:
            return likely[name]
        return self.chance.choice((self.word(), self._known(name), [self.word()], {"lon": "x"}, 7, None))

    def _known(self, *names: str) -> Any:
        """Return something that an answer called by one of these names, or any word."""
        found = [one for name in names for one in self.pool.get(name, ())]
        return self.chance.choice(found) if found and self.chance.random() < 0.8 else self.word()

    def _kept(self, answer: HttpResponse) -> HttpResponse:
        if etag := answer.headers.get("ETag"):
            self._keep("etag", etag)
        if answer.get("Content-Type", "").partition(";")[0].endswith("json") and not answer.streaming:
            for name, value in _named(json.loads(answer.content)):
                self._keep(name, value)
        return answer

    def _keep(self, name: str, value: Any) -> None:
        kept = self.pool.setdefault(name, [])
        kept.append(value)
        while len(kept) > POOL_MAX:
            kept.pop(self.chance.randrange(len(kept)))


def _plain(headers: Mapping[str, str]) -> dict[str, str]:
    """A server hands on no header with a line in it, and no sign beyond Latin-1."""
    return {
        name: "".join(char for char in value if " " <= char <= "\xff" and char != "\x7f")
        for name, value in headers.items()
    }


def _named(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _named(inner, key)
    elif isinstance(value, list):
        for inner in value[:20]:
            yield from _named(inner, name)
    elif isinstance(value, str | int) and name:
        yield name, value
