"""Reading through Open311: an outside client, the schemas, every filter, and what never appears."""

import json
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any
from urllib.request import Request

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from georeport import GeoReport

from linli.actions.cases import file_case
from linli.actions.deciding import Filing
from linli.actions.open311 import Reader, list_requests, list_updates
from linli.domain.open311_asking import read_asked
from tests import cast, offices
from tests.api.open311.conftest import NOW, SCHEMAS, Door, send
from tests.security.bytes_seen import forms_of, seen_in

CANARIES = ("探针姓名zqx", "000-7000917", "zqxkanarie@canary.example", "探针经过zqx", "探针地点zqx", "探针答复zqx")
PERSONAL: dict[str, Any] = {
    "requester": "known", "requester_name": CANARIES[0], "requester_phone": CANARIES[1],
    "requester_email": CANARIES[2], "words": CANARIES[3], "place_words": CANARIES[4],
    "point": {"lon_e6": 114_305_717, "lat_e6": 36_104_939},
}  # fmt: skip


def check(schema: str, found: object) -> None:
    """Judge by a JSON schema."""
    jsonschema.validate(found, json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8")))


def matters(door: Door) -> dict[str, str]:
    """Some matters, one of them worked on; returns ids by name."""
    office = door.office
    lamp = offices.file(office, **PERSONAL)
    offices.move(office, lamp.stream, "hu", "register", at=cast.MONDAY + timedelta(minutes=20))
    offices.move(office, lamp.stream, "pan", "reject", at=cast.MONDAY + timedelta(hours=1),
                 reject_reason="elsewhere", answer=CANARIES[5])  # fmt: skip
    road = offices.file(office, at=cast.MONDAY + timedelta(hours=2), category="municipal.road_damage",
                        area=cast.FAR_GRID)  # fmt: skip
    wages = offices.file(office, category="service.wages", **PERSONAL)
    sealed = file_case(
        office,
        Filing(
            command_id="sealed", procedure="dispute",
            fields={"category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "words": CANARIES[3]},
        ),
        actor=cast.actor("hu"), now=cast.MONDAY,
    )  # fmt: skip
    return {"lamp": lamp.case_id, "road": road.case_id, "wages": wages.case_id, "sealed": sealed.case_id}


def ids(found: object) -> list[str]:
    """The ids of a list, in order."""
    assert isinstance(found, list)
    return [one["service_request_id"] for one in found]


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_the_client_of_another_maker_reads_services_definitions_and_requests(door: Door, format_: str) -> None:
    made = matters(door)
    client = GeoReport(door.base, output_format=format_)
    services = client.get_service_list()
    assert len(services) > 50
    assert {"service_code", "service_name", "type"} <= set(services[0])
    definition = client.get_service_definition("municipal.street_lamp")
    assert definition["service_code"] == "municipal.street_lamp"
    requests = client.get_service_requests()
    assert ids(requests) == [made["road"], made["lamp"]]
    one = client.get_service_request(made["lamp"])
    assert one["status"] == "closed"
    assert one["service_code"] == "municipal.street_lamp"


def test_what_is_told_holds_under_the_schemas_and_names_unit_moment_and_place(door: Door) -> None:
    made = matters(door)
    found = door.get("requests.json", extensions="true").json
    check("requests", found)
    check("services", door.get("services.json").json)
    for one in door.get("services.json").json:
        check("service-definition", door.get(f"services/{one['service_code']}.json").json)
    lamp = next(one for one in found if one["service_request_id"] == made["lamp"])
    road = next(one for one in found if one["service_request_id"] == made["road"])
    assert lamp["requested_datetime"] == "2026-03-02T09:00:00+08:00"
    assert lamp["updated_datetime"] == "2026-03-02T10:00:00+08:00"
    assert lamp["status_notes"] == "Not taken in; the reason was given to you"
    assert road["expected_datetime"] == "2026-03-18T00:00:00+08:00"
    assert road["agency_responsible"]
    assert lamp["address"] == "Liuan · Bridge East · Grid 1"
    assert (lamp["lat"], lamp["long"]) == (36.105, 114.305)
    assert lamp["description"] == "Street lamp · Liuan · Bridge East · Grid 1"


def test_no_byte_of_any_answer_holds_a_personal_value_or_a_private_matter(door: Door) -> None:
    made = matters(door)
    tokens = [*CANARIES, made["wages"], made["sealed"], "114.305717", "36.104939", "114305717"]
    for format_ in ("json", "xml"):
        paths = ["discovery", "services", "requests", "servicerequestupdates", f"requests/{made['lamp']}"]
        everything = b"".join(door.get(f"{path}.{format_}", extensions="true").body for path in paths)
        named = door.get(f"requests.{format_}", service_request_id=",".join(made.values())).body
        assert made["lamp"].encode() in everything
        assert made["lamp"].encode() in named
        assert [one for one in tokens if seen_in(everything + named, forms_of(one))] == []
        for private in (made["wages"], made["sealed"], "01ARZ3NDEKTSV4RRFFQ69G5FAV"):
            answer = door.get(f"requests/{private}.{format_}")
            assert answer.status == 404
            assert answer.body == door.get(f"requests/nothing.{format_}").body


def test_every_filter_narrows_and_ids_override_all_others(door: Door) -> None:
    made = matters(door)
    lamp, road = made["lamp"], made["road"]
    for params, expected in (
        ({"status": "open"}, [road]),
        ({"status": "closed"}, [lamp]),
        ({"status": "open,closed"}, [road, lamp]),
        ({"service_code": "municipal.street_lamp,traffic.sign"}, [lamp]),
        ({"service_code": "service.wages"}, []),
        ({"service_request_id": f"{lamp},nothing", "status": "open", "start_date": "nonsense"}, [lamp]),
        ({"start_date": "2026-03-02T10:30:00+08:00"}, [road]),
        ({"end_date": "2026-03-02T01:00:00Z"}, [lamp]),
        ({"start_date": "2026-03-02T11:00:00+08:00", "end_date": "2026-03-02T11:00:00+08:00"}, [road]),
        ({"lat": "36.105", "long": "114.306", "radius": "300"}, [lamp]),
            ({"lat": "36.2", "long": "114.4", "radius": "1000"}, [road]),
            ({"lat": "36.15", "long": "114.35", "radius": "20000"}, [road, lamp]),
        ({"lat": "36.2", "long": "114.5", "radius": "300"}, []),
        ({"page": "2", "page_size": "1"}, [lamp]),
        ({"page": "3", "page_size": "1"}, []),
        ({"jurisdiction_id": "minghe", "status": "", "page": ""}, [road, lamp]),
    ):  # fmt: skip
        answer = door.get("requests.json", **params)
        assert (answer.status, ids(answer.json)) == (200, expected), params


def test_the_link_of_a_page_leads_through_everything_once(door: Door) -> None:
    made = matters(door)
    first = door.get("requests.json", page_size="1")
    address = first.headers["Link"].removeprefix("<").partition(">")[0]
    second = send(Request(address))
    assert [*ids(first.json), *ids(second.json)] == [made["road"], made["lamp"]]
    assert "Link" not in second.headers


def test_without_dates_ninety_days_are_shown(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    matters(door)
    monkeypatch.setattr("linli.api.open311.door.present", lambda: NOW + timedelta(days=91))
    assert door.get("requests.json").json == []
    assert len(door.get("requests.json", start_date="2026-03-01").json) == 2


def test_xml_is_declared_has_no_namespace_and_lists_have_their_members(door: Door) -> None:
    matters(door)
    answer = door.get("requests.xml")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert b"xmlns" not in answer.body
    root = ET.fromstring(answer.body)
    assert (root.tag, [one.tag for one in root]) == ("service_requests", ["request", "request"])
    assert b"<zipcode/>" in answer.body
    assert door.get("requests.json").headers["Content-Type"] == "application/json; charset=utf-8"
    empty = door.get("requests.xml", status="closed", service_code="traffic.sign")
    assert ET.fromstring(empty.body).tag == "service_requests"
    assert door.get("requests.json", service_code="traffic.sign").json == []


def test_discovery_says_where_and_in_which_formats_and_changed_in_the_past(door: Door) -> None:
    told = door.get("discovery.json").json
    assert set(told) == {"changeset", "contact", "key_service", "endpoints"}
    endpoint = told["endpoints"][0]
    assert set(endpoint) == {"specification", "url", "changeset", "type", "formats"}
    assert endpoint["formats"] == ["text/xml", "application/json"]
    root = ET.fromstring(door.get("discovery.xml").body)
    assert [one.text for one in root.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


def test_updates_tell_each_change_of_stage_once_in_our_own_words(door: Door) -> None:
    made = matters(door)
    found = door.get("servicerequestupdates.json", start_date="2026-03-02").json
    lamp = [one for one in found if one["service_request_id"] == made["lamp"]]
    assert [(one["external_status_code"], one["status"]) for one in lamp] == [
        ("reported", "open"), ("filed", "open"), ("rejected", "closed"),
    ]  # fmt: skip
    assert len({one["update_id"] for one in found}) == len(found)
    later = door.get("servicerequestupdates.json", start_date="2026-03-02T09:30:00+08:00").json
    assert [one["external_status_code"] for one in later if one["service_request_id"] == made["lamp"]] == ["rejected"]


def test_a_list_costs_one_statement_and_updates_two_however_many_there_are(door: Door) -> None:
    """No request of a list asks the database for itself."""
    reader = Reader(now=NOW)
    asked = read_asked({}, now=NOW)
    for number in range(1, 4):
        offices.file(door.office)
        with CaptureQueriesContext(connection) as listed:
            assert len(list_requests(door.office, asked, reader).requests) == number
        with CaptureQueriesContext(connection) as told:
            assert len(list_updates(door.office, (asked.since, asked.before), reader)) == number
        assert (len(listed), len(told)) == (1, 2)
