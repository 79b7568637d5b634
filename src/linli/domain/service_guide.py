"""Service guides 办事指南 and desks 窗口: what somebody needs to know before coming, and what a desk promises.

Pure. Source: 优化营商环境条例 (2019) arts. 35-36 (published standards; material, time, steps, basis; told at once);
FIELD 10; 行政许可法 arts. 30 (what is published) and 42 (at most 20 working days).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from linli.domain.problems import Problem
from linli.domain.wording import Wording

KEY_MAX, TITLE_MAX, LINE_MAX, TEXT_MAX = 40, 40, 200, 2000
LIMIT_DAYS_MAX = 20
"""More than the law allows may not be promised. Source: 行政许可法 art. 42."""
MATERIALS_MAX, COPIES_MAX = 40, 20
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
SEPARATOR = "|"


class MaterialForm(StrEnum):
    """In which form a paper is asked."""

    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"
    SHOWN = "shown"
    NOT_NEEDED = "not_needed"
    """The authorities have it themselves; nobody brings it. Source: 优化营商环境条例 art. 36(2)."""


FORM_WORDINGS: dict[MaterialForm, Wording] = {
    MaterialForm.ORIGINAL: Wording("原件", "Original"),
    MaterialForm.COPY: Wording("复印件", "Copy"),
    MaterialForm.ELECTRONIC: Wording("电子件", "Electronic"),
    MaterialForm.SHOWN: Wording("出示即可", "Only shown"),
    MaterialForm.NOT_NEEDED: Wording("免提交(部门间核验)", "Not needed (authorities check)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One paper that an application needs."""

    name: str
    form: MaterialForm
    copies: int = 1
    source: str = ""
    """Where it comes from."""

    @property
    def line(self) -> str:
        """How it is written in one line of a table or form."""
        parts = (self.name, FORM_WORDINGS[self.form].zh, str(self.copies), self.source)
        return SEPARATOR.join(parts).rstrip(SEPARATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDesk:
    """A desk of the service hall with the standard that it publishes."""

    key: str
    name: str
    name_en: str = ""
    unit: str = ""
    """Key of the unit whose staff sit there."""
    place: str = ""
    hours: str = ""
    phone: str = ""
    standard: str = ""
    """What whoever comes may expect there, in the desk's own words."""
    is_active: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return how a version is kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGuide:
    """One service: who handles it, what it needs, how long it takes, what it costs and where."""

    key: str
    title: str
    title_en: str = ""
    desk: str = ""
    """Key of the desk that takes it in."""
    materials: tuple[Material, ...] = ()
    limit_days: int = LIMIT_DAYS_MAX
    """Promised working days."""
    steps: tuple[str, ...] = ()
    basis: str = ""
    fee: str = ""
    """"" for none."""
    for_whom: str = ""
    cross_province: bool = False
    is_active: bool = True
    version: int = field(default=0, compare=False)
    """Which version this is; given when it is kept."""

    def to_json(self) -> dict[str, Any]:
        """Return how a version is kept; its number stands beside it."""
        kept = asdict(replace(self, version=0))
        kept.pop("version")
        return {**kept, "materials": [{**asdict(one), "form": one.form.value} for one in self.materials]}

    @property
    def needed(self) -> tuple[Material, ...]:
        """What has to be brought or sent."""
        return tuple(one for one in self.materials if one.form is not MaterialForm.NOT_NEEDED)


def guide_from(kept: Mapping[str, Any], version: int) -> ServiceGuide:
    """Return a guide as a version keeps it."""
    materials = tuple(Material(**{**one, "form": MaterialForm(one["form"])}) for one in kept["materials"])
    rest = {key: value for key, value in kept.items() if key not in ("materials", "steps")}
    return ServiceGuide(**rest, materials=materials, steps=tuple(kept["steps"]), version=version)


def desk_from(kept: Mapping[str, Any]) -> ServiceDesk:
    """Return a desk as a version keeps it."""
    return ServiceDesk(**kept)


def read_materials(text: str) -> tuple[tuple[Material, ...], list[Problem]]:
    """Return the papers written line by line as "name|form|copies|where from", and every line that cannot be read."""
    found: list[Material] = []
    problems: list[Problem] = []
    lines = [line.strip().replace("｜", SEPARATOR) for line in text.splitlines()]
    for number, line in enumerate((one for one in lines if one), start=1):
        material = _material(line)
        if material is None:
            problems.append(Problem("material_wrong", at="materials", params={"line": number}))
        else:
            found.append(material)
    if len(found) > MATERIALS_MAX:
        problems.append(Problem("too_large", at="materials", params={"limit": MATERIALS_MAX}))
    return tuple(found), problems


def _material(line: str) -> Material | None:
    name, form, copies, source = [one.strip() for one in (*line.split(SEPARATOR), "", "", "")][:4]
    said = form.lower()
    forms = {word: key for key, words in FORM_WORDINGS.items() for word in (words.zh, words.en.lower(), key.value)}
    forms |= {"": MaterialForm.ORIGINAL, "免提交": MaterialForm.NOT_NEEDED, "出示": MaterialForm.SHOWN}
    count = copies or "1"
    if not name or len(name) > LINE_MAX or said not in forms or line.count(SEPARATOR) > 3:
        return None
    if not (count.isascii() and count.isdigit()) or not 0 < int(count) <= COPIES_MAX or len(source) > LINE_MAX:
        return None
    return Material(name=name, form=forms[said], copies=int(count), source=source)


def read_lines(text: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def key_problems(key: str) -> list[Problem]:
    """Return what is wrong with a code; it stands in addresses and on printed codes."""
    return [] if _KEY.fullmatch(key) else [Problem("register_key_wrong", at="key", params={"limit": KEY_MAX})]


def guide_problems(guide: ServiceGuide, desks: Mapping[str, ServiceDesk]) -> list[Problem]:
    """Return every mistake of a guide."""
    found = key_problems(guide.key)
    for at, words, limit in (
        ("title", guide.title, TITLE_MAX), ("title_en", guide.title_en, LINE_MAX), ("basis", guide.basis, TEXT_MAX),
        ("fee", guide.fee, LINE_MAX), ("for_whom", guide.for_whom, LINE_MAX), ("steps", "\n".join(guide.steps),
        TEXT_MAX),
    ):  # fmt: skip
        found += _text_problems(at, words, limit, is_required=at in ("title", "basis", "steps"))
    if not 1 <= guide.limit_days <= LIMIT_DAYS_MAX:
        code, limit = ("too_small", 1) if guide.limit_days < 1 else ("too_large", LIMIT_DAYS_MAX)
        found.append(Problem(code, at="limit_days", params={"limit": limit}))
    if guide.desk not in desks:
        code = "desk_unknown" if guide.desk else "required"
        found.append(Problem(code, at="desk", params={"value": guide.desk[:40]} if guide.desk else {}))
    return found


def desk_problems(desk: ServiceDesk, units: Mapping[str, str]) -> list[Problem]:
    """Return every mistake of a desk; `units` are the keys of units."""
    found = key_problems(desk.key)
    for at, words, limit in (
        ("name", desk.name, LINE_MAX), ("name_en", desk.name_en, LINE_MAX), ("place", desk.place, LINE_MAX),
        ("hours", desk.hours, LINE_MAX), ("phone", desk.phone, KEY_MAX), ("standard", desk.standard, TEXT_MAX),
    ):  # fmt: skip
        found += _text_problems(at, words, limit, is_required=at in ("name", "place", "standard"))
    if desk.unit not in units:
        code = "desk_unit_unknown" if desk.unit else "required"
        found.append(Problem(code, at="unit", params={"value": desk.unit[:40]} if desk.unit else {}))
    return found


def _text_problems(at: str, words: str, limit: int, *, is_required: bool) -> list[Problem]:
    if not words.strip():
        return [Problem("required", at=at)] if is_required else []
    if any(char < " " and char not in "\n\r\t" for char in words):
        return [Problem("bad_text", at=at)]
    return [Problem("too_long", at=at, params={"limit": limit})] if len(words) > limit else []


def matches(guide: ServiceGuide, words: str) -> bool:
    """Say whether every one of `words` stands in what the guide is called, for whom it is, or what it needs."""
    text = " ".join((guide.title, guide.title_en, guide.for_whom, *(one.name for one in guide.materials))).lower()
    return all(word in text for word in words.lower().split())
