"""Loading areas from the statistics register: streets and communities with their codes, without outlines."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import new_id
from linli.actions.default_rules import default_rules
from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.area_codes import AreaCode, CodeLevel, read_code
from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem, Refused
from linli.domain.setup_records import Record
from linli.domain.unit import Unit, UnitKind
from linli.store import journal, setup

COLUMNS = ("areaCode", "street_code", "street", "village_code", "village")
"""Header of the register as it is commonly published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRemark:
    """A row that was not kept, with its reasons."""

    line: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAreas:
    """What became of a register: areas by level, and the rows that were refused."""

    counties: int
    served: str
    """Code of the one county that the installation serves; the others wait."""
    streets: int
    communities: int
    added: int
    changed: int
    unchanged: int
    refused: tuple[RowRemark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    code: AreaCode
    name: str


def load_areas(
    records: Iterable[RawRecord], *, names: Mapping[str, str], now: datetime, is_dry_run: bool = False
) -> LoadedAreas:
    """Load a register (header first); each county gets a governance centre at its own and its streets' level.

    `names` gives counties their names by code, which the register does not hold. A second run changes nothing.
    """
    source = iter(records)
    places = _places(next(source, None))
    found: dict[str, dict[str, _Named]] = {}
    refused: list[RowRemark] = []
    for record in source:
        try:
            county, chain = _read(record, places)
        except Refused as refusal:
            refused.append(RowRemark(line=record.line, problems=refusal.problems))
            continue
        found.setdefault(county, {}).update({one.code.digits: one for one in chain})
    sums: Counter[str] = Counter()
    levels: Counter[CodeLevel] = Counter(one.code.level for own in found.values() for one in own.values())
    with journal.one_transaction():
        for county, own in found.items():
            sums += _load_county(county, own, name=names.get(county, county), now=now)
        served = setup.only_county()
        if is_dry_run:
            journal.take_back()
    return LoadedAreas(
        counties=len(found),
        served=served[1] if served else "",
        streets=levels[CodeLevel.SUBDISTRICT],
        communities=levels[CodeLevel.COMMITTEE],
        added=sums["added"],
        changed=sums["changed"],
        unchanged=sums["unchanged"],
        refused=tuple(refused),
    )


def _places(header: RawRecord | None) -> dict[str, int]:
    names = [cell.strip() for cell in header.cells] if header else []
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Refused([Problem("column_missing", at=name, params={"value": name}) for name in missing])
    return {name: names.index(name) for name in COLUMNS}


def _read(record: RawRecord, places: Mapping[str, int]) -> tuple[str, list[_Named]]:
    """Return (county code, street and community) of a row; raises Refused with every mistake."""
    if record.problem:
        raise Refused([Problem(record.problem)])
    if len(record.cells) <= max(places.values()):
        params = {"count": len(record.cells), "wanted": max(places.values()) + 1}
        raise Refused([Problem("too_few_cells", params=params)])
    cells = {name: record.cells[place].strip() for name, place in places.items()}
    problems = [Problem("required", at=name) for name in COLUMNS if not cells[name]]
    chain: list[_Named] = []
    for code, name in (("street_code", "street"), ("village_code", "village")):
        try:
            chain.append(_Named(code=read_code(cells[code], at=code), name=cells[name]))
        except Refused as refused:
            problems.extend(refused.problems)
    if len(chain) == 2:
        street, village = chain
        if not street.code.digits.startswith(cells["areaCode"]) or village.code.digits[:9] != street.code.digits[:9]:
            problems.append(Problem("code_elsewhere", at="village_code", params={"value": cells["village_code"]}))
    if problems:
        raise Refused(problems)
    return cells["areaCode"], chain


def _load_county(county: str, own: Mapping[str, _Named], *, name: str, now: datetime) -> Counter[str]:
    """Save what is new or changed in one county and return how many areas were added, changed, unchanged."""
    sums: Counter[str] = Counter()
    county_id = setup.county_of(county, name=name)
    directory = setup.directory_of(county_id)
    known = directory.tree.by_key
    root = _root(county, name, known, now)
    wanted = [root]
    paths = {root.code: root}
    for named in sorted(own.values(), key=lambda one: one.code.digits):
        parent = root if named.code.level is CodeLevel.SUBDISTRICT else paths[named.code.digits[:9] + "000"]
        area = _area(named, parent, known, now)
        paths[area.code] = area
        wanted.append(area)
    records: list[Record] = []
    for area in wanted:
        before = known.get(area.key)
        kind = "added" if before is None else "unchanged" if replace(before, geometry=None) == area else "changed"
        sums[kind] += 1
        if kind != "unchanged":
            records.append(replace(area, geometry=before.geometry) if before else area)
    centres = {unit.area_path for unit in directory.units.values() if unit.kind is UnitKind.GOVERNANCE_CENTRE}
    records.extend(_centre(area, now) for area in wanted if area.level.depth < 2 and area.path not in centres)
    if not directory.categories:
        records.extend(default_rules(now.year))
    if records:
        setup.save_records(county_id, records, actor={"kind": "import", "id": "areas"}, now=now)
    return sums


def _root(county: str, name: str, known: Mapping[str, Area], now: datetime) -> Area:
    code = county.ljust(12, "0")
    before = known.get(code)
    kept = name if before is None or name != county else before.name
    return Area(
        id=before.id if before else new_id(now), key=code, code=code, name=kept, level=AreaLevel.COUNTY,
        kind=AreaKind.COUNTY, path=f"/{code}/",
    )  # fmt: skip


def _area(named: _Named, parent: Area, known: Mapping[str, Area], now: datetime) -> Area:
    code = named.code.digits
    before = known.get(code)
    is_street = named.code.level is CodeLevel.SUBDISTRICT
    level = AreaLevel.SUBDISTRICT if is_street else AreaLevel.COMMUNITY
    # A code of a body that is neither street nor town (a zone, a farm) works at that level all the same.
    kind = named.code.kind.area_kind or (AreaKind.SUBDISTRICT if is_street else AreaKind.COMMUNITY)
    return Area(
        id=before.id if before else new_id(now), key=code, code=code, name=named.name, level=level, kind=kind,
        path=f"{parent.path}{code}/", parent_id=parent.id,
    )  # fmt: skip


def _centre(area: Area, now: datetime) -> Unit:
    return Unit(
        id=new_id(now), key=f"centre-{area.key}", name=f"{area.name}综治中心", kind=UnitKind.GOVERNANCE_CENTRE,
        area_id=area.id, area_path=area.path, tier=area.level,
    )  # fmt: skip
