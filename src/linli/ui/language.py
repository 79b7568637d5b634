"""The language of the present page, as the domain names it."""

from collections.abc import Iterable

from django.utils.translation import get_language

from linli.domain.wording import Language


def language_of(code: str | None) -> Language:
    """Return the language that a code such as "en-gb" stands for; what is not English is Chinese."""
    return "en" if (code or "").startswith("en") else "zh"


def language() -> Language:
    """Return the language of this page, or what a program asked for in Accept-Language."""
    return language_of(get_language())


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence of this page lists them."""
    return ("、" if language() == "zh" else ", ").join(words)
