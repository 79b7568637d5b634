"""Matters through the API: the same rules as for people, each command once, nothing anybody wrote in any answer."""

from typing import Any

import pytest

from linli.actions.deciding import Office
from linli.domain.unit import Role
from linli.store import models
from tests import cast, offices
from tests.api.v1.conftest import KeyMaker, caller
from tests.api.v1.test_refusals import post

LAMP = {"category": "municipal.street_lamp", "area": cast.GRID, "channel": "superior", "requester": "none"}


def filed(client: Any, **values: Any) -> str:
    """File a lamp and return its id."""
    answer = post(client, "/cases", {"values": {**LAMP, **values}}, idempotency_key="file")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def test_the_same_command_twice_is_one_matter_and_one_answer(key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    body = {"values": {**LAMP, "words": "灯不亮"}}
    first, second = (post(client, "/cases", body, idempotency_key="one") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first["Location"] == f"/api/v1/cases/{first.json()['id']}"
    assert models.Case.objects.count() == 1


def test_the_same_id_with_another_body_is_refused(key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    post(client, "/cases", {"values": {**LAMP, "words": "灯不亮"}}, idempotency_key="one")
    answer = post(client, "/cases", {"values": {**LAMP, "words": "灯又不亮"}}, idempotency_key="one")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "command_conflict")
    assert models.Case.objects.count() == 1


def test_the_ids_of_two_systems_never_meet(key: KeyMaker) -> None:
    clients = [caller(key(unit="liuan")) for _ in range(2)]
    ids = {post(one, "/cases", {"values": LAMP}, idempotency_key="one").json()["id"] for one in clients}
    assert len(ids) == 2


def test_a_system_without_a_post_files_as_the_system_of_its_source(key: KeyMaker) -> None:
    answer = post(caller(key("case.file")), "/cases", {"values": LAMP}, idempotency_key="one")
    assert answer.status_code == 201
    body = bytes(models.Entry.objects.get(stream=f"case/{answer.json()['id']}").body)
    client = models.DoorClient.objects.get()
    assert f'"actor":{{"id":"{client.pk}","kind":"system"}}'.encode() in body


@pytest.mark.parametrize("where", [{"area": cast.FAR_GRID}, {"area": cast.GRID}])
def test_nothing_is_filed_outside_the_keys_area(key: KeyMaker, where: dict[str, str]) -> None:
    inside = where["area"].startswith(cast.LIUAN)
    answer = post(caller(key("case.file", area=cast.LIUAN)), "/cases", {"values": {**LAMP, **where}})
    assert answer.status_code == (201 if inside else 422)
    assert models.Case.objects.count() == int(inside)
    if not inside:
        (error,) = answer.json()["errors"]
        assert (error["code"], error["pointer"]) == ("outside_area", "#/values/area")


def test_a_point_in_degrees_finds_its_grid(key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    given = {**LAMP, "point": {"lon": 114.305, "lat": 36.105}}
    del given["area"]
    number = post(client, "/cases", {"values": given}).json()["id"]
    assert client.get(f"/api/v1/cases/{number}").json()["area"] == cast.GRID


def test_a_move_is_made_on_the_version_it_was_decided_on(office: Office, key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    case = filed(client)
    shown = client.get(f"/api/v1/cases/{case}")
    assert shown["ETag"] == '"1"'
    stale = post(client, f"/cases/{case}/moves", {"verb": "register"}, if_match='"7"', idempotency_key="r0")
    assert (stale.status_code, stale.json()["errors"][0]["code"]) == (412, "stale")
    assert client.get(f"/api/v1/cases/{case}")["ETag"] == '"1"'
    made = post(client, f"/cases/{case}/moves", {"verb": "register"}, if_match='"1"', idempotency_key="r1")
    assert (made.status_code, made["ETag"], made.json()) == (200, '"2"', {"id": case, "version": 2})
    again = post(client, f"/cases/{case}/moves", {"verb": "register"}, if_match='"1"', idempotency_key="r1")
    assert (again.status_code, again.json()) == (200, made.json())
    assert models.Entry.objects.filter(stream=f"case/{case}").count() == 2


def test_without_a_version_or_a_command_id_nothing_moves(key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    case = filed(client)
    answer = client.post(f"/api/v1/cases/{case}/moves", {"verb": "register"}, content_type="application/json")
    assert answer.status_code == 422
    assert {one["parameter"] for one in answer.json()["errors"]} == {"Idempotency-Key", "If-Match"}


def test_a_move_that_is_not_the_posts_is_refused_with_its_reason(office: Office, key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    case = filed(client)
    wrong = post(client, f"/cases/{case}/moves", {"verb": "close"}, if_match="*", idempotency_key="m1")
    assert wrong.status_code == 409
    assert "stage_forbids" in {one["code"] for one in wrong.json()["errors"]}
    missing = post(client, f"/cases/{case}/moves", {"verb": "fly"}, if_match="*", idempotency_key="m2")
    assert missing.json()["errors"][0]["code"] == "no_such_move"
    elsewhere = post(
        client, f"/cases/{case}/moves", {"verb": "register", "values": {"unit": "u-liuan"}},
        if_match="*", idempotency_key="m3",
    )  # fmt: skip
    assert elsewhere.json()["errors"][0] | {"detail": ""} == {
        "code": "unknown_field", "detail": "", "pointer": "#/values/unit",
    }  # fmt: skip


def test_a_machine_that_handled_a_matter_does_not_check_it_too(office: Office, key: KeyMaker) -> None:
    """Checked by somebody else holds for systems as for people."""
    client = caller(key(unit="city-management", role=Role.HANDLER))
    stream = offices.file(office).stream
    offices.move(office, stream, "hu", "register")
    offices.move(office, stream, "pan", "dispatch", unit=cast.UNITS["city-management"].id)
    case = stream.partition("/")[2]
    steps = (("accept", {}), ("start", {}), ("report_result", {"result": "换了灯泡", "condition": "repaired"}))
    for verb, values in steps:
        made = post(
            client, f"/cases/{case}/moves", {"verb": verb, "values": values}, if_match="*", idempotency_key=verb
        )
        assert made.status_code == 200, made.content
    checked = post(client, f"/cases/{case}/moves", {"verb": "check"}, if_match="*", idempotency_key="check")
    assert checked.status_code == 403
    assert checked.json()["errors"][0]["code"] == "not_yours"


def test_another_matter_is_named_only_where_it_may_be_seen(office: Office, key: KeyMaker) -> None:
    """Merging with a hidden matter is refused exactly like merging with one that does not exist."""
    own = offices.file(office).stream.partition("/")[2]
    far = offices.file(office, area=cast.FAR_GRID).stream.partition("/")[2]
    client = caller(key(unit="liuan", area=cast.LIUAN))
    answers = []
    for number, other in enumerate((far, f"case/{far}", "01ARZ3NDEKTSV4RRFFQ69G5FAV")):
        body = {"verb": "merge", "values": {"other_case": other, "merge_class": "same_thing", "reason": "同一件事"}}
        answers.append(post(client, f"/cases/{own}/moves", body, if_match="*", idempotency_key=f"m{number}"))
    assert {one.content for one in answers} == {answers[0].content}
    assert answers[0].json()["errors"][0]["code"] == "case_not_found"


def test_a_note_needs_no_version_and_counts_once(key: KeyMaker) -> None:
    client = caller(key(unit="liuan"))
    case = filed(client)
    for _ in range(2):
        answer = post(client, f"/cases/{case}/notes", {"note": "现场已看过"}, idempotency_key="n1")
        assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert models.Entry.objects.filter(stream=f"case/{case}").count() == 2


def test_pages_follow_one_another_without_a_gap_or_a_repetition(office: Office, key: KeyMaker) -> None:
    numbers = {offices.file(office).number for _ in range(5)}
    client, found, cursor = caller(key(unit="liuan")), [], ""
    while True:
        page = client.get(f"/api/v1/cases?limit=2&cursor={cursor}").json()
        found += [one["number"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(found) == sorted(numbers) and len(found) == 5
    paths = []
    cursor = ""
    while cursor is not None:
        page = client.get(f"/api/v1/areas?limit=4&cursor={cursor}").json()
        paths += [one["path"] for one in page["items"]]
        cursor = page["next"]
    assert paths == sorted(area.path for area in office.directory.tree)


@pytest.mark.parametrize(
    ("question", "count"),
    [("", 2), ("?state=open", 2), ("?state=final", 0), ("?clock=on_time", 2), (f"?area={cast.BRIDGE_EAST}", 2),
     (f"?area={cast.BRIDGE_WEST}", 0), ("?category=municipal", 2), ("?q=路灯", 2), ("?unit=u-liuan", 2),
     ("?urgency=urgent", 0), ("?since=7", 2), ("?channel=web", 2), ("?sort=due", 2), ("?mine=1", 2)],
)  # fmt: skip
def test_lists_take_the_filters_of_the_console(office: Office, key: KeyMaker, question: str, count: int) -> None:
    offices.file(office)
    offices.file(office)
    assert len(caller(key(unit="liuan")).get(f"/api/v1/cases{question}").json()["items"]) == count


CANARIES = {"words": "canary-words-7431", "place_words": "canary-place-7432", "requester_name": "canary-name-7433",
            "requester_phone": "13900007434", "requester_email": "canary7435@example.com"}  # fmt: skip


def test_nothing_that_anybody_wrote_is_in_any_answer(office: Office, key: KeyMaker) -> None:
    stream = offices.file(office, **CANARIES).stream
    offices.move(office, stream, "hu", "note", note="canary-note-7436")
    offices.move(office, stream, "hu", "register")
    client, case = caller(key(unit="liuan")), stream.partition("/")[2]
    answers = [
        client.get("/api/v1/cases"),
        client.get(f"/api/v1/cases/{case}"),
        post(client, f"/cases/{case}/notes", {"note": "canary-note-7436"}),
        post(client, f"/cases/{case}/moves", {"verb": "close", "values": {"note": "canary-note-7436"}}, if_match="*"),
        client.get("/api/v1/units?limit=200"),
    ]
    told = b"".join(answer.content for answer in answers)
    assert case.encode() in told
    for canary in (*CANARIES.values(), "canary-note-7436", "s-hu", "p-hu"):
        assert canary.encode() not in told, canary
