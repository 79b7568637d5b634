"""Fields of a move's form, made from their declarations, and what was typed read back from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.duty_units import DutyUnit
from linli.actions.gazetteer import gazetteer_of
from linli.actions.post_choices import staff_names
from linli.console.amounts import unit_words, whole_of
from linli.console.words import area_words, category_name, language, one_area, unit_name
from linli.domain.area import Area, AreaLevel
from linli.domain.duty import DutyRole
from linli.domain.engine.declarations import Field, FieldType
from linli.domain.problems import Problem
from linli.domain.unit import Post, Unit
from linli.domain.wording import Wording
from linli.ui.map_view import data_folder
from linli.ui.pieces import Option

CANDIDATES_MAX = 12
RADIO_CHOICES_MAX = 5
CANDIDATES = "candidates"
TYPED = "_typed"
DIGITS_LEAST, DIGITS_MORE = 6, 4
"""What an input for typing a unit's or a place's name is called after its field."""
DUTY_WORDS: dict[DutyRole, Wording] = {
    DutyRole.TERRITORIAL: Wording("属地责任", "Territorial duty"),
    DutyRole.SECTOR: Wording("行业责任", "Sector duty"),
    DutyRole.PRINCIPAL: Wording("主体责任", "Principal duty"),
    DutyRole.POST: Wording("岗位责任", "Duty of a post"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGroup:
    """Options of a select under one heading."""

    title: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field as a template draws it."""

    name: str
    label: str
    look: str
    """text, textarea, number, date, checkbox, choices, select, groups, unit, area, photos or case."""
    value: str = ""
    hint: str = ""
    is_optional: bool = False
    limit: int | None = None
    options: Sequence[Option] = ()
    groups: Sequence[OptionGroup] = ()
    typed: str = ""
    names: Sequence[str] = ()
    """Names offered while typing."""

    @property
    def digits(self) -> int:
        """How long a number may be typed: the highest one, with a point, commas and hundredths."""
        return max(DIGITS_LEAST, len(str(self.limit or 0)) + DIGITS_MORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMaker:
    """Makes fields for one matter: what is suggested depends on its place and category."""

    office: Office
    suggested: Sequence[DutyUnit] = ()
    targets: Sequence[Unit] = ()
    within_path: str = ""
    """Where a place is looked for."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What was typed, to be kept."""
    candidates: Sequence[Area] = ()
    posts: Sequence[Post] = ()
    """Posts from which one is chosen."""
    lawful: Mapping[str, Wording | None] = field(default_factory=dict)
    """The reasons for which a clock may be paused now, each with its basis."""

    def field(self, declared: Field, *, is_required: bool) -> FormField:
        """Return the field for a declaration."""
        look, rest = self._look(declared)
        return FormField(
            name=declared.key,
            label=declared.title.within(language()),
            look=look,
            value=self.given.get(declared.key, ""),
            hint=_hint(declared),
            is_optional=not is_required,
            limit=declared.limit,
            typed=self.given.get(declared.key + TYPED, ""),
            **rest,
        )

    def _look(self, declared: Field) -> tuple[str, dict[str, Any]]:
        simple = {
            FieldType.LINE: "text", FieldType.TEXT: "textarea", FieldType.NUMBER: "number", FieldType.FLAG: "checkbox",
            FieldType.DATE: "date", FieldType.PHOTO: "photos", FieldType.CASE: "case",
        }  # fmt: skip
        if declared.type in simple:
            return simple[declared.type], {}
        if declared.type is FieldType.UNIT:
            names = [unit_name(self.office, one.id) for one in self.targets]
            return "unit", {"options": self._unit_options(), "names": names}
        if declared.type is FieldType.POST:
            return "groups", {"groups": post_groups(self.office, self.posts)}
        if declared.type is FieldType.CATEGORY:
            return "groups", {"groups": category_groups(self.office)}
        if declared.type is FieldType.AREA:
            return "area", {"options": self._area_options(), "names": area_names(self.office, self.within_path)}
        if declared.key == "pause_reason" and self.lawful:
            return "choices", {"options": self._pause_options(declared)}
        options = [
            Option(value=one.key, title=one.title.within(language()), more=_basis(one.meaning))
            for one in declared.choices
        ]
        if len(options) > RADIO_CHOICES_MAX and not any(one.more for one in options):
            return "select", {"options": [Option(value="", title=_("Please choose")), *options]}
        return "choices", {"options": options}

    def _pause_options(self, declared: Field) -> list[Option]:
        return [
            Option(value=one.key, title=one.title.within(language()), more=_basis(self.lawful.get(one.key)))
            for one in declared.choices
            if one.key in self.lawful
        ]

    def _unit_options(self) -> list[Option]:
        return [
            Option(value=one.unit.id, title=unit_name(self.office, one.unit.id), more=duty_words(self.office, one))
            for one in self.suggested
        ]

    def _area_options(self) -> list[Option]:
        return [Option(value=area.path, title=area_words(self.office, area.path)) for area in self.candidates]


def _hint(declared: Field) -> str:
    if declared.hint or declared.type is not FieldType.NUMBER:
        return declared.hint.within(language()) if declared.hint else ""
    unit = unit_words(declared)
    return _("In %(unit)s") % {"unit": unit} if unit else _("A whole number")


def _basis(words: Wording | None) -> str:
    return words.within(language()) if words else ""


def duty_words(office: Office, one: DutyUnit) -> str:
    """Return why a unit is suggested: the duty, its categories, its area."""
    category = category_name(office, one.duty.category) if one.duty.category else _("all categories")
    duty = DUTY_WORDS[one.duty.role].within(language())
    return duty + _(": ") + f"{area_words(office, one.duty.area_path)} · {category}"


def post_groups(office: Office, posts: Sequence[Post]) -> list[OptionGroup]:
    """Return posts under the names of their units, each with its role, its title and who holds it."""
    names = staff_names(posts)
    groups: dict[str, list[Option]] = {}
    for one in posts:
        words = (one.role.wording.within(language()), one.title, names.get(one.staff_id or "", ""))
        option = Option(value=one.id, title=" · ".join(dict.fromkeys(word for word in words if word)))
        groups.setdefault(one.unit_id, []).append(option)
    return [OptionGroup(title=unit_name(office, key), options=options) for key, options in groups.items()]


def category_groups(office: Office) -> list[OptionGroup]:
    """Return the second-level categories under their first level, in the county's order."""
    groups: dict[str, list[Option]] = {}
    for one in office.directory.categories.values():
        if one.is_active and one.parent_key:
            option = Option(value=one.key, title=one.name.within(language()))
            groups.setdefault(one.parent_key, []).append(option)
    return [OptionGroup(title=category_name(office, key), options=options) for key, options in groups.items()]


def area_names(office: Office, within_path: str) -> list[str]:
    """Return the names of the communities below a path, offered while a place is typed."""
    return [
        one_area(area)
        for area in office.directory.tree
        if area.level is AreaLevel.COMMUNITY and area.path.startswith(within_path)
    ]


def find_areas(office: Office, words: str, within_path: str) -> list[Area]:
    """Return the areas that `words` name: every word must stand in the names on the way down, the lowest last.

    A community's own name alone yields the community and its grids, so that one of them can be chosen.
    """
    parts = words.replace("·", " ").replace("/", " ").split()
    if not parts:
        return []
    tree = office.directory.tree
    found = []
    for area in tree:
        if area.level is AreaLevel.COUNTY or not area.path.startswith(within_path):
            continue
        names = [f"{one.name} {one.name_en.lower()}" for one in tree.lineage(area.path)]
        if all(any(part in name or part.lower() in name for name in names) for part in parts):
            found.append(area)
    exact = [area for area in found if area.level is AreaLevel.GRID and parts[-1] in area.name and len(parts) > 1]
    return exact or found


def areas_of_places(office: Office, words: str, within_path: str) -> list[Area]:
    """Return the areas in which the places and streets lie that `words` name, the likeliest first."""
    spots = gazetteer_of(office, data_folder()).find(words, within_path=within_path)
    return [office.directory.tree.by_path[path] for path in dict.fromkeys(spot.area_path for spot in spots)]


def find_unit(office: Office, words: str, targets: Iterable[Unit]) -> Unit | None:
    """Return the one unit whose name is, or alone contains, what was typed."""
    words = words.strip()
    named = [unit for unit in targets if words in (unit.name, unit.name_en)]
    if not named:
        named = [unit for unit in targets if words in unit.name or words.lower() in unit.name_en.lower()]
    return named[0] if len(named) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """What a form brought: field values for the command, what was typed, and what could not be read."""

    fields: Mapping[str, Any]
    given: Mapping[str, str]
    uploads: Mapping[str, list[bytes]]
    problems: tuple[Problem, ...] = ()
    candidates: Sequence[Area] = ()

    @property
    def typed(self) -> Mapping[str, str]:
        """What the form is filled with again, with the places that may have been meant."""
        return {**self.given, CANDIDATES: " ".join(area.path for area in self.candidates)}


def candidates_of(office: Office, typed: Mapping[str, str]) -> Sequence[Area]:
    """Return the places that may have been meant, out of what a form is filled with again."""
    by_path = office.directory.tree.by_path
    return [by_path[path] for path in typed.get(CANDIDATES, "").split() if path in by_path]


def read_form(request: HttpRequest, declared: Iterable[Field], maker: FieldMaker) -> ReadForm:
    """Read the answers to `declared` out of a posted form; names that were typed become ids and paths."""
    fields: dict[str, Any] = {}
    given: dict[str, str] = {}
    uploads: dict[str, list[bytes]] = {}
    problems: list[Problem] = []
    candidates: Sequence[Area] = ()
    for one in declared:
        if one.type is FieldType.PHOTO:
            files = request.FILES.getlist(one.key)
            if files:
                uploads[one.key] = [file.read() for file in files]
            continue
        posted = str(request.POST.get(one.key, ""))
        given[one.key] = fields[one.key] = posted if posted.strip() else fields.get(one.key, posted)
        if one.type is FieldType.NUMBER:
            fields[one.key] = whole_of(one, posted)
        typed = str(request.POST.get(one.key + TYPED, "")).strip()[:120]
        if not typed:
            continue
        given[one.key + TYPED] = typed
        if one.type is FieldType.UNIT:
            unit = find_unit(maker.office, typed, maker.targets)
            fields[one.key] = unit.id if unit else typed
        elif one.type is FieldType.AREA and not fields[one.key]:
            found = find_areas(maker.office, typed, maker.within_path)
            if not found:
                found = areas_of_places(maker.office, typed, maker.within_path)
                if found and not str(request.POST.get("place_words", "")).strip():
                    # The name of an estate is not in the name of its grid: whoever goes there needs the words.
                    given["place_words"] = fields["place_words"] = typed
            candidates = found[:CANDIDATES_MAX] if len(found) > 1 else ()
            fields[one.key] = found[0].path if len(found) == 1 else ""
            if len(found) != 1:
                code = "place_unclear" if found else "place_unknown"
                problems.append(Problem(code, at=one.key, params={"value": typed[:40]}))
    return ReadForm(fields=fields, given=given, uploads=uploads, problems=tuple(problems), candidates=candidates)
