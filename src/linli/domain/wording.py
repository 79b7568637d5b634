"""Words that the product says itself, always in Chinese and English together."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrase in both languages; Chinese is the one that counts."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a phrase that exists in one language only."""
        if not self.zh or not self.en:
            raise ValueError(f"a wording needs both languages: {self!r}")

    def within(self, language: str) -> str:
        """Return the phrase in `language` ("en…" is English, anything else Chinese)."""
        return self.en if language.startswith("en") else self.zh
