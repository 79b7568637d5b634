"""Coverage 覆盖: how many governance centres and mediation bodies stand where one is due, exactly, and where none does.

Source: REQUIREMENTS 001-06 (three tiers of centres), FIELD §3 ("1331": three levels of mediation), 人民调解法 art. 8
(a village or community sets a committee up). A number is n of N with the open list; nought due is said so, never 100 %.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.domain.area import Area, AreaLevel
from linli.domain.directory import Directory
from linli.domain.mediation_committee import CommitteeKind
from linli.domain.unit import UnitKind

LEVELS = (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY)
KIND_OF_LEVEL = {
    AreaLevel.COUNTY: CommitteeKind.DISTRICT,
    AreaLevel.SUBDISTRICT: CommitteeKind.TOWNSHIP,
    AreaLevel.COMMUNITY: CommitteeKind.RESIDENTS,
}


class Body(StrEnum):
    """What is due at a level."""

    CENTRE = "centre"
    MEDIATION = "mediation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How far one kind of body is built at one level."""

    body: Body
    level: AreaLevel
    due: int
    built: int
    missing: tuple[Area, ...]
    """The areas without one, in order of their path."""


def coverage(directory: Directory, today: date, within: str) -> tuple[Covered, ...]:
    """Return what is built and due at each level below (and at) the area `within`."""
    centres = {
        one.area_path for one in directory.units.values() if one.is_active and one.kind is UnitKind.GOVERNANCE_CENTRE
    }  # fmt: skip
    mediating = set()
    for one in directory.committees.values():
        unit = directory.units.get(one.unit_id)
        if unit is not None and unit.is_active and one.is_active and one.started_date <= today <= one.ended_date:
            mediating.add((one.kind, unit.area_path))
    found = []
    for level in LEVELS:
        areas = [
            one for one in directory.tree
            if one.level is level and one.path.startswith(within) and one.is_valid_on(today)
        ]  # fmt: skip
        kind = KIND_OF_LEVEL[level]
        found.append(_covered(Body.CENTRE, level, areas, centres))
        found.append(_covered(Body.MEDIATION, level, areas, {path for own, path in mediating if own is kind}))
    return tuple(one for one in found if one.due)


def _covered(body: Body, level: AreaLevel, areas: list[Area], built: set[str]) -> Covered:
    missing = sorted((one for one in areas if one.path not in built), key=lambda one: one.path)
    return Covered(body=body, level=level, due=len(areas), built=len(areas) - len(missing), missing=tuple(missing))
