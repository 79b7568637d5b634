"""Forms of what stands ready: words typed and read back, choices offered, days in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.typed_act import TypedAct
from linli.console.command_ids import command_id
from linli.console.seat import SeatedRequest
from linli.console.words import category_words, language, unit_name
from linli.domain.category import in_order
from linli.domain.supply_checks import PLAN_MAX, filing_categories
from linli.domain.unit import UnitKind
from linli.domain.wording import Wording
from linli.ui.pieces import FilterChip, Option
from linli.ui.time_words import date_words

ID_MAX, CURSOR_MAX = 26, 80
OFTEN = (UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE, UnitKind.DEPARTMENT, UnitKind.TEAM)


def typed_of(request: SeatedRequest, keys: Iterable[str]) -> dict[str, str]:
    """Return what was typed; what is far too long is cut, so that a session can hold it."""
    return {key: str(request.POST.get(key, "")).replace("\r\n", "\n")[: PLAN_MAX + 1] for key in keys}


def act_of(request: SeatedRequest, typed: Mapping[str, str]) -> TypedAct:
    """Return what was typed as an act of this form."""
    return TypedAct(command_id=command_id(request), typed=typed)


def category_options(office: Office) -> tuple[Option, ...]:
    """Return the categories under which something can be filed, in their order."""
    known = set(filing_categories(office.directory))
    return tuple(
        Option(value=one.key, title=category_words(office, one.key))
        for one in in_order(office.directory.categories.values())
        if one.key in known
    )


def worded(choices: Mapping[Any, Wording], *, first: str = "") -> tuple[Option, ...]:
    """Return choices as options; `first` stands for none."""
    found = tuple(Option(value=str(key), title=words.within(language())) for key, words in choices.items())
    return (Option(value="", title=first), *found) if first else found


def unit_options(office: Office) -> tuple[Option, ...]:
    """Return units that something can be lent to or that can have a desk, those asked most often first."""
    units = [one for one in office.directory.units.values() if one.is_active and one.kind in OFTEN]
    units.sort(key=lambda one: (OFTEN.index(one.kind), one.tier.depth, one.area_path, one.name))
    found = tuple(Option(value=one.id, title=unit_name(office, one.id)) for one in units)
    return (Option(value="", title=_("Please choose")), *found)


def day_words(day: date | str | None) -> str:
    """Return a day in words, the year always there; "" for none."""
    if not day:
        return ""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return date_words(found, language=language(), this_year=None)


def chips(here: str, key: str, given: Mapping[str, str], choices: Iterable[tuple[str, str]]) -> list[FilterChip]:
    """Return a filter as chips whose addresses keep the other filters."""
    found = []
    for value, title in choices:
        asked = {name: words for name, words in {**given, key: value}.items() if words}
        url = f"{here}?{urlencode(asked)}" if asked else here
        found.append(FilterChip(title=title, url=url, is_on=given.get(key, "") == value))
    return found
