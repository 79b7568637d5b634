"""No personal value stands where other systems read, where pages are told of changes, or where we keep things."""

import json
from collections.abc import Iterator, Mapping
from itertools import product

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from linli.actions.door_seats import give_seat
from linli.actions.doors import RATE_PER_MINUTE_MAX, create_client
from linli.domain.unit import Post, Role
from linli.store.journal import CHANNEL
from tests import cast
from tests.logged import listening
from tests.security.addresses import Filling, Place, places
from tests.security.api_fuzzing import OPEN311, SCOPES, operations
from tests.security.bytes_seen import forms_of, seen_in
from tests.security.test_canaries import FORMS, MATTERS, METADATA, POINT_FORMS, all_of
from tests.security.world import POSTS, World, browser, token
from tests.settings import DATA_DIR

KEYS = (
    *((scope, (scope,), "liuan", Role.DISPATCHER) for scope in SCOPES),
    ("all at the street", SCOPES, "liuan", Role.DISPATCHER),
    ("all at another street", SCOPES, "dongtang", Role.DISPATCHER),
    ("all at the centre", SCOPES, "centre", Role.DISTRICT_COORDINATOR),
    ("all without a post", SCOPES, "", None),
    ("none", (), "", None),
)
SYSTEMS = [one for one in places() if one.face in ("api-v1", "open311")]
QUERIES = (
    "",
    "?limit=200",
    "?q=zqx",
    "?sort=due",
    "?mine=1",
    "?state=final",
    "?page_size=200",
    "?start_date=2026-01-01",
)


@pytest.fixture(scope="module")
def keys(own_world: World) -> Mapping[str, str]:
    """A key of every scope alone, and of all together at posts here, elsewhere, above, and at none."""
    found = {"none": "", "wrong": "lk_" + "x" * 40}
    for name, scopes, unit, role in KEYS:
        if not scopes:
            continue
        client, found[name] = create_client(
            own_world.office, name=name, scopes=scopes, area_path=cast.COUNTY, now=cast.STARTED_AT,
            rate_per_minute=RATE_PER_MINUTE_MAX,
        )  # fmt: skip
        if role is not None:
            seat = Post(
                id="", unit_id=cast.UNITS[unit].id, role=role, area_path=cast.COUNTY, staff_id=client.id, title=name
            )
            give_seat(own_world.office, POSTS["admin"], seat, now=cast.STARTED_AT)
    return found


def answers(world: World, key: str) -> Iterator[tuple[str, HttpResponse]]:
    """Yield every answer that a key gets by reading, by either door."""
    client = Client(headers={"authorization": f"Bearer {key}"} if key else {}, raise_request_exception=False)
    for matter in MATTERS:
        filed = world.matters[matter]
        filling = Filling(case_id=filed.case_id, receipt=filed.receipt)
        for place, query in product(SYSTEMS, QUERIES):
            names_a_matter = bool({"key", "request_id", "token"} & set(place.arguments))
            if (query and (names_a_matter or matter != "own")) or (matter != "own" and not names_a_matter):
                continue
            for format_ in ("json", "xml"):
                address = _filled(place, filling, format_)
                asked = f"{query}{'&' if query else '?'}api_key={key}" if key and address.startswith(OPEN311) else query
                yield f"{address}{query}", client.get(f"{address}{asked}")
                if "format" not in place.arguments:
                    break
        yield f"number of {matter}", client.get(f"/api/v1/cases/{filed.number}")
        for verb in ("note", "close", "erase"):
            body = json.dumps({"verb": verb, "values": {"nothing": token(matter, "note")}})
            address = f"/api/v1/cases/{filed.case_id}/moves"
            yield f"{address} {verb}", client.post(address, body, content_type="application/json")


def _filled(place: Place, filling: Filling, format_: str) -> str:
    arguments = {**filling.arguments(place), "format": format_}
    return place.filled({**arguments, "code": "municipal.street_lamp"} if place.face == "open311" else arguments)


@pytest.mark.parametrize("key", ["none", "wrong", *(name for name, *_ in KEYS if name != "none")])
def test_no_key_of_another_system_reads_a_value(key: str, keys: Mapping[str, str], own_world: World) -> None:
    """The doors tell how matters stand; what somebody wrote is read at the console, where every look is recorded."""
    wrong, statuses = [], set()
    for address, answer in answers(own_world, keys[key]):
        content = all_of(answer)
        statuses.add(answer.status_code)
        wrong += [f"{address}: {of} of {matter}" for (matter, of), forms in FORMS.items() if seen_in(content, forms)
                  and not (f"{token(matter, 'note')}".encode() in content and of == "note")]  # fmt: skip
        wrong += [f"{address}: metadata of {one}" for one, forms in METADATA.items() if seen_in(content, forms)]
        wrong += [f"{address}: the exact point" for one in POINT_FORMS if one.encode() in content]
        wrong += [f"{address}: staff" for one in (b"login-", b"STAFF-") if one in content]
    assert wrong == [], "\n".join(wrong)
    assert not any(one >= 500 for one in statuses)
    assert 200 in statuses
    assert ({401} <= statuses) == (key in ("none", "wrong"))


def test_every_operation_of_the_description_was_asked() -> None:
    read = {path for method, path, _ in operations() if method == "get"}
    assert len(read) >= 10
    routes = {"/" + place.route.replace("<key>", "{key}").replace("<str:key>", "{key}") for place in SYSTEMS}
    assert read <= routes


def test_pages_are_told_that_something_changed_and_not_what(own_world: World) -> None:
    """What the database says aloud is all that the live process hears; its lines are made of nothing else."""
    filed = own_world.matters["far"]
    parts = connection.get_connection_params()
    address_of_app = psycopg.conninfo.make_conninfo(
        **{one: parts[one] for one in ("dbname", "user", "password", "host")}
    )
    with psycopg.connect(address_of_app, autocommit=True) as line:
        line.execute(f'LISTEN "{CHANNEL}"')
        deng = browser("deng")
        address = f"/console/cases/{filed.case_id}/do/note"
        given = {"note": token("far", "words"), "command": "d" * 32, "seen_seq": str(own_world.state("far").seq)}
        assert deng.post(address, given).status_code == 302
        receipt = {"verb": "note", "note_note": token("far", "place"), "command_id": "live-canary-1"}
        browser().post(f"/r/{filed.receipt}", receipt)
        heard = [one.payload for one in line.notifies(timeout=1.0)]
    assert any(filed.case_id in one for one in heard), heard
    assert [key for key, forms in FORMS.items() if seen_in("\n".join(heard).encode(), forms)] == []


TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = 'public' AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1
"""


def test_no_table_holds_a_value_that_can_be_read_without_its_key(own_world: World) -> None:
    """As whoever finds a copy of the database; drafts in the making are apart, they are gone after two hours."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [row[0] for row in cursor.fetchall()]
        assert len(tables) > 40
        cursor.execute("SELECT set_config('linli.all', '1', false)")
        wrong = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            content = "\n".join(row[0] for row in cursor.fetchall()).encode()
            wrong += [f"{table}: {key}" for key, forms in FORMS.items() if seen_in(content, forms)]
    assert wrong == []


def test_no_file_of_the_house_holds_a_value(own_world: World) -> None:
    files = [one for one in DATA_DIR.rglob("*") if one.is_file()]
    wrong = [f"{one}: {key}" for one in files for key, forms in FORMS.items() if seen_in(one.read_bytes(), forms)]
    assert wrong == []


@pytest.mark.parametrize("seat", ["", "hu", "admin"], ids=lambda one: one or "nobody")
def test_no_line_of_the_log_names_a_person_a_receipt_or_an_account_whatever_is_asked(
    seat: str, own_world: World
) -> None:
    """Every address is asked by reading and by sending, with values of every matter in what is sent."""
    client = browser(seat)
    values = {of: token("own", of) for of in ("name", "phone", "mail", "words", "place", "note")}
    given = {"q": values["words"], "note": values["note"], "requester_phone": values["phone"],
             "requester_name": values["name"], "words": values["words"], "login": values["mail"],
             "password": values["note"], "receipt": own_world.matters["own"].receipt}  # fmt: skip
    with listening() as log:
        for place in places():
            if place.face == "demo" or place.name == "account_logout":
                continue
            for matter in ("own", "sealed"):
                filed = own_world.matters[matter]
                address = Filling(case_id=filed.case_id, receipt=filed.receipt).address(place)
                all_of(client.get(address, given))
                all_of(client.post(address, given))
    text = log.text.encode()
    assert len(log.lines) > 150
    assert [key for key, forms in FORMS.items() if seen_in(text, forms)] == []
    secrets = {own_world.matters[one].receipt for one in MATTERS} | {"login-", "STAFF-", "127.0.0.1"}
    assert [one for one in secrets if seen_in(text, forms_of(one))] == []
