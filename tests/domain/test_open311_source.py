"""Files of Open311 servers as records: both formats, bare and wrapped, and what is no request."""

import json

import pytest

from linli.domain.open311_source import COLUMNS, looks_like_open311, open311_records
from linli.domain.problems import Refused

LAMP = {
    "service_request_id": "14-1", "status": "Closed", "service_name": "Light out", "service_code": "4ffa",
    "requested_datetime": "2014-07-12T10:58:43-05:00", "updated_datetime": "2014-07-13T11:08:21-05:00",
    "address": "1 W 17TH ST", "lat": 41.858724777757864, "long": -87.66475146237676, "agency_responsible": "CDOT",
}  # fmt: skip
HOLE = b"""<?xml version="1.0" encoding="utf-8"?>
<service_requests><request><service_request_id>1010</service_request_id><status>open</status>
<description/><updated_datetime>2018-07-30T00:01:00-04:00</updated_datetime><lat>43.69</lat><long>-79.27</long>
</request><request><service_request_id>1011</service_request_id></request></service_requests>"""
SERVICES = b"<services is_array='true'><service><service_code>015</service_code><keywords/></service></services>"


@pytest.mark.parametrize(
    "content", [b"[{]", b"<a><b></a>", b"3", b'"text"', b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"\xff\xfe", b""]
)
def test_what_is_neither_format_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        list(open311_records(content))
    assert refused.value.codes == ("not_open311",)


@pytest.mark.parametrize("wrapped", [[LAMP], {"service_requests": [LAMP]}, {"requests": {"request": [LAMP]}}, LAMP])
def test_json_is_read_bare_and_wrapped(wrapped: object) -> None:
    header, row = open311_records(json.dumps(wrapped).encode())
    assert header.cells == COLUMNS
    told = dict(zip(COLUMNS, row.cells, strict=True))
    assert (told["service_request_id"], told["status"], told["lat"]) == ("14-1", "closed", "41.858724777757864")
    assert told["closed_datetime"] == LAMP["updated_datetime"]


def test_xml_is_read_and_an_open_request_has_no_closing() -> None:
    _, first, second = open311_records(HOLE)
    told = dict(zip(COLUMNS, first.cells, strict=True))
    assert (told["service_request_id"], told["long"], told["closed_datetime"]) == ("1010", "-79.27", "")
    assert second.cells[0] == "1011"


def test_a_member_that_is_no_request_is_named_not_dropped() -> None:
    """A list of services, a bare number and an empty member are each a row with a problem."""
    assert [one.problem for one in open311_records(SERVICES)][1:] == ["not_a_request"]
    assert [one.problem for one in open311_records(b'[1, {}, {"service_code": "x"}]')][1:] == ["not_a_request"] * 3


def test_a_table_of_text_is_not_taken_for_one() -> None:
    assert looks_like_open311(b"\xef\xbb\xbf [ {")
    assert not looks_like_open311(b"id,title\n1,<a>\n")
