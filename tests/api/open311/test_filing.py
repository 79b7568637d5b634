"""Sending through Open311: an outside script with and without a key, every error, and what became of the matter."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any
from urllib.request import Request

import pytest

from linli.actions.doors import create_client
from linli.domain.setting import Setting, SettingSource
from linli.store import cases, models, setup
from tests import cast, offices
from tests.api.open311.conftest import NOW, Answer, Door, send
from tests.api.open311.test_reading import check

LAMP: dict[str, Any] = {
    "service_code": "municipal.street_lamp", "lat": "36.105", "long": "114.305", "description": "The lamp is out.",
}  # fmt: skip


def allow_without_key(door: Door) -> None:
    """The district lets apps send without a key."""
    value = Setting(key="abuse.open311_key", value="0", from_date=cast.STARTED_AT.date(), reason="a trial",
                    source=SettingSource.OPERATOR)  # fmt: skip
    setup.save_records(door.office.county_id, [value], actor=offices.SYSTEM, now=cast.STARTED_AT)


def told(answer: Answer) -> list[tuple[int, str]]:
    """The errors of an answer: code and the field each names."""
    check("errors", answer.json)
    return [(one["code"], one["description"].partition(":")[0]) for one in answer.json]


@pytest.mark.parametrize(
    ("changes", "status", "errors"),
    [
        ({"api_key": ""}, 403, [(403, "api_key")]),
        ({"api_key": "lk_wrong"}, 403, [(403, "api_key")]),
        ({"service_code": ""}, 400, [(400, "service_code")]),
        ({"service_code": "no.such"}, 404, [(404, "service_code")]),
        ({"service_code": "municipal"}, 404, [(404, "service_code")]),
        ({"jurisdiction_id": "elsewhere.example"}, 404, [(404, "jurisdiction_id")]),
        ({"lat": "", "long": ""}, 400, [(400, "lat, long, address_string")]),
        ({"long": ""}, 400, [(400, "long")]),
        ({"lat": "north"}, 400, [(400, "lat")]),
        ({"lat": "95"}, 400, [(400, "lat")]),
        ({"lat": "10", "long": "10"}, 400, [(400, "lat")]),
        ({"lat": "", "long": "", "address_string": "nowhere at all"}, 400, [(400, "address_string")]),
        ({"lat": "", "long": "", "address_id": "nowhere"}, 400, [(400, "address_id")]),
        ({"description": ""}, 400, [(400, "description")]),
        ({"description": "x" * 4001}, 400, [(400, "description")]),
        ({"email": "no address", "phone": "?"}, 400, [(400, "phone"), (400, "email")]),
        ({"media_url": "file:///etc/passwd"}, 400, [(400, "media_url")]),
        ({"service_code": "other"}, 400, [(400, "attribute[what]")]),
        ({"attribute[nonsense]": "1"}, 400, [(400, "attribute[nonsense]")]),
        ({"attribute[how_long]": "never"}, 400, [(400, "attribute[how_long]")]),
        ({"attribute[hindered][]": ["cars", "ghosts"]}, 400, [(400, "attribute[hindered]")]),
        ({"lat": "", "long": "", "description": "", "phone": "?"}, 400,
         [(400, "lat, long, address_string"), (400, "phone"), (400, "description")]),
    ],
)  # fmt: skip
def test_each_mistake_is_refused_with_its_code_and_the_name_of_its_field(
    refusing_door: Door, changes: dict[str, Any], status: int, errors: list[tuple[int, str]]
) -> None:
    """All mistakes at once, in both formats, and nothing is filed."""
    fields = {**LAMP, "api_key": refusing_door.key, **changes}
    answer = refusing_door.post("requests.json", fields)
    assert (answer.status, told(answer)) == (status, errors)
    as_xml = refusing_door.post("requests.xml", fields)
    assert as_xml.status == status
    root = ET.fromstring(as_xml.body)
    assert [one.findtext("code") for one in root.findall("error")] == [str(code) for code, _ in errors]
    assert models.Case.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "params", "status", "field"),
    [
        ("services/no.such.json", {}, 404, "service_code"),
        ("requests/none.json", {}, 404, "service_request_id"),
        ("tokens/none.json", {}, 404, "token"),
        ("services.json", {"jurisdiction_id": "elsewhere"}, 404, "jurisdiction_id"),
        ("requests.json", {"api_key": "lk_wrong"}, 403, "api_key"),
        ("requests.json", {"start_date": "yesterday"}, 400, "start_date"),
        ("requests.json", {"start_date": "2026-01-01", "end_date": "2026-06-01"}, 400, "end_date"),
        ("requests.json", {"start_date": "2026-02-02", "end_date": "2026-02-01"}, 400, "end_date"),
        ("requests.json", {"status": "fixed"}, 400, "status"),
        ("requests.json", {"page": "0"}, 400, "page"),
        ("requests.json", {"page": "200", "page_size": "500"}, 400, "page"),
        ("requests.json", {"page_size": "many"}, 400, "page_size"),
        ("requests.json", {"cursor": "x~y"}, 400, "cursor"),
        ("requests.json", {"lat": "1"}, 400, "long"),
        ("requests.json", {"lat": "36", "long": "114", "radius": "-1"}, 400, "radius"),
        ("servicerequestupdates.json", {"end_date": "soon"}, 400, "end_date"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    refusing_door: Door, path: str, params: dict[str, str], status: int, field: str
) -> None:
    answer = refusing_door.get(path, **params)
    assert (answer.status, told(answer)) == (status, [(status, field)])
    xml = refusing_door.get(path.replace(".json", ".xml"), **params)
    assert (xml.status, ET.fromstring(xml.body).tag) == (status, "errors")


def test_an_address_or_a_method_that_does_not_exist_is_answered_in_the_language_of_the_door(
    refusing_door: Door,
) -> None:
    assert (refusing_door.get("nothing.json").status, refusing_door.get("nothing.json").json[0]["code"]) == (404, 404)
    assert ET.fromstring(refusing_door.get("services").body).tag == "errors"
    answer = refusing_door.post("services.json", {})
    assert (answer.status, answer.headers["Allow"]) == (405, "GET")


def test_with_a_key_a_request_is_taken_in_and_reads_back(door: Door) -> None:
    """It goes the way of a resident's report: placed, held by the centre, with clocks and a receipt."""
    fields = {
        **LAMP, "api_key": door.key, "email": "li@example.org", "first_name": "Li", "last_name": "Wei",
        "attribute[hindered][]": ["walkers", "wheels"], "attribute[how_long]": "days", "device_id": "device-canary",
        "media_url": "http://169.254.169.254/photo.jpg",
    }  # fmt: skip
    answer = door.post("requests.json", fields)
    assert answer.status == 200
    (made,) = answer.json
    assert set(made) == {"service_request_id", "service_notice", "account_id"}
    assert "Receipt code" in made["service_notice"]
    (read,) = door.get(f"requests/{made['service_request_id']}.json").json
    assert (read["status"], read["address"]) == ("open", "Liuan · Bridge East · Grid 1")
    values = {
        one.field: one.text for one in cases.values_of(door.office.county_id, f"case/{read['service_request_id']}")
    }
    assert values["requester_name"] == "Li Wei"
    assert values["words"].splitlines() == [
        "The lamp is out.",
        "Who is hindered (several may be chosen): People on foot, Wheelchairs and prams",
        "Since when: Some days",
        "media_url: http://169.254.169.254/photo.jpg",
    ]
    assert "device-canary" not in str(values)
    line = cases.find_case(door.office.county_id, read["service_request_id"])
    assert line is not None
    assert (line.channel, line.requester, line.how_placed) == ("open311", "known", "inside")


def test_words_place_a_request_where_no_point_is_given(door: Door) -> None:
    fields = {**LAMP, "lat": "", "long": "", "address_string": "柳岸街道桥东社区第2网格", "api_key": door.key}
    root = ET.fromstring(door.post("requests.xml", fields).body)
    id_ = root.findtext("request/service_request_id")
    assert root.tag == "service_requests"
    line = cases.find_case(door.office.county_id, id_ or "")
    assert line is not None
    assert line.area_path == cast.OTHER_GRID


def test_without_a_key_all_are_filed_and_those_beyond_the_allowance_wait(door: Door) -> None:
    allow_without_key(door)
    answers = [door.post("requests.json", {**LAMP, "description": f"lamp {one}"}) for one in range(62)]
    assert [one.status for one in answers] == [200] * 62
    assert models.Case.objects.count() == 62
    assert models.HeldReport.objects.filter(reasons="net", released_at=None).count() == 2
    assert door.post("requests.json", {**LAMP, "api_key": "lk_wrong"}).status == 403


def test_a_kind_that_is_not_public_gives_a_token_and_never_appears(door: Door) -> None:
    fields = {**LAMP, "service_code": "service.wages", "api_key": door.key}
    (made,) = door.post("requests.json", fields).json
    assert "service_request_id" not in made
    (held,) = door.get(f"tokens/{made['token']}.json").json
    assert held["token"] == made["token"]
    assert door.get(f"requests/{held['service_request_id']}.json").status == 404
    assert door.get("requests.json").json == []


def test_the_same_word_for_a_request_files_it_once(door: Door) -> None:
    fields = {**LAMP, "api_key": door.key}
    first, again = (door.post("requests.json", fields, **{"Idempotency-Key": "a1"}) for _ in range(2))
    assert first.json == again.json
    other = door.post("requests.json", {**fields, "description": "another"}, **{"Idempotency-Key": "a1"})
    assert other.status == 400
    assert models.Case.objects.count() == 1


def test_a_key_reaches_its_area_its_scopes_and_its_rate_and_no_further(door: Door) -> None:
    office = door.office
    _, far = create_client(office, name="far", scopes=["case.file"], area_path=cast.DONGTANG, now=cast.STARTED_AT)
    _, reader = create_client(office, name="reader", scopes=["case.read"], rate_per_minute=2, now=cast.STARTED_AT)
    assert told(door.post("requests.json", {**LAMP, "api_key": far})) == [(403, "api_key")]
    assert told(door.post("requests.json", {**LAMP, "api_key": reader})) == [(403, "api_key")]
    offices.file(office)
    assert door.get("requests.json", api_key=far).json == []
    assert len(door.get("requests.json", api_key=reader).json) == 1
    slow = door.get("requests.json", api_key=reader)
    assert (slow.status, slow.headers["Retry-After"]) == (429, "30")


def test_an_update_is_a_note_on_ones_own_request_and_moves_nothing(door: Door) -> None:
    (made,) = door.post("requests.json", {**LAMP, "api_key": door.key}).json
    update = {
        "api_key": door.key, "service_request_id": made["service_request_id"], "update_id": "u-1",
        "status": "FIXED", "updated_datetime": (NOW + timedelta(hours=1)).isoformat(), "description": "It shines.",
    }  # fmt: skip
    for _ in range(2):
        assert door.post("servicerequestupdates.json", update).json == [{"update_id": "u-1"}]
    stream = f"case/{made['service_request_id']}"
    notes = [one.text for one in cases.values_of(door.office.county_id, stream, fields=["note"])]
    assert notes == ["It shines.\nstatus: FIXED"]
    assert door.get(f"requests/{made['service_request_id']}.json").json[0]["status"] == "open"
    _, other = create_client(door.office, name="other", scopes=["case.note"], now=cast.STARTED_AT)
    foreign = door.post("servicerequestupdates.json", {**update, "api_key": other, "update_id": "u-2"})
    assert (foreign.status, told(foreign)) == (403, [(403, "service_request_id")])
    nothing = door.post("servicerequestupdates.json", {"api_key": door.key})
    assert told(nothing) == [(400, "service_request_id"), (400, "update_id"), (400, "description")]


def test_a_body_that_cannot_be_read_is_an_error_of_the_door(refusing_door: Door) -> None:
    head = {"Content-Type": "multipart/form-data; boundary=none"}
    broken = send(Request(f"{refusing_door.base}/requests.json", b"--none\r\nnothing", head, method="POST"))
    many = refusing_door.post("requests.json", {f"attribute[a{number}]": "1" for number in range(600)})
    assert [(one.status, one.json[0]["code"]) for one in (broken, many)] in ([(403, 403), (400, 400)], [(400, 400)] * 2)
