"""The language of the present page, as the domain names it."""

from django.utils.translation import get_language

from linli.domain.wording import Language


def language_of(code: str | None) -> Language:
    """Return the language that a code such as "en-gb" stands for; what is not English is Chinese."""
    return "en" if (code or "").startswith("en") else "zh"


def language() -> Language:
    """Return the language of this page, or what a program asked for in Accept-Language."""
    return language_of(get_language())
