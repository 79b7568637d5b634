"""Files that an Open311 server answered with, read as records of a table: each request one row, nothing left out.

Both formats, bare lists (GeoReport v2) and wrapped ones (some servers). A member that is no request, such as a
service of a service list, becomes a row with a problem, so that it is named like any other.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem, Refused

COLUMNS = (
    "service_request_id", "status", "service_code", "service_name", "description", "address", "lat", "long",
    "requested_datetime", "closed_datetime",
)  # fmt: skip
"""`closed_datetime` is ours: the update of a closed request is its closing."""
MAP: Mapping[str, Any] = {
    "source": "open311",
    "default_category": "other",
    "columns": {
        "id": "service_request_id", "status": "status", "category": "service_code", "title": "service_name",
        "words": "description", "place_words": "address", "lat": "lat", "lon": "long",
        "filed_at": "requested_datetime", "closed_at": "closed_datetime",
    },
    "statuses": {"open": "open", "closed": "closed"},
}  # fmt: skip
"""How the columns become ours where no map says otherwise; what a map says goes before."""
WRAPPERS = ("service_requests", "requests", "request", "services", "service")


def looks_like_open311(sample: bytes) -> bool:
    """Say whether a file begins as JSON or XML does, which no delimited text of reports does."""
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"[", b"{", b"<"))


def map_for(spelled: Mapping[str, Any]) -> dict[str, Any]:
    """Return the map to read with: `spelled` where it says something, else MAP."""
    return {**MAP, **spelled}


def open311_records(content: bytes) -> Iterator[RawRecord]:
    """Yield a header and one record for each member; raises Refused where the file is neither format."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    members = list(_of_xml(content) if content.lstrip().startswith(b"<") else _of_json(content))
    yield RawRecord(line=1, cells=COLUMNS)
    for line, member in enumerate(members, start=2):
        yield _record(member, line)


def _record(member: Any, line: int) -> RawRecord:
    """A request has an id or at least says when it was requested; a batch server may have given no id yet."""
    if not isinstance(member, Mapping) or not ({"service_request_id", "requested_datetime"} & set(member)):
        return RawRecord(line=line, cells=(repr(member),), problem="not_a_request")
    status = _text(member.get("status")).lower()
    told = {**member, "status": status, "closed_datetime": member.get("updated_datetime") if status == "closed" else ""}
    return RawRecord(line=line, cells=tuple(_text(told.get(name)) for name in COLUMNS))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _of_json(content: bytes) -> Iterator[Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused([Problem("not_open311", params={"value": str(error)[:80]})]) from error
    while isinstance(found, dict):
        inner = next((found[one] for one in WRAPPERS if isinstance(found.get(one), list | dict)), None)
        found = [found] if inner is None else inner
    if not isinstance(found, list):
        raise Refused([Problem("not_open311", params={"value": type(found).__name__})])
    yield from found


def _of_xml(content: bytes) -> Iterator[Any]:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise Refused([Problem("not_open311", params={"value": str(error)[:80]})]) from error
    for member in root:
        fields = {field.tag: "".join(field.itertext()) for field in member}
        yield fields or "".join(member.itertext())
