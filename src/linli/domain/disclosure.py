"""Disclosure: what a value of a matter shows to whom, and the duties for which a hidden one may be opened.

Pure: rights in, one answer out; every face shows a value only as this module answers. What may be opened shows a
placeholder until a duty reason is on the record. Source: 个人信息保护法 Art. 6, 28, 51; ASSURANCE 2.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.engine.declarations import Field, FieldType
from linli.domain.problems import Problem
from linli.domain.seal import Seal
from linli.domain.wording import Wording

CONTACT_FIELDS = ("requester_name", "requester_phone", "requester_email", "requester_address")
"""How the person who asked is called and reached."""
PHOTO_PREFIX = "photo"
HIDDEN = Wording("已隐藏", "Hidden")
"""What stands in the place of a value that is not shown."""
WORDS_MAX = 200


class Part(StrEnum):
    """Kinds of values that are told apart; what is coded stands in the entry and is none of them."""

    WORDS = "words"
    COMMENT = "comment"
    PHOTO = "photo"
    POINT = "point"
    CONTACT = "contact"
    SEALED = "sealed"

    @property
    def wording(self) -> Wording:
        """The kind in both languages."""
        return PART_WORDINGS[self]


PART_WORDINGS: dict[Part, Wording] = {
    Part.WORDS: Wording("所写的话", "What somebody wrote"),
    Part.COMMENT: Wording("评价时说的话", "What was said with a rating"),
    Part.PHOTO: Wording("照片", "Photos"),
    Part.POINT: Wording("准确位置", "Exact point"),
    Part.CONTACT: Wording("反映人的姓名和联系方式", "Name and contact of whoever asked"),
    Part.SEALED: Wording("密封的内容", "Fields sealed by their procedure"),
}


class Shown(StrEnum):
    """How a value meets its reader."""

    PLAIN = "plain"
    COARSE = "coarse"
    """A point, rounded so far that it names no door."""
    OPENABLE = "openable"
    """A placeholder; the value itself after a duty reason was recorded, for one answer."""
    MASKED = "masked"
    """A placeholder, and no way further."""
    ABSENT = "absent"
    """Not even a placeholder: the reader does not learn that there is a matter."""


def part_of(key: str, declared: Field | None) -> Part:
    """Return what kind of value `key` holds; what nobody declares is treated as sealed."""
    if key in CONTACT_FIELDS:
        return Part.CONTACT
    if declared is None or declared.seal in (Seal.SEALED, Seal.CLOSED):
        return Part.SEALED
    if declared.type is FieldType.PHOTO:
        return Part.PHOTO
    if declared.type is FieldType.POINT:
        return Part.POINT
    return Part.COMMENT if key == "comment" else Part.WORDS


def shown(part: Part, *, seal: Seal, rights: frozenset[str]) -> Shown:
    """Return how a value of a matter sealed as `seal` meets a reader with these reading `rights`.

    In a sealed matter everything that anybody wrote waits behind a duty reason, also for those who work on it; a
    closed one is readable to nobody here.
    """
    if "case.list" not in rights:
        return Shown.ABSENT
    if seal is Seal.CLOSED:
        return Shown.MASKED
    if part is Part.CONTACT:
        return Shown.OPENABLE if "case.requester" in rights else Shown.MASKED
    if part is Part.SEALED or seal is Seal.SEALED:
        return Shown.OPENABLE if "case.sealed" in rights else Shown.MASKED
    if "case.words" not in rights or (part is Part.COMMENT and "case.rating" not in rights):
        return Shown.MASKED
    return Shown.COARSE if part is Part.POINT and "case.point" not in rights else Shown.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One duty for which something hidden may be opened."""

    key: str
    wording: Wording
    needs_words: bool = False


DUTY_REASONS: tuple[Reason, ...] = (
    Reason(key="call_back", wording=Wording("为这件事联系本人", "To contact the person about this matter")),
    Reason(key="visit", wording=Wording("约时间、上门或到现场", "To arrange a visit or go to the place")),
    Reason(key="handle", wording=Wording("办理这件事需要了解情况", "To know what the handling of it needs")),
    Reason(key="check_work", wording=Wording("核查办理结果", "To check the work")),
    Reason(key="correct", wording=Wording("更正错误", "To correct an error")),
    Reason(key="own_request", wording=Wording("本人要求查阅、更正或删除", "The person asks to see, correct or delete")),
    Reason(
        key="lawful_request",
        wording=Wording("依法调取(写明文书)", "A lawful request (name the document)"),
        needs_words=True,
    ),
    Reason(key="other", wording=Wording("其他(写明原因)", "Something else (say what)"), needs_words=True),
)
"""The closed list: whoever opens something hidden names one of these duties."""

GLASS_REASONS: tuple[Reason, ...] = (
    Reason(
        key="life",
        wording=Wording("有人身危险,来不及找经办人", "Danger to life or limb, no time to find who handles it"),
        needs_words=True,
    ),
    Reason(
        key="handler_away",
        wording=Wording("经办单位联系不上,事情不能等", "The handling unit cannot be reached and it cannot wait"),
        needs_words=True,
    ),
    Reason(
        key="wrong_hands",
        wording=Wording("疑似交错单位,须核实", "It seems to be with the wrong unit and must be checked"),
        needs_words=True,
    ),
    Reason(
        key="glass_lawful",
        wording=Wording("依法调取(写明文书)", "A lawful request (name the document)"),
        needs_words=True,
    ),
)
"""For what somebody who is not entitled to a sealed matter may open it in an emergency; words are always asked."""

VERDICTS: tuple[Reason, ...] = (
    Reason(key="in_order", wording=Wording("有必要,符合规定", "Needed, and in order"), needs_words=True),
    Reason(key="not_in_order", wording=Wording("不应打开", "It should not have been opened"), needs_words=True),
)
"""What a review of such an opening comes to."""

_BY_KEY = {one.key: one for one in (*DUTY_REASONS, *GLASS_REASONS, *VERDICTS)}


def reason_wording(key: str) -> Wording:
    """Return the words of a reason; one that is no longer in the list keeps its key, none is a dash."""
    found = _BY_KEY.get(key)
    return found.wording if found else Wording(key or "—", key or "—")


def reason_problems(reasons: Iterable[Reason], key: str, words: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with a reason as it was given."""
    by_key = {one.key: one for one in reasons}
    found, problems = by_key.get(key), []
    if found is None:
        unknown = Problem("unknown_choice", at="reason", params={"value": key[:40]})
        problems.append(unknown if key else Problem("required", at="reason"))
    needs_words = found.needs_words if found else all(one.needs_words for one in by_key.values())
    if needs_words and not words.strip():
        problems.append(Problem("required", at="words"))
    if len(words) > WORDS_MAX:
        problems.append(Problem("too_long", at="words", params={"limit": WORDS_MAX}))
    if not words.isprintable():
        problems.append(Problem("bad_text", at="words"))
    return tuple(problems)
