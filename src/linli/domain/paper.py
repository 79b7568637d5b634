"""Papers 文书: what an official paper may say, to whom, and under which number.

Pure. A form names every variable that its template may use, in both languages; whatever is not on that list cannot be
printed. What a reader may not see is never a variable of a paper for that reader (`form_problems`), and what the
member of staff who issues it may not see is filled in only through `linli.domain.disclosure`.
Source: GB/T 9704-2012 (official papers); 党政机关公文处理工作条例 art. 9 (number, seal, date).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from linli.domain.problems import Problem
from linli.domain.wording import Wording


class Reader(StrEnum):
    """Whom a paper is for; it says what may stand in it."""

    REQUESTER = "requester"
    PARTY = "party"
    """Every party of one dispute: each reads the names of the others and what was agreed."""
    UNIT = "unit"
    PUBLIC = "public"

    @property
    def wording(self) -> Wording:
        """The reader in both languages."""
        return READER_WORDINGS[self]


READER_WORDINGS: dict[Reader, Wording] = {
    Reader.REQUESTER: Wording("本人", "the person who asked"),
    Reader.PARTY: Wording("各方当事人", "the parties"),
    Reader.UNIT: Wording("单位", "a unit"),
    Reader.PUBLIC: Wording("公众", "the public"),
}

READABLE: Mapping[Reader, frozenset[str]] = {
    Reader.REQUESTER: frozenset(
        {"requester_name", "words", "place_words", "answer", "receipt_note", "request_words", "facts", "opinion",
         "missing"}
    ),
    Reader.PARTY: frozenset(
        {
            "party_name", "party_about", "main_facts", "issues", "agreement", "manner", "session_note", "attendance",
            "place_words", "strokes",
        }
    ),
    Reader.UNIT: frozenset(
        {"reason", "note", "result", "problem", "findings", "measures", "data_kinds", "cause_words", "harm"}
    ),
    Reader.PUBLIC: frozenset({"notice_place", "notice_words", "told_words"}),
}  # fmt: skip
"""Values of a matter that may be printed in a paper for each reader: whatever is not named here may not.

A telephone number stands in no paper that anybody else reads; a paper for a unit or the public names nobody who asked.
Of a data breach the authority reads what the law has it told (kinds, cause, harm, measures), and not which matters it
concerns; the people concerned read what was written for them. Source: 个人信息保护法 art. 57.
"""


HANDLER = "handler"
NO_STAFF = frozenset({Reader.REQUESTER, Reader.PUBLIC})
"""Whoever reads as a resident is told the unit and its telephone, never the name of a member of staff."""


class Source(StrEnum):
    """Where the words of a variable come from."""

    FACT = "fact"
    """What the office knows of the matter without anybody's words: numbers, units, days."""
    CODED = "coded"
    """What was chosen at the move that the paper goes with."""
    VALUE = "value"
    """What somebody wrote; kept sealed, and filled in only as the one who issues the paper may see it."""
    ASKED = "asked"
    """Asked of whoever issues the paper; kept in the paper and nowhere else."""
    ROWS = "rows"
    """Several lines of the same columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One thing a paper may say."""

    key: str
    title: Wording
    """In Chinese it is the name by which a template calls it."""
    source: Source
    of: str = ""
    """The field of the matter, for a value or a choice."""
    sample: str = ""
    is_required: bool = True
    limit: int = 4000
    columns: tuple[tuple[str, str], ...] = ()
    """Of rows: (key, name in the template) for each column."""
    drawn: str = ""
    """Of rows: the key of the column that holds a signature's strokes; it is printed as the signature they draw."""
    sample_rows: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, str]:
        """The names a template may use."""
        return (self.title.zh, self.key)


class Style(StrEnum):
    """How a line of a paper is set; `adapters.papers` knows the sizes."""

    TITLE = "title"
    LEAD = "lead"
    """To whom: flush left."""
    BODY = "body"
    HEAD = "head"
    """A numbered heading, in black type."""
    CENTRE = "centre"
    SIGN = "sign"
    """A line to be signed by hand."""
    SEAL = "seal"
    """The unit's name or the day, right-aligned, where the seal goes."""
    NOTE = "note"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a shipped template."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a shipped template; a row that names columns of one list is repeated for each line of it."""

    widths_mm: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    has_head: bool = False
    row_mm: int = 0
    """How high a row below the head is at least: room to sign by hand."""


Block = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """One kind of paper: its variables, its reader, its number and the template that is shipped for it."""

    key: str
    title: Wording
    reader: Reader
    variables: tuple[Variable, ...]
    layout: tuple[Block, ...]
    series: str = ""
    """The word of its numbering series (信复, 督); "" for papers without a number."""
    has_red_head: bool = False
    """Whether the unit's name stands in red above a red line, as on a paper that a body sends out."""

    def variable(self, name: str) -> Variable | None:
        """Return the variable that a template calls `name`."""
        return next((one for one in self.variables if name in one.names), None)

    @property
    def asked(self) -> tuple[Variable, ...]:
        """What whoever issues it is asked for."""
        return tuple(one for one in self.variables if one.source is Source.ASKED)


def form_problems(form: PaperForm) -> tuple[str, ...]:
    """Return the keys of variables that the reader of `form` may not see."""
    values = (one for one in form.variables if one.source is Source.VALUE)
    rows = (one for one in form.variables if one.source is Source.ROWS and one.of)
    found = [one.key for one in (*values, *rows) if one.of not in READABLE[form.reader]]
    if form.reader in NO_STAFF:
        found += [one.key for one in form.variables if one.source is Source.FACT and one.key == HANDLER]
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumber:
    """The number of one paper: gapless for one unit, series and year."""

    label: str
    """Short name of the unit, as it stands before the bracket."""
    series: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        """Refuse what is no number."""
        if not self.label or not self.series or self.serial < 1 or not 1000 <= self.year <= 9999:
            raise ValueError(f"no paper number from {self.label!r}, {self.series!r}, {self.year}, {self.serial}")

    @property
    def text(self) -> str:
        """The number as it is printed: 柳岸综治信复〔2026〕12号, without a leading zero or 第."""
        return f"{self.label}{self.series}〔{self.year}〕{self.serial}号"


_LEFT_OUT = ("街道", "社区", "居委会", "村委会", "委员会", "中心", "办公室")


def unit_label(name: str) -> str:
    """Return what stands for a unit before a number: its name without the words that say what kind of body it is."""
    label = name
    for word in _LEFT_OUT:
        label = label.replace(word, "")
    return label or name


def chinese_day(day: date) -> str:
    """Return a day as papers of this kind date themselves: 2026年3月2日, in Arabic digits without leading zeros.

    Source: GB/T 9704-2012, 7.3.5.4.
    """
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """The words for the variables of one paper, by key."""

    words: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


def filling_problems(form: PaperForm, filling: Filling) -> tuple[Problem, ...]:
    """Return everything that keeps a paper from being issued with these words."""
    return tuple(_mistakes(form, filling))


def _mistakes(form: PaperForm, filling: Filling) -> Iterable[Problem]:
    for one in form.variables:
        told = {"name": one.title.zh, "name_en": one.title.en}
        if one.source is Source.ROWS:
            if one.is_required and not filling.rows.get(one.key):
                yield Problem("paper_words_missing", at=one.key, params=told)
            continue
        words = filling.words.get(one.key, "")
        if one.is_required and not words.strip():
            yield Problem("paper_words_missing", at=one.key, params=told)
        if len(words) > one.limit:
            yield Problem("too_long", at=one.key, params={"limit": one.limit})
        if any((ord(char) < 32 and char not in "\t\r\n") or 0xD800 <= ord(char) <= 0xDFFF for char in words):
            yield Problem("bad_text", at=one.key)


def sample_of(form: PaperForm) -> Filling:
    """Return the invented words with which a form is shown."""
    words = {one.key: one.sample for one in form.variables if one.source is not Source.ROWS}
    if form.series:
        number = PaperNumber(label=unit_label(words["unit"]), series=form.series, year=2026, serial=12)
        words["paper_number"] = number.text
    return Filling(
        words=words,
        rows={one.key: one.sample_rows for one in form.variables if one.source is Source.ROWS},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FontRole:
    """A type that official papers ask for, and what may stand in for it."""

    key: str
    wanted: str
    """The name that stands in the document, as Word and WPS know it."""
    families: tuple[str, ...]
    """What serves as that very type under another name."""
    stand_ins: tuple[str, ...]
    """What is legible in its place; a page then says so."""


FONT_ROLES: tuple[FontRole, ...] = (
    FontRole(key="title", wanted="方正小标宋_GBK",
             families=("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "小标宋"),
             stand_ins=("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "AR PL UMing CN")),
    FontRole(key="body", wanted="仿宋_GB2312",
             families=("仿宋", "FangSong", "FangSong_GB2312", "FandolFang R", "FandolFang", "Zhuque Fangsong"),
             stand_ins=("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "AR PL UMing CN")),
    FontRole(key="head", wanted="黑体",
             families=("SimHei", "FandolHei", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"),
             stand_ins=("WenQuanYi Micro Hei",)),
    FontRole(key="kai", wanted="楷体_GB2312",
             families=("楷体", "KaiTi", "KaiTi_GB2312", "FandolKai", "AR PL UKai CN", "LXGW WenKai"),
             stand_ins=("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "AR PL UMing CN")),
    FontRole(key="page", wanted="宋体",
             families=("SimSun", "NSimSun", "FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
             stand_ins=("Noto Sans CJK SC",)),
)  # fmt: skip
"""Source: GB/T 9704-2012, 5.2.2, 7.2.4, 7.3.1, 7.3.3, 7.5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFound:
    """What a type is printed with here."""

    wanted: str
    used: str
    """ "" where nothing can print Chinese."""
    is_exact: bool


def fonts_found(wanted: Iterable[str], installed: frozenset[str], chinese: frozenset[str]) -> tuple[FontFound, ...]:
    """Return for each name in a document what prints it: itself, the same type by another name, or a stand-in.

    `chinese` are the installed families that hold Chinese; nothing else ever stands in.
    """
    roles = {name: role for role in FONT_ROLES for name in (role.wanted, *role.families)}
    everything = [name for role in FONT_ROLES for name in (*role.families, *role.stand_ins)]
    found = []
    for name in dict.fromkeys(wanted):
        role = roles.get(name)
        exact = [name, *((role.wanted, *role.families) if role else ())]
        used = next((one for one in exact if one in installed), "")
        if used:
            found.append(FontFound(wanted=name, used=used, is_exact=True))
            continue
        others = [*(role.stand_ins if role else ()), *everything, *sorted(chinese)]
        used = next((one for one in others if one in chinese), "")
        found.append(FontFound(wanted=name, used=used, is_exact=False))
    return tuple(found)


def font_problems(found: Iterable[FontFound]) -> tuple[Problem, ...]:
    """Return a sentence for each type that something else stands in for, and for each that nothing can print."""
    return tuple(
        Problem("paper_font_stands_in", params={"wanted": one.wanted, "used": one.used})
        if one.used
        else Problem("paper_font_missing", params={"wanted": one.wanted})
        for one in found
        if not one.is_exact
    )
