"""What is typed about supplies, equipment, plans and centres: read once, every mistake named at its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.domain.directory import Directory
from linli.domain.keepable_text import is_keepable
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Role

NAME_MAX, NOTE_MAX, PLAN_MAX = 60, 500, 20_000
WHOLE_MAX = 1_000_000
"""More of anything than a district holds; a longer number is a slip of the pen."""
DAYS_MAX = 3 * 366
YEARS = range(1000, 3000)
"""Other years are a slip of the pen, and run over at the calendar's edge."""
READ_ROLES = frozenset(Role) - {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.BUILDING_CONTACT}
KEEP_ROLES = frozenset({
    Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.HANDLER, Role.LIAISON,
    Role.GRID_LEADER, Role.GRID_WORKER, Role.INSPECTOR,
})  # fmt: skip
"""Roles that enter, count and check what their own unit keeps."""
CENTRE_ROLES = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD})


@dataclass(slots=True)
class Reading:
    """Typed words on their way to values; mistakes gather, so that they can be shown together."""

    typed: Mapping[str, str]
    today: date
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, at: str, /, **params: str | int) -> None:
        """Note a mistake."""
        self.problems.append(Problem(code, at=at, params=params))

    def words(self, at: str, *, most: int = NAME_MAX, is_needed: bool = True, is_line: bool = True) -> str:
        """Return words as they were typed, without the space around them."""
        found = self.typed.get(at, "").strip()
        if not found and is_needed:
            self.wrong("required", at)
        if len(found) > most:
            self.wrong("too_long", at, limit=most)
        elif found and not is_keepable(found, is_line=is_line):
            self.wrong("bad_text", at)
        return found

    def whole(self, at: str, *, lowest: int = 0, highest: int = WHOLE_MAX) -> int:
        """Return a whole number within bounds; 0 where there is none to return."""
        found = self.typed.get(at, "").strip()
        if not found:
            self.wrong("required", at)
        elif not (found.isascii() and found.isdigit()):
            self.wrong("not_a_number", at)
        elif len(found) > len(str(WHOLE_MAX)) or int(found) > highest:
            self.wrong("too_large", at, limit=highest)
        elif int(found) < lowest:
            self.wrong("too_small", at, limit=lowest)
        else:
            return int(found)
        return 0

    def day(self, at: str, *, is_needed: bool = True) -> date | None:
        """Return a day."""
        found = self.typed.get(at, "").strip()
        if not found:
            if is_needed:
                self.wrong("required", at)
            return None
        try:
            day = date.fromisoformat(found)
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            self.wrong("not_a_date", at)
            return None
        return day

    def choice(self, at: str, choices: Iterable[str]) -> str:
        """Return one of `choices`."""
        found = self.typed.get(at, "").strip()
        if not found:
            self.wrong("required", at)
        elif found not in set(choices):
            self.wrong("unknown_choice", at, value=found[:40])
        return found

    def category(self, at: str, directory: Directory) -> str:
        """Return the key of a category that a matter can be filed under."""
        found = self.typed.get(at, "").strip()
        if found not in filing_categories(directory):
            self.wrong("case_category_unknown", at)
        return found

    def check(self) -> None:
        """Raise Refused with everything that is wrong, or return."""
        if self.problems:
            raise Refused(self.problems)


def filing_categories(directory: Directory) -> tuple[str, ...]:
    """Return the keys of categories in use that have none below them."""
    families = {one.parent_key for one in directory.categories.values() if one.is_active}
    return tuple(one.key for one in directory.categories.values() if one.is_active and one.key not in families)


def has_supplies(post: Post) -> bool:
    """Say whether a post has anything to do with what stands ready."""
    return post.role in READ_ROLES


def may_read_kept(post: Post, *, unit: str, area: str) -> bool:
    """Say whether `post` may see what `unit` keeps in `area`: its own unit, and whoever serves that area or one in it.

    Supplies and extinguishers are no secret among staff; who runs the system or guards data has no duty there.
    """
    if post.role not in READ_ROLES:
        return False
    return post.unit_id == unit or area.startswith(post.area_path) or post.area_path.startswith(area)


def may_keep(post: Post, *, unit: str, area: str, directory: Directory) -> bool:
    """Say whether `post` may enter, count and check: its unit keeps it, or is a governance centre over that area."""
    if post.role not in KEEP_ROLES:
        return False
    if post.unit_id == unit:
        return True
    return is_centre_post(post, directory) and area.startswith(post.area_path)


def is_centre_post(post: Post, directory: Directory) -> bool:
    """Say whether `post` is one that runs a governance centre."""
    own = directory.units.get(post.unit_id)
    return own is not None and own.kind == "governance_centre" and post.role in CENTRE_ROLES


def may_begin(post: Post, directory: Directory) -> bool:
    """Say whether `post` may enter something new: for its own unit."""
    unit = directory.units.get(post.unit_id)
    return post.role in KEEP_ROLES and unit is not None and unit.is_active


def values_of(spelled: Mapping[str, Any], several: Iterable[str] = ()) -> dict[str, Any]:
    """Return the values of an effect as an entry spells it; `several` name those that are tuples."""
    values = {key: value for key, value in spelled.items() if key != "k"}
    return values | {key: tuple(values.get(key, ())) for key in several}
