"""The tag library `linli_ui`: icons, clocks, moments, states, masks, codes and addresses of filters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import segno
from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from linli.domain.problems import Problem
from linli.domain.wording import Wording
from linli.ui.clock_view import ClockView
from linli.ui.icons import known_icon
from linli.ui.language import language
from linli.ui.language import listed as joined_words
from linli.ui.moment import present
from linli.ui.pieces import MaskedField
from linli.ui.time_words import date_words, deadline_words, duration_words, moment_words, month_words

register = template.Library()

STATE_LOOKS = {
    "active": ("accent", "active"),
    "waiting": ("waiting", "waiting"),
    "outside": ("neutral", "outside"),
    "final": ("neutral", "done"),
    "overdue": ("overdue", "overdue"),
    "sealed": ("sealed", "lock"),
}
"""Tone and icon for each kind of stage, and for the two states that may stand above a stage."""
CURSOR_PARAMETERS = ("after", "before")
"""A changed filter begins at the first page again."""
MASKED = Wording("已隐藏", "Hidden")


def _this_year() -> int:
    return localtime(present()).year


def _said(words: object) -> str:
    """The words in the reader's language, whether they come as a Wording or as plain text."""
    if words is None:
        return ""
    return words.within(language()) if isinstance(words, Wording) else str(words)


@register.simple_tag
def icon(name: str, title: str = "", size: str = "") -> SafeString:
    """Return the icon `name`; silent for screen readers without a `title`; `size`: "", "lg", "xl"."""
    address = f"{static('ui/icons.svg')}#{known_icon(name)}"
    classes = f"icon icon--{size}" if size else "icon"
    if not title:
        return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, address)
    return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, title, address)


@register.inclusion_tag("ui/_clock.html")
def clock(view: ClockView, look: str = "panel") -> dict[str, Any]:
    """Draw a clock: "panel" with bar and explanation, "chip", or "line" for a row of a list."""
    return {"clock": view, "look": look}


@register.inclusion_tag("ui/_state_chip.html")
def state(kind: str, title: object) -> dict[str, str]:
    """Draw a stage as a chip; `kind` is a stage kind, "overdue" or "sealed"."""
    tone, sign = STATE_LOOKS.get(str(kind), ("neutral", "dot"))
    return {"tone": tone, "sign": sign, "title": _said(title)}


@register.inclusion_tag("ui/_masked.html")
def masked(words: object = MASKED, open_url: str = "") -> dict[str, str]:
    """Draw what stands where personal data is hidden; `open_url` leads to giving a reason."""
    return {"words": _said(words), "open_url": open_url}


@register.inclusion_tag("ui/_masked_field.html")
def masked_field(field: MaskedField) -> dict[str, Any]:
    """Draw a placeholder that opens for a duty: a button unfolds the form, with and without script."""
    return {"field": field, "words": _said(MASKED)}


@register.simple_tag
def wording(words: Wording) -> str:
    """Say `words` in the reader's language."""
    return _said(words)


@register.filter
def said(words: object) -> str:
    """Say a Wording in the reader's language; plain text stays as it is."""
    return _said(words)


@register.filter
def listed(words: Iterable[object]) -> str:
    """List words as a sentence of the reader's language does."""
    return joined_words(_said(one) for one in words)


@register.filter
def language_name(code: str) -> str:
    """Return what a language calls itself, as short as a switch has room for."""
    return {"zh-hans": "中文", "en": "EN"}.get(code, code)


@register.filter
def nth(values: Sequence[object], position: int) -> object:
    """Return the value at `position`."""
    return values[position]


@register.filter
def at(values: Mapping[str, object], name: str) -> object:
    """Return the value under `name`, or the name itself when there is none."""
    return values.get(name, name)


@register.filter
def local_moment(moment: datetime | None) -> str:
    """Return "11月18日 09:41"; an absent moment is empty."""
    return moment_words(moment, language=language(), this_year=_this_year()) if moment else ""


@register.filter
def local_deadline(moment: datetime | None) -> str:
    """Return a deadline as "11月18日 24:00"; an absent one is empty."""
    return deadline_words(moment, language=language(), this_year=_this_year()) if moment else ""


@register.filter
def local_date(day: date | None) -> str:
    """Return "11月18日"; an absent day is empty."""
    return date_words(day, language=language(), this_year=_this_year()) if day else ""


@register.filter
def local_month(day: date | None) -> str:
    """Return "2026年11月"; an absent day is empty."""
    return month_words(day, language=language()) if day else ""


@register.filter
def duration(seconds: float | None) -> str:
    """Return "3 小时 5 分"; an absent span is empty."""
    return duration_words(seconds, language=language()) if seconds is not None else ""


@register.filter
def sentence(problem: Problem) -> str:
    """Return the problem's sentence in the reader's language."""
    return problem.within(language())


@register.filter
def problems_at(problems: Iterable[Problem] | None, name: str) -> list[Problem]:
    """Return the problems that belong to the field `name`."""
    return [one for one in problems or () if one.at == name]


@register.simple_tag
def qr(text: str, title: str = "") -> SafeString:
    """Return `text` as an inline QR code, readable with a quarter of it damaged.

    Source: ISO/IEC 18004, error correction level Q.
    """
    code = segno.make(text, error="q", micro=False)
    drawn = code.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=3, light="#fff", title=title or None)
    return mark_safe(drawn)  # segno escapes the title; the rest are numbers


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """Return this page's query with `changes` applied; "" or None takes a parameter away."""
    request = context.get("request")
    values: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name in CURSOR_PARAMETERS:
        values.pop(name, None)
    for name, value in changes.items():
        if value is None or value == "":
            values.pop(name, None)
        elif isinstance(value, list | tuple):
            values.setlist(name, [str(one) for one in value])
        else:
            values[name] = str(value)
    return "?" + values.urlencode()
