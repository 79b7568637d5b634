"""Saving and loading what a county has set up: areas, units, posts, duties, categories, limits, calendar."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from linli.domain.area import Area
from linli.domain.calendar import WorkingCalendar
from linli.domain.category import in_order
from linli.domain.directory import Directory, Setup, in_key_order
from linli.domain.engine.assembling import Head, chain
from linli.domain.place import Place, PlaceKind, PlaceRisk
from linli.domain.problems import Problem, Refused
from linli.domain.setup_records import Record, read_record, record_id, record_name, setup_drafts, spell
from linli.store import models, place_changes, writing
from linli.store.journal import add_entries, lock_streams
from linli.store.writing import Table, Writing, server_cursor

TABLES: dict[str, Table] = {
    "area": Table(
        name="area",
        columns=(
            "id", "county_id", "key", "name", "level", "kind", "path", "code", "name_en", "parent_id", "area_class",
            "population", "household_count", "size_m2", "valid_from", "valid_to", "geometry",
        ),
        key=("id",),
    ),
    "unit": Table(
        name="unit",
        columns=(
            "id", "county_id", "key", "name", "kind", "area_id", "area_path", "tier", "name_en", "head_post_id",
            "phone", "is_active",
        ),
        key=("id",),
    ),
    "post": Table(
        name="post",
        columns=(
            "id", "county_id", "unit_id", "role", "area_path", "staff_id", "title", "started_at", "ended_at",
        ),
        key=("id",),
    ),
    "duty": Table(
        name="duty",
        columns=("id", "county_id", "unit_id", "category", "area_path", "role", "post_id", "is_active"),
        key=("id",),
    ),
    "category": Table(
        name="category",
        columns=(
            "id", "county_id", "key", "name_zh", "name_en", "kind", "closing_condition", "icon", "is_active",
            "position",
        ),
        key=("id",),
    ),
    "limit": Table(
        name="handling_limit",
        columns=("id", "county_id", "category", "area_class", "urgency", "length", "unit", "source", "is_active"),
        key=("id",),
    ),
    "year_table": Table(
        name="year_table",
        columns=("id", "county_id", "year", "off_days", "work_days", "notice", "version", "provisional"),
        key=("id",),
        json=frozenset({"off_days", "work_days"}),
    ),
    "setting": Table(
        name="setting",
        columns=("id", "county_id", "key", "value", "from_date", "reason", "source"),
        key=("id",),
    ),
    "message_text": Table(
        name="message_text",
        columns=("id", "county_id", "template", "language", "subject", "text"),
        key=("id",),
    ),
    "list_item": Table(
        name="list_item",
        columns=("id", "county_id", "list", "number", "title", "body", "unit", "source", "is_active"),
        key=("id",),
    ),
    "mediation_committee": Table(
        name="mediation_committee",
        columns=(
            "id", "county_id", "unit_id", "kind", "sector", "types", "member_count", "women_count", "minority_count",
            "needs_minority", "chair_post_id", "started_date", "ended_date", "is_active",
        ),
        key=("id",),
        json=frozenset({"types"}),
    ),
    "mediator": Table(
        name="mediator",
        columns=(
            "id", "county_id", "post_id", "kind", "types", "skills", "takes_new", "open_max", "away_from_date",
            "away_until_date", "is_active",
        ),
        key=("id",),
        json=frozenset({"types", "skills"}),
    ),
    "checklist": Table(
        name="checklist",
        columns=(
            "id", "county_id", "key", "version", "title", "title_en", "from_date", "kinds", "category", "again_days",
            "inspectors", "has_batches", "is_active",
        ),
        key=("id",),
        json=frozenset({"kinds"}),
    ),
    "checklist_item": Table(
        name="checklist_item",
        columns=(
            "id", "county_id", "checklist", "version", "position", "key", "title", "title_en", "basis", "basis_en",
            "article", "grade", "part", "part_en", "is_urgent", "category", "is_active",
        ),
        key=("id",),
    ),
    "place": Table(
        name="place",
        columns=(
            "id", "county_id", "key", "name", "kind", "area_path", "name_en", "aliases", "address", "lon_e6", "lat_e6",
            "is_active", "risk", "regulator_unit", "owner_unit", "phone", "credit_code", "outline", "merged_into",
        ),
        key=("id",),
    ),
}  # fmt: skip


def county_of(key: str, *, name: str = "", name_en: str = "") -> int:
    """Return the county's id, making its row where `key` is new; which one is served is `serve_county`'s."""
    county, _ = models.County.objects.get_or_create(key=key, defaults={"name": name or key, "name_en": name_en})
    return int(county.pk)


def only_county() -> tuple[int, str] | None:
    """Return (id, key) of the one county this installation serves, or None before any was set up.

    It is the one chosen by `serve_county`, else the first whose areas were loaded.
    """
    row = models.County.objects.order_by("-is_served", "pk").values_list("pk", "key").first()
    return (int(row[0]), str(row[1])) if row else None


def serve_county(county_id: int) -> None:
    """Choose the county this installation serves; raises Refused `second_county` where it serves another one."""
    with transaction.atomic():
        wanted = models.County.objects.get(pk=county_id)
        chosen = models.County.objects.select_for_update().filter(is_served=True).first()
        if chosen is not None and chosen.pk != county_id:
            params = {"value": wanted.key, "known": chosen.key}
            raise Refused([Problem("second_county", at="county", params=params)])
        if chosen is None:
            models.County.objects.filter(pk=county_id).update(is_served=True)


def save_records(
    county_id: int,
    records: Sequence[Record],
    *,
    actor: Mapping[str, str],
    now: datetime,
    by_copy: bool = True,
    pub: Mapping[str, Any] | None = None,
) -> int:
    """Save `records` with their entries in one transaction and return how many streams gained an entry."""
    with transaction.atomic():
        county = models.County.objects.select_for_update().get(pk=county_id)
        drafts = list(setup_drafts(records, county=county.key, actor=actor, now=now, pub=pub))
        heads = lock_streams(county_id, [stream for stream, _ in drafts])
        rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in writing.ORDER}
        for stream, own in drafts:
            entries = chain(own, heads.get(stream, Head()), os.urandom)
            last = entries[-1]
            rows["stream"].append({"county_id": county_id, "stream": stream, "seq": last.seq, "hash": last.hash})
            add_entries(rows, county_id, entries)
        batch = Writing()
        for table in writing.ORDER:
            batch.add(table, rows[table.name])
        for noun, table in TABLES.items():
            own_records = [one for one in records if record_name(one) == noun]
            batch.add(table, [row_of_record(one, county_id, county.key) for one in own_records])
        batch.send(by_copy=by_copy)
        county.setup_version += 1
        county.save(update_fields=["setup_version"])
        if all(isinstance(one, Place) for one in records):
            place_changes.note(county_id, county.setup_version, [one.id for one in records if isinstance(one, Place)])
    return len(drafts)


def row_of_record(record: Record, county_id: int, county: str) -> dict[str, Any]:
    """Return the table row of a record."""
    row = {
        **row_of_spelled(record_name(record), record_id(record, county), spell(record)),
        "county_id": county_id,
    }
    if isinstance(record, Area):
        row["geometry"] = record.geometry
    return row


def row_of_spelled(what: str, id_: str, spelled: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table row of a record as an entry spells it; geometry is a value and stands apart."""
    row = {"id": id_, **spelled}
    if what == "category":
        name = row.pop("name")
        row |= {"name_zh": name["zh"], "name_en": name["en"]}
        row.setdefault("position", 0)  # entries written before positions were data have none
    elif what == "place":
        row = {**BEFORE_REGISTER, **row}
    elif what in ("duty", "limit"):
        row.setdefault("is_active", True)  # entries from before duties and limits could end do not say so
    return row


PLACES_AT_ONCE = 5_000
BEFORE_REGISTER = {
    "risk": "unrated", "regulator_unit": "", "owner_unit": "", "phone": "", "credit_code": "", "outline": "",
    "merged_into": "",
}  # fmt: skip
"""What entries written before places had a register say nothing of."""
WITHOUT_ID = frozenset(
    {
        "limit", "year_table", "setting", "message_text", "list_item", "mediation_committee", "mediator", "checklist",
        "checklist_item",
    }
)  # fmt: skip
"""Nouns whose records are told apart by what they say; only their rows have an id."""
_directories: dict[int, tuple[tuple[str, ...], Directory]] = {}
"""By county: where and in which version its set-up was read, and the directory made from it."""


def directory_of(county_id: int) -> Directory:
    """Return the county's directory, loaded anew only when its set-up has changed; raises KeyError without one."""
    found = present_directory(county_id)
    if found is None:
        raise KeyError(county_id)
    return found[1]


def present_directory(county_id: int | None = None) -> tuple[int, Directory] | None:
    """Return (id, directory) of a county, or of the only one; None before any was set up. Asks one question."""
    with server_cursor() as cursor:
        row = cursor.execute(
            "SELECT id, setup_version FROM county WHERE id = coalesce(%s::bigint, id)"
            " ORDER BY is_served DESC, id LIMIT 1",
            [county_id],
        ).fetchone()
    if row is None:
        return None
    where = (str(connection.settings_dict.get(one)) for one in ("HOST", "PORT", "NAME"))
    stamp = (*where, str(row[1]))
    kept = _directories.get(row[0])
    if kept is None or kept[0] != stamp:
        renewed = _renewed(row[0], kept[1], row[1]) if kept and kept[0][:-1] == stamp[:-1] else None
        kept = _directories[row[0]] = (stamp, renewed or load_directory(row[0]))
    return (int(row[0]), kept[1])


def _renewed(county_id: int, before: Directory, version: int) -> Directory | None:
    """Return the directory with the places that changed since, read anew; None where more than places did."""
    ids = place_changes.between(county_id, int(before.version), version)
    if ids is None:
        return None
    return before.with_places(_read_places(county_id, ids), version=str(version))


def load_directory(county_id: int) -> Directory:
    """Read the whole set-up of a county."""
    county = models.County.objects.get(pk=county_id)
    tables = tuple(_read(models.YearTable, "year_table", county_id, order="year"))
    return Directory(
        Setup(
            county=county.key,
            areas=tuple(_read(models.Area, "area", county_id, order="path")),
            units=tuple(_read(models.Unit, "unit", county_id, order="id")),
            posts=tuple(_read(models.Post, "post", county_id, order="id")),
            duties=tuple(_read(models.Duty, "duty", county_id, order="id")),
            categories=in_order(_read_categories(county_id)),
            limits=tuple(_read(models.Limit, "limit", county_id, order="id")),
            calendar=WorkingCalendar(tables=tables),
            version=str(county.setup_version),
            settings=tuple(_read(models.Setting, "setting", county_id, order="id")),
            texts=tuple(_read(models.MessageText, "message_text", county_id, order="id")),
            lists=tuple(_read(models.ListItem, "list_item", county_id, order="id")),
            places=in_key_order(_read_places(county_id)),
            committees=tuple(_read(models.MediationCommittee, "mediation_committee", county_id, order="id")),
            mediators=tuple(_read(models.Mediator, "mediator", county_id, order="id")),
            checklists=tuple(_read(models.Checklist, "checklist", county_id, order="id")),
            checklist_items=tuple(_read(models.ChecklistItem, "checklist_item", county_id, order="id")),
            machines=frozenset(models.DoorClient.objects.filter(county_id=county_id).values_list("pk", flat=True)),
        )
    )


def _read(model: Any, noun: str, county_id: int, *, order: str) -> Iterable[Any]:
    columns = [one for one in TABLES[noun].columns if one != "county_id"]
    if noun in WITHOUT_ID:
        columns.remove("id")
    for row in model.objects.filter(county_id=county_id).order_by(order).values(*columns):
        geometry = row.pop("geometry", None)
        # Dates and moments come from the database as such; `read_record` wants their spelling.
        spelled = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
        yield read_record(noun, spelled, bytes(geometry) if geometry is not None else None)


def _read_places(county_id: int, ids: Collection[str] | None = None) -> Iterable[Place]:
    """Yield the places, or those named; there are many, so each is made straight from its columns."""
    columns = [one for one in TABLES["place"].columns if one != "county_id"]
    kind, risk = columns.index("kind"), columns.index("risk")
    wanted = models.Place.objects.filter(county_id=county_id)
    rows = (wanted if ids is None else wanted.filter(id__in=ids)).order_by("key").values_list(*columns)
    for row in rows.iterator(chunk_size=PLACES_AT_ONCE):
        values = list(row)
        values[kind], values[risk] = PlaceKind(row[kind]), PlaceRisk(row[risk])
        yield Place(**dict(zip(columns, values, strict=True)))


def _read_categories(county_id: int) -> Iterable[Any]:
    for row in models.Category.objects.filter(county_id=county_id).order_by("position", "key"):
        yield read_record(
            "category",
            {
                "key": row.key, "name": {"zh": row.name_zh, "en": row.name_en}, "kind": row.kind,
                "closing_condition": row.closing_condition, "icon": row.icon, "is_active": row.is_active,
                "position": row.position,
            },
        )  # fmt: skip
