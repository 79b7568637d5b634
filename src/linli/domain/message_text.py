"""A district's own words for a message, in one language, with the variables that its template fills."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter

from linli.domain.message_templates import TEMPLATES, MessageTemplate
from linli.domain.problems import Problem
from linli.domain.wording import Language

SUBJECT_MAX, TEXT_MAX = 80, 600
SAMPLE: dict[str, str] = {
    "number": "石桥-2026-000123", "what": "路灯不亮", "what_en": "Street lamp is out", "unit": "石桥街道综治中心",
    "from_unit": "书院社区居委会", "asker": "石桥街道综治中心", "due": "11月25日 17:30", "due_en": "25 Nov 17:30",
    "was_due": "11月24日 17:30", "was_due_en": "24 Nov 17:30",
    "clock": "处置", "clock_en": "Handling", "move": "延期", "move_en": "Extension", "reason": "等待天气好转",
    "reason_en": "waiting for the weather", "role": "受理员", "role_en": "Operator", "amount": "37",
    "days": "2", "change": "密码已更换", "change_en": "The password was changed", "browser": "Firefox · Windows",
    "browser_en": "Firefox · Windows", "sitting": "2", "when": "2026年11月25日 17:30", "when_en": "25 Nov 2026, 17:30",
}  # fmt: skip
"""What a preview fills the variables with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """Words that stand in place of a template's own; empty words give the template's own back."""

    template: str
    language: Language
    subject: str
    text: str

    @property
    def is_reset(self) -> bool:
        """Say whether the template's own words hold again."""
        return not self.subject and not self.text


def variables_of(template: MessageTemplate) -> tuple[str, ...]:
    """Return the variables that a template may use, in either language."""
    words = (template.subject, template.text)
    named = {name for one in words for text in (one.zh, one.en) for name in _names(text)}
    return tuple(sorted(named))


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def text_problems(given: MessageText) -> tuple[Problem, ...]:
    """Return everything wrong with a district's words: unknown variables, broken braces, too long, half empty."""
    template = TEMPLATES.get(given.template)
    if template is None:
        return (Problem("unknown_choice", at="template", params={"value": given.template[:40]}),)
    if given.is_reset:
        return ()
    found: list[Problem] = []
    allowed = set(variables_of(template))
    for at, text, limit in (("subject", given.subject, SUBJECT_MAX), ("text", given.text, TEXT_MAX)):
        if not text:
            found.append(Problem("required", at=at))
        if len(text) > limit:
            found.append(Problem("too_long", at=at, params={"limit": limit}))
        if any(char < " " and char != "\n" for char in text):
            found.append(Problem("bad_text", at=at))
        try:
            parts = list(Formatter().parse(text))
        except ValueError:
            found.append(Problem("braces_unpaired", at=at))
            continue
        for _, name, spec, conversion in parts:
            if name is not None and (name not in allowed or spec or conversion):
                found.append(Problem("variable_unknown", at=at, params={"value": name[:40]}))
    return tuple(found)


class MessageTexts:
    """The words of every message: the district's own where it wrote some."""

    def __init__(self, own: Iterable[MessageText] = ()) -> None:
        """Keep what can be used; words whose template is gone are left out."""
        self._own = {(one.template, one.language): one for one in own if not text_problems(one) and not one.is_reset}

    def own(self, template: str, language: Language) -> MessageText | None:
        """Return the district's own words, or None."""
        return self._own.get((template, language))

    def words(self, template: str, language: Language) -> tuple[str, str]:
        """Return (subject, text) with their variables still in them."""
        found = self.own(template, language)
        if found is not None:
            return found.subject, found.text
        standing = TEMPLATES[template]
        return standing.subject.within(language), standing.text.within(language)
