"""Open311, reading: requests and their updates as everybody may know them, each told in words of our own.

A request shows the kind, the grid, where it stands, which unit has it and by when it is answered. What a
resident or a member of staff wrote, photos and exact points are not in here and cannot be asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from linli.actions.deciding import Office, receipt_hashes
from linli.actions.doors import Client
from linli.actions.map_views import ground_of
from linli.actions.public_views import public_query
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine
from linli.domain.coordinates import Point, coarsen, distance_m
from linli.domain.directory import Directory
from linli.domain.entry import Entry
from linli.domain.open311_asking import Asked, Circle
from linli.domain.open311_services import PRIVATE_FAMILIES
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.seal import Seal
from linli.domain.wording import Language
from linli.procedures import procedure_of, procedures
from linli.store import cases, door_reading
from linli.store.door_reading import DoorQuery

UPDATES_MAX = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRequest:
    """One matter as the door tells it."""

    id: str
    number: str
    is_closed: bool
    status_notes: str
    service_code: str
    service_name: str
    description: str
    agency: str
    notice: str
    requested_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    address: str
    address_id: str
    point: Point | None
    channel: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """One page of requests; an empty cursor means there is no more."""

    requests: tuple[ServiceRequest, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUpdate:
    """One change of a request's stage."""

    id: str
    request_id: str
    is_closed: bool
    stage: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks, in which language; no client means: everybody."""

    now: datetime
    language: Language = "zh"
    client: Client | None = None


def list_requests(office: Office, asked: Asked, reader: Reader) -> RequestPage:
    """Return the requests that a query asks for; ids that lead nowhere are left out."""
    query = _query(office, reader, asked)
    lines = door_reading.list_for_door(query)
    told = tuple(_told(office, line, reader.language) for line in lines[: query.limit])
    last = lines[query.limit - 1] if len(lines) > query.limit else None
    return RequestPage(requests=told, next_cursor=f"{last.reported_at.isoformat()}~{last.id}" if last else "")


def request_of(office: Office, request_id: str, reader: Reader) -> ServiceRequest:
    """Return one request; raises Refused `request_unknown` for a missing and for a private one alike."""
    query = replace(_query(office, reader, None), ids=(request_id,), limit=1)
    lines = door_reading.list_for_door(query) if request_id.isprintable() else ()
    if not lines:
        raise Refused([Problem("request_unknown", at="service_request_id")])
    return _told(office, lines[0], reader.language)


def request_id_of_token(office: Office, token: str) -> str:
    """Return the id that a token (a receipt code) stands for; raises Refused `token_unknown`."""
    try:
        found = cases.case_of_receipt(*receipt_hashes(read_receipt_code(token), office.ports))
    except Refused:
        found = None
    if found is None or found[0] != office.county_id:
        raise Refused([Problem("token_unknown", at="token")])
    return found[1]


def list_updates(office: Office, span: tuple[datetime, datetime], reader: Reader) -> tuple[RequestUpdate, ...]:
    """Return how public requests went on within a span, oldest first, at most UPDATES_MAX."""
    query = replace(_query(office, reader, None), since=span[0], before=span[1], limit=UPDATES_MAX)
    moved = door_reading.moved_for_door(query)
    found = [one for case_id, entries in moved.items() for one in _updates(case_id, entries, reader.language)]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def _query(office: Office, reader: Reader, asked: Asked | None) -> DoorQuery:
    reach = public_query(office, reader.now).reach
    seals = tuple(one.value for one in reach.area_seals) if reach else ()
    public = DoorQuery(
        county_id=office.county_id,
        seals=seals,
        procedures=tuple(key for key, one in procedures().items() if one.seal is Seal.OPEN),
        hidden_families=PRIVATE_FAMILIES,
        area_path=reader.client.area_path if reader.client and reader.client.area_path != "/" else "",
    )
    if asked is None:
        return public
    return replace(
        public,
        ids=asked.ids,
        codes=asked.codes,
        paths=_paths_within(office.directory, asked.circle) if asked.circle else None,
        since=asked.since,
        before=asked.before,
        is_final=asked.is_final,
        after=read_door_cursor(asked.cursor),
        offset=asked.offset,
        limit=asked.page_size,
    )


def read_door_cursor(cursor: str) -> tuple[datetime, str] | None:
    """Return where a page begins; raises Refused `cursor_unknown` for what no answer of ours has named."""
    if not cursor:
        return None
    moment, _, id_ = cursor.replace(" ", "+").partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        raise Refused([Problem("cursor_unknown", at="cursor")]) from None
    if at.tzinfo is None or not id_.isalnum() or not id_.isascii():
        raise Refused([Problem("cursor_unknown", at="cursor")])
    return at, id_


def _paths_within(directory: Directory, circle: Circle) -> tuple[str, ...]:
    """Return the areas whose published point lies in the circle: what is asked fits what is told."""
    middles = public_points(directory)
    return tuple(path for path, point in middles.items() if distance_m(point, circle.centre) <= circle.radius_m)


@lru_cache(maxsize=4)
def public_points(directory: Directory) -> Mapping[str, Point]:
    """Return the one point at which all matters of an area are shown."""
    return {path: coarsen(point) for path, point in ground_of(directory).middles.items()}


def _told(office: Office, line: CaseLine, language: Language) -> ServiceRequest:
    directory = office.directory
    stage = procedure_of(line.procedure, line.version).stage(line.stage)
    category = directory.categories.get(line.category)
    name = category.name.within(language) if category else line.category
    unit = directory.units.get(line.holder_unit)
    area = directory.tree.by_path.get(line.area_path)
    address = area_words(directory, line.area_path, language)
    return ServiceRequest(
        id=line.id, number=line.number, is_closed=line.is_final,
        status_notes=stage.public_words.within(language),
        service_code=line.category, service_name=name, description=f"{name} · {address}",
        agency=(unit.name_en if language == "en" and unit.name_en else unit.name) if unit else "",
        notice=stage.next_lawful_step.within(language) if stage.next_lawful_step else "",
        requested_at=line.reported_at,
        updated_at=(line.closed_at or line.moved_at) if line.is_final else line.moved_at,
        expected_at=line.wait_due_at,
        address=address, address_id=area.key if area else "",
        point=public_points(directory).get(line.area_path), channel=line.channel, stage=line.stage,
    )  # fmt: skip


def area_words(directory: Directory, path: str, language: Language) -> str:
    """Return "柳岸街道 · 桥东社区 · 第1网格"; the county alone for a matter placed no lower."""
    lineage = directory.tree.lineage(path)
    shown = [area for area in lineage if area.level is not AreaLevel.COUNTY] or list(lineage)
    return " · ".join(area.name_en if language == "en" and area.name_en else area.name for area in shown)


def _updates(case_id: str, entries: Sequence[Entry], language: Language) -> list[RequestUpdate]:
    """Only a change of stage is news to everybody; its words are the stage's own."""
    found = []
    for entry in entries:
        stages = [one for one in entry.effects if one.get("k") == "stage"]
        if not stages:
            continue
        key, kind = str(stages[-1]["to"]), str(stages[-1].get("kind", ""))
        found.append(
            RequestUpdate(
                id=f"{case_id}-{entry.seq}",
                request_id=case_id,
                is_closed=kind == "final",
                stage=key,
                words=_stage_words(key, language),
                at=entry.recv,
            )
        )
    return found


def _stage_words(key: str, language: Language) -> str:
    """Public matters are all of procedures that are open; a stage of one of them has its public words."""
    for procedure in procedures().values():
        if procedure.seal is Seal.OPEN:
            for stage in procedure.stages:
                if stage.key == key:
                    return stage.public_words.within(language)
    return ""
