"""Statistical area codes: twelve digits, read segment by segment. There is no check digit.

PP CC DD | SSS | VVV: province, city, county | street, town or township | committee. Short forms of 2, 4,
6 and 9 digits mean the same as padded with zeros. Whether a code is in force only a dated register says.
Source: GB/T 2260 (digits 1-6), GB/T 10114 (7-9), statistics register practice for 10-12 (FIELD 5.1).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.area import AreaKind
from linli.domain.problems import Problem, Refused

_LENGTHS = (2, 4, 6, 9, 12)
_SEGMENT_ENDS = _LENGTHS
_SEGMENT_MAX = 599


class CodeLevel(StrEnum):
    """The segment with which a code ends, from the top."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    SUBDISTRICT = "subdistrict"
    COMMITTEE = "committee"


class CodeKind(StrEnum):
    """What the last segment says the place is."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    TOWNSHIP = "township"
    ENTERPRISE_UNIT = "enterprise_unit"
    """Of the government-enterprise kind: development zones, preparatory groups, farms."""
    RESIDENTS_COMMITTEE = "residents_committee"
    VILLAGERS_COMMITTEE = "villagers_committee"
    COMMITTEE_LIKE = "committee_like"

    @property
    def area_kind(self) -> AreaKind | None:
        """The kind of area it becomes, or None where a person must say."""
        return _AREA_KINDS.get(self)


_AREA_KINDS = {
    CodeKind.COUNTY: AreaKind.COUNTY,
    CodeKind.SUBDISTRICT: AreaKind.SUBDISTRICT,
    CodeKind.TOWN: AreaKind.TOWN,
    CodeKind.TOWNSHIP: AreaKind.TOWNSHIP,
    CodeKind.RESIDENTS_COMMITTEE: AreaKind.COMMUNITY,
    CodeKind.VILLAGERS_COMMITTEE: AreaKind.VILLAGE,
}
_STREET_KINDS = (
    (99, CodeKind.SUBDISTRICT),
    (199, CodeKind.TOWN),
    (399, CodeKind.TOWNSHIP),
    (_SEGMENT_MAX, CodeKind.ENTERPRISE_UNIT),
)
_COMMITTEE_KINDS = (
    (199, CodeKind.RESIDENTS_COMMITTEE),
    (399, CodeKind.VILLAGERS_COMMITTEE),
    (_SEGMENT_MAX, CodeKind.COMMITTEE_LIKE),
)


@dataclass(frozen=True, slots=True)
class AreaCode:
    """A code of twelve digits whose segments are in range."""

    digits: str

    @property
    def level(self) -> CodeLevel:
        """The lowest segment that is not all zeros."""
        return list(CodeLevel)[_last_segment(self.digits)]

    @property
    def kind(self) -> CodeKind:
        """What the range of the last segment says."""
        match self.level:
            case CodeLevel.SUBDISTRICT:
                return _kind_by_range(int(self.digits[6:9]), _STREET_KINDS)
            case CodeLevel.COMMITTEE:
                return _kind_by_range(int(self.digits[9:12]), _COMMITTEE_KINDS)
            case level:
                return CodeKind(level.value)

    @property
    def short(self) -> str:
        """The code without the zeros that only pad it: 2, 4, 6, 9 or 12 digits."""
        return self.digits[: _SEGMENT_ENDS[_last_segment(self.digits)]]

    @property
    def parent(self) -> "AreaCode | None":
        """The next level above that has a segment of its own (cities without counties skip one)."""
        last = _last_segment(self.digits)
        return AreaCode(self.digits[: _SEGMENT_ENDS[last - 1]].ljust(12, "0")) if last else None

    def contains(self, other: "AreaCode") -> bool:
        """Say whether `other` is this area or lies below it."""
        return other.digits.startswith(self.short)


def check_code(text: str, *, at: str = "code") -> tuple[Problem, ...]:
    """Return what is wrong with a code, every mistake at once."""
    text = text.strip()
    if not re.fullmatch(r"[0-9]+", text) or len(text) not in _LENGTHS:
        return (Problem("area_code_pattern", at),)
    digits = text.ljust(12, "0")
    problems = []
    if digits.startswith("00"):
        problems.append(Problem("area_code_province", at))
    for name, segment in (("7-9", digits[6:9]), ("10-12", digits[9:12])):
        if int(segment) > _SEGMENT_MAX:
            problems.append(Problem("area_code_segment", at, {"digits": name, "segment": segment}))
    return tuple(problems)


def read_code(text: str, *, at: str = "code") -> AreaCode:
    """Return the code that `text` writes in any of its forms; raises Refused with every mistake."""
    problems = check_code(text, at=at)
    if problems:
        raise Refused(problems)
    return AreaCode(text.strip().ljust(12, "0"))


def _last_segment(digits: str) -> int:
    """Return the number of the last segment that is not all zeros."""
    starts = (0, *_SEGMENT_ENDS[:-1])
    filled = [
        number for number, (start, end) in enumerate(zip(starts, _SEGMENT_ENDS, strict=True)) if int(digits[start:end])
    ]
    return filled[-1]


def _kind_by_range(value: int, kinds: tuple[tuple[int, CodeKind], ...]) -> CodeKind:
    """Return the kind of the first range that reaches `value`."""
    return next(kind for limit, kind in kinds if value <= limit)
