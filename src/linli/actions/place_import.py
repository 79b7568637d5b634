"""A file of places at the console: looked at with every mistake at once, its good rows kept after one confirmation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import shapely

from linli.actions.deciding import Office
from linli.actions.layer_files import POLYGONAL, read_shapes
from linli.actions.load_files import DELIMITED, WORKBOOK, file_records, is_workbook, recognise
from linli.actions.load_places import LoadedPlaces, plan_places, save_places
from linli.actions.office import open_office
from linli.actions.seats import actor_at
from linli.domain.boundaries import Shape, outline_text
from linli.domain.coordinates import Crs
from linli.domain.delimited import RawRecord
from linli.domain.place_access import is_keeper
from linli.domain.place_row import column_of
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, places
from linli.store import settings as stored
from linli.store.settings import Draft

DRAFT = "places"
ROWS_MAX = 20_000
"""So many rows are looked at while somebody waits; more go through `linli load places`."""
POINTS = ("Point", "MultiPoint")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPlaces:
    """A file that was sent, with what it would do now."""

    filename: str
    datum: Crs
    plan: LoadedPlaces


def send_places(office: Office, post: Post, *, filename: str, content: bytes, datum: str, now: datetime) -> None:
    """Keep a file that was sent; raises Refused with every reason why it cannot be read."""
    _check(office, post)
    problems = [] if datum in set(Crs) else [Problem("unknown_choice", at="datum", params={"value": datum[:20]})]
    try:
        found = plan_places(office, _limited(place_records(content)), now=now, within=post.area_path)
        if not found.read:
            problems.append(Problem("workbook_empty", at="file"))
    except Refused as refused:
        problems += [Problem(one.code, "file", one.params) for one in refused.problems]
    if problems:
        raise Refused(problems)
    draft = Draft(filename=filename[:120], content=content, made_at=now, options={"datum": datum})
    stored.keep_draft(office.county_id, post.staff_id or "", DRAFT, draft)


def waiting_places(office: Office, post: Post, now: datetime) -> WaitingPlaces | None:
    """Return what the file sent last would do to the register as it stands now; None where none waits."""
    _check(office, post)
    draft = stored.draft_of(office.county_id, post.staff_id or "", DRAFT)
    if draft is None:
        return None
    datum = Crs(str(draft.options["datum"]))
    plan = plan_places(office, place_records(draft.content), now=now, datum=datum, within=post.area_path)
    return WaitingPlaces(filename=draft.filename, datum=datum, plan=plan)


def apply_places(office: Office, post: Post, now: datetime) -> LoadedPlaces:
    """Keep the good rows of the file sent last; raises Refused where none waits, so that a second press adds none."""
    with journal.one_transaction():
        if str(places.lock(office.county_id)) != office.directory.version:  # somebody changed the set-up meanwhile
            office = open_office(office.ports, office.county_id)
        waiting = waiting_places(office, post, now)
        if waiting is None:
            raise Refused([Problem("draft_gone", at="file")])
        if waiting.plan.records:
            save_places(office, waiting.plan, actor=actor_at(post).to_json(), now=now)
        give_up(office, post)
    return waiting.plan


def give_up(office: Office, post: Post) -> None:
    """Forget the file that was sent."""
    _check(office, post)
    stored.drop_draft(office.county_id, post.staff_id or "", DRAFT)


def _check(office: Office, post: Post) -> None:
    if not is_keeper(post, office.directory):
        raise Refused([Problem("not_found")])


def place_records(content: bytes) -> Iterator[RawRecord]:
    """Yield the rows of a table, a workbook, a GeoJSON file or a zipped Shapefile, heads first."""
    if _is_layer(content):
        return _layer_records(read_shapes(content, (*POLYGONAL, *POINTS)))
    found = recognise(content)
    if found.kind not in (DELIMITED, WORKBOOK):
        raise Refused([Problem("layer_unreadable", at="file")])
    return file_records(content, found)


def _limited(rows: Iterator[RawRecord]) -> Iterator[RawRecord]:
    for number, row in enumerate(rows):
        if number > ROWS_MAX:
            raise Refused([Problem("sheet_too_long", at="file", params={"limit": ROWS_MAX})])
        yield row


def _is_layer(content: bytes) -> bool:
    if is_workbook(content):
        try:
            with ZipFile(BytesIO(content)) as packed:
                return any(name.lower().endswith(".shp") for name in packed.namelist())
        except (BadZipFile, ValueError, NotImplementedError):
            return False
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _layer_records(shapes: tuple[Shape, ...]) -> Iterator[RawRecord]:
    """Yield shapes as rows: what a layer says of each, and its point or its outline."""
    heads = list(dict.fromkeys(column_of(name) for one in shapes for name in one.properties))
    if "key" not in heads and "id" in heads:
        heads[heads.index("id")] = "key"
    plain = [one for one in heads if one not in ("lon", "lat", "outline")]
    yield RawRecord(line=1, cells=(*plain, "lon", "lat", "outline"))
    for number, one in enumerate(shapes, start=1):
        told = {column_of(name): value for name, value in one.properties.items()}
        if "key" in heads and "key" not in told:
            told["key"] = told.get("id", "")
        yield RawRecord(line=number, cells=(*(told.get(name, "") for name in plain), *_geometry(one)))


def _geometry(one: Shape) -> tuple[str, str, str]:
    """Return longitude, latitude and outline as a table would spell them."""
    if one.geometry.geom_type in POLYGONAL:
        return "", "", outline_text(shapely.to_wkb(one.geometry)).replace("\n", ";")
    middle = one.geometry.centroid
    return (f"{middle.x:.7f}", f"{middle.y:.7f}", "") if not middle.is_empty else ("", "", "")
