"""Names of areas, units and categories in the reader's language."""

from datetime import datetime

from django.utils.timezone import localtime

from linli.actions.deciding import Office
from linli.actions.public_views import PublicMatter
from linli.domain.area import Area, AreaLevel
from linli.domain.category import Category
from linli.domain.unit import Unit
from linli.domain.wording import Wording
from linli.procedures import own_kinds, procedure_of
from linli.ui.language import language as language
from linli.ui.time_words import deadline_words


def area_name(area: Area) -> str:
    """Return an area's own name."""
    return area.name_en if language() == "en" and area.name_en else area.name


def area_words(office: Office, path: str, *, from_level: AreaLevel = AreaLevel.SUBDISTRICT) -> str:
    """Return "石桥街道 · 磨坊社区 · 06网格", beginning at `from_level`; the county alone for a path above it."""
    lineage = office.directory.tree.lineage(path)
    shown = [area for area in lineage if area.level.depth >= from_level.depth] or list(lineage[-1:])
    return " · ".join(area_name(area) for area in shown)


def unit_name(unit: Unit | None) -> str:
    """Return a unit's name, or "" for none."""
    if unit is None:
        return ""
    return unit.name_en if language() == "en" and unit.name_en else unit.name


def unit_called(office: Office, unit_id: str) -> str:
    """Return the name of the unit with that id, or ""."""
    return unit_name(office.directory.units.get(unit_id))


def category_of(office: Office, key: str) -> Category | None:
    """Return a category of the county, or None."""
    return office.directory.categories.get(key)


def category_name(office: Office, key: str) -> str:
    """Return what a category is called; its key where nobody knows it any more."""
    category = category_of(office, key)
    if category:
        return category.name.within(language())
    return own_kinds()[key].within(language()) if key in own_kinds() else key


def stage_words(matter: PublicMatter) -> Wording:
    """Return the plain words of the stage a public matter stands at."""
    return procedure_of(matter.procedure, matter.version).stage(matter.stage).public_words


def moment_words(moment: datetime, now: datetime) -> str:
    """Return "11月18日 09:41" for a deadline; midnight is 24:00 of the day before."""
    return deadline_words(moment, language=language(), this_year=localtime(now).year)
