"""The register of places in the store: their streams, the rows that lists read, adoptions, pairs kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from linli.domain.engine.context import EntryDraft
from linli.domain.engine.erasing import ERASED
from linli.domain.place import Place, PlaceKind, PlaceRisk, PlaceStanding
from linli.domain.place_file import STREAM, PlaceFile, folded
from linli.domain.place_query import PlaceLine, PlacePage, PlaceQuery
from linli.store import journal, key_keeping, models, place_changes, setup, streams
from linli.store.journal import entries_of
from linli.store.secrets import opened, sealed_rows, unsealed
from linli.store.streams import Given
from linli.store.writing import Writing, server_cursor

WRITTEN = ("reason", "help", "title", "evidence", "remark", "caption")
"""What somebody wrote of a place, kept beside its entries."""
COUNTED_MAX = 100_000
MARK = "\n"
"""Between the name and the id of a cursor; no name holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A place that a unit adopted."""

    place_id: str
    unit: str
    since_date: date
    until_date: date | None


def lock(county_id: int) -> int:
    """Lock the county's register until the transaction ends; return the version of its set-up."""
    row = models.County.objects.select_for_update().only("pk", "setup_version").get(pk=county_id)
    return int(row.setup_version)


def files(county_id: int, ids: Sequence[str]) -> dict[str, PlaceFile]:
    """Return the records of places by id; unknown ones are left out."""
    wanted = [f"{STREAM}{one}" for one in ids if one.replace("-", "").isalnum()]
    if not wanted:
        return {}
    found = {stream: folded(entries) for stream, entries in entries_of(county_id, wanted).items()}
    return {stream.removeprefix(STREAM): file for stream, file in found.items() if file is not None}


def append(
    county_id: int, drafts: Sequence[EntryDraft], *, records: Sequence[Place] = (), given: Given | None = None
) -> dict[str, PlaceFile]:
    """Append entries within the caller's transaction, write the rows over, return the places after them.

    `records` are the places whose set-up record the entries change: directories read those anew then.
    """
    ends = streams.append(county_id, drafts, given=given)
    _erase_named(county_id, drafts, ends)
    county = models.County.objects.get(pk=county_id)
    if records:
        batch = Writing()
        batch.add(setup.TABLES["place"], [setup.row_of_record(one, county_id, county.key) for one in records])
        batch.send()
        models.County.objects.filter(pk=county_id).update(setup_version=county.setup_version + 1)
        place_changes.note(county_id, county.setup_version + 1, [one.id for one in records])
    after = files(county_id, [stream.removeprefix(STREAM) for stream in ends])
    for file in after.values():
        _write_rows(county_id, file)
    return after


def _erase_named(county_id: int, drafts: Sequence[EntryDraft], ends: Mapping[str, int]) -> None:
    """Remove the values that the entries just written name as erased; their keys go right after the commit."""
    erasing = [one.stream for one in drafts if one.pub.get(ERASED)]
    for stream in erasing:
        with server_cursor() as cursor:
            cursor.execute(journal.ERASE_VALUES, [county_id, stream, ends[stream], ends[stream]])
    if erasing:
        key_keeping.destroy_after_commit()


def standing_of(file: PlaceFile) -> dict[str, Any]:
    """Return the columns of a place that follow from its stream beside its record."""
    check = file.check
    return {
        "adopters": len(file.adopters), "is_model": file.is_model,
        "checked_date": date.fromisoformat(check.day) if check else None, "gaps": len(check.gaps) if check else 0,
    }  # fmt: skip


def pairings_of(file: PlaceFile) -> dict[str, dict[str, Any]]:
    """Return the days of each adoption, by unit."""
    return {
        one.unit: {
            "since_date": date.fromisoformat(one.since),
            "until_date": date.fromisoformat(one.until) if one.until else None,
        }
        for one in file.pairs.values()
    }


def _write_rows(county_id: int, file: PlaceFile) -> None:
    models.Place.objects.filter(county_id=county_id, id=file.place.id).update(**standing_of(file))
    for unit, days in pairings_of(file).items():
        models.PlacePairing.objects.update_or_create(
            county_id=county_id, place_id=file.place.id, unit=unit, defaults=days
        )
    known = set(models.PlaceApart.objects.filter(county_id=county_id, place_id=file.place.id).values_list("other_id"))
    fresh = [one for one in file.apart if (one,) not in known]
    models.PlaceApart.objects.bulk_create(
        models.PlaceApart(county_id=county_id, place_id=file.place.id, other_id=one) for one in fresh
    )


def texts_of(county_id: int, place_id: str) -> dict[tuple[int, str], str]:
    """Return what was written of a place, by (seq, field)."""
    stream = f"{STREAM}{place_id}"
    with opened(county_id, [stream]):
        rows = sealed_rows(county_id, [stream], "field = ANY(%s)", [list(WRITTEN)])
    return {
        (row.place.seq, row.place.field): held.value.decode("utf-8", "replace") for row, held in unsealed(rows)
    }  # fmt: skip


def page(county_id: int, query: PlaceQuery) -> PlacePage:
    """Return one page of places by name, by keyset."""
    rows = _rows(county_id, query)
    name, _, id_ = query.cursor.partition(MARK)
    if id_:
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=id_))
    told = PlaceLine.__slots__
    found = list(rows.order_by("name", "id").values(*told)[: query.limit + 1])
    lines = tuple(_line(one) for one in found[: query.limit])
    more = f"{lines[-1].name}{MARK}{lines[-1].id}" if len(found) > query.limit else ""
    return PlacePage(lines=lines, next_cursor=more)


def count(county_id: int, query: PlaceQuery) -> int:
    """Return how many places a query finds."""
    return _rows(county_id, query)[:COUNTED_MAX].count()


def _line(row: Mapping[str, Any]) -> PlaceLine:
    return PlaceLine(**{**row, "kind": PlaceKind(row["kind"]), "risk": PlaceRisk(row["risk"])})


def _rows(county_id: int, query: PlaceQuery) -> QuerySet[models.Place]:
    rows = models.Place.objects.filter(county_id=county_id)
    scope = query.scope
    own = models.PlacePairing.objects.filter(county_id=county_id, unit=scope.unit, until_date=None)
    if scope.area_path.count("/") > 2:
        rows = rows.filter(
            Q(area_path__startswith=scope.area_path) | Q(regulator_unit=scope.unit) | Q(owner_unit=scope.unit)
            | Q(id__in=own.values("place_id"))
        )  # fmt: skip
    if query.area_path:
        rows = rows.filter(area_path__startswith=query.area_path)
    for column, value in (("kind", query.kind), ("risk", query.risk), ("regulator_unit", query.regulator)):
        if value:
            rows = rows.filter(**{column: str(value)})
    if query.adopted == "mine":
        rows = rows.filter(id__in=own.values("place_id"))
    elif query.adopted:
        rows = rows.filter(adopters__gt=0) if query.adopted == "yes" else rows.filter(adopters=0)
    if query.is_model is not None:
        rows = rows.filter(is_model=query.is_model)
    if query.words:
        words = query.words
        rows = rows.filter(Q(name__icontains=words) | Q(aliases__icontains=words) | Q(key=words)
                           | Q(address__icontains=words) | Q(name_en__icontains=words))  # fmt: skip
    return _standing(rows, query.standing)


def _standing(rows: QuerySet[models.Place], standing: PlaceStanding | None) -> QuerySet[models.Place]:
    match standing:
        case PlaceStanding.OPEN:
            return rows.filter(is_active=True)
        case PlaceStanding.CLOSED:
            return rows.filter(is_active=False, merged_into="")
        case PlaceStanding.MERGED:
            return rows.exclude(merged_into="")
        case _:
            return rows


def id_of_number(county_id: int, key: str) -> str:
    """Return the id of the place with a number, "" for none."""
    found = models.Place.objects.filter(county_id=county_id, key=key).values_list("id", flat=True).first()
    return str(found or "")


def kept_apart(county_id: int) -> frozenset[tuple[str, str]]:
    """Return the pairs that somebody looked at and found to be two, each in the order of their ids."""
    rows = models.PlaceApart.objects.filter(county_id=county_id).values_list("place_id", "other_id")
    return frozenset((min(pair), max(pair)) for pair in rows)
