"""What an operator on the telephone sees while typing: whom the matter will reach by when, and what is like it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.actions.case_lists import query_for
from linli.actions.case_views import rights_on
from linli.actions.deciding import Filing, Office, decide_filing, receipt_hashes
from linli.actions.duty_units import duty_units
from linli.actions.seats import actor_at
from linli.actions.settings import setting_whole
from linli.domain.area import AreaLevel
from linli.domain.area_names import NAME_CHARACTERS_MIN, plain
from linli.domain.case_query import CaseLine, CaseQuery
from linli.domain.category import Category
from linli.domain.engine.access import reach_of
from linli.domain.engine.state import ClockState
from linli.domain.problems import Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.unit import Post
from linli.store import cases, journal
from linli.store.secrets import streams_of_phone

ALIKE_MAX = 5
CATEGORIES_MAX = 6
NOT_YET_SAID = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom a matter would reach if it were taken in now, and its clocks."""

    area_path: str
    first_unit: str
    """Id of the unit that holds it first."""
    duty_unit: str
    """Id of the unit whose duty it is, or ""."""
    clocks: Mapping[str, ClockState]


def reach_of_call(office: Office, post: Post, given: Mapping[str, str], now: datetime) -> Reach | None:
    """Return what taking in `given` would start: decided as a filing is, and not kept; None where it cannot be."""
    fields = {
        "words": NOT_YET_SAID,
        "channel": "phone",
        "requester": "anonymous",
        **{key: given[key] for key in ("area", "category", "urgency") if given.get(key)},
    }
    try:
        saving, _ = decide_filing(
            office, Filing(command_id="look", fields=fields), actor=actor_at(post), serial=1, now=now
        )
    except Refused:
        return None
    state = saving.decisions[0].after
    units = duty_units(office.directory, state.category, state.area)
    return Reach(
        area_path=state.area,
        first_unit=state.holder.unit,
        duty_unit=units[0].unit.id if units else "",
        clocks=state.clocks,
    )


def alike_on_call(office: Office, post: Post, given: Mapping[str, str], now: datetime) -> tuple[CaseLine, ...]:
    """Return open matters of the category in the same community that `post` may list, the newest first."""
    area, category = given.get("area", ""), given.get("category", "")
    if area not in office.directory.tree.by_path or category not in office.directory.categories:
        return ()
    community = office.directory.tree.at_level(area, AreaLevel.COMMUNITY)
    query = query_for(
        office, post, now, categories=(category,), area_path=community.path if community else area, is_final=False,
        filed_since=now - timedelta(days=setting_whole(office, "desk.alike_days", now)), limit=ALIKE_MAX,
    )  # fmt: skip
    return cases.list_cases(query).lines


def earlier_of_caller(office: Office, post: Post, phone: str, now: datetime) -> tuple[CaseLine, ...]:
    """Return the latest matters for which this number was left, among those whose requester `post` may know.

    The number is looked up blindly: without the purpose's key nothing in the database leads from it to a matter, and
    what lies beyond the post's duties is never found.
    """
    streams = streams_of_phone(office.county_id, phone)
    ids = tuple(one.removeprefix("case/") for one in streams if one.startswith("case/"))
    if not ids:
        return ()
    reach = reach_of(post, office.directory, "case.requester")
    query = CaseQuery(county_id=office.county_id, reach=reach, now=now, ids=ids, limit=ALIKE_MAX)
    lines = cases.list_cases(query).lines
    # Who accused somebody of one's own unit is not learned by their number either.
    states = journal.load_states(office.county_id, [one.stream for one in lines]) if lines else {}
    asked = ("case.requester",)
    return tuple(one for one in lines if rights_on(office, post, states[one.stream], asked))


def categories_called(office: Office, words: str) -> tuple[Category, ...]:
    """Return the second-level categories that typed words name, those that begin so first; "" names none."""
    asked = plain(words)
    if len(asked) < NAME_CHARACTERS_MIN:
        return ()
    found = []
    for one in office.directory.categories.values():
        names = (plain(one.name.zh), plain(one.name.en))
        if not (one.is_active and one.parent_key):
            continue
        if asked in names:
            return (one,)
        if any(asked in name or (name and name in asked) for name in names):
            found.append((not any(name.startswith(asked) for name in names), one))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))[:CATEGORIES_MAX]


def case_named(office: Office, words: str) -> str:
    """Return the key of the case that a number or a receipt code, as read out by a caller, names; "" for none."""
    words = " ".join(words.split())[:60]
    try:
        code = read_receipt_code(words)
    except Refused:
        line = cases.find_case(office.county_id, words) if words else None
        return line.id if line else ""
    found = cases.case_of_receipt(*receipt_hashes(code, office.ports))
    return found[1] if found and found[0] == office.county_id else ""
