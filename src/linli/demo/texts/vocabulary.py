"""Reads the word lists of categories: what is wrong, what follows from it, what is asked, what was done."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """The kind of place a category happens at; it decides how people name the place."""

    STREET = "street"
    ESTATE = "estate"
    BUILDING = "building"
    GREEN = "green"
    RIVER = "river"
    SITE = "site"
    OFFICE = "office"


class Lasting(StrEnum):
    """Whether a matter lasts for days or shows within hours."""

    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one category."""

    where: Where
    lasting: Lasting
    titles: tuple[str, ...]
    facts: tuple[str, ...]
    """What is wrong; each reads on after the name of a place."""
    effects: tuple[str, ...]
    asks: tuple[str, ...]
    results: tuple[str, ...]
    """What a unit says when it has done its work."""


def read_vocabulary(text: str) -> dict[str, Vocabulary]:
    """Read blocks of "category where lasting" and lines "title|fact|effect|ask|done a|b|c"."""
    return dict(_block(block.splitlines()) for block in text.strip().split("\n\n"))


def _block(lines: list[str]) -> tuple[str, Vocabulary]:
    category, where, lasting = lines[0].split()
    words: dict[str, list[str]] = {"title": [], "fact": [], "effect": [], "ask": [], "done": []}
    for line in lines[1:]:
        head, _, items = line.partition(" ")
        words[head] += items.split("|")
    return category, Vocabulary(
        where=Where(where),
        lasting=Lasting(lasting),
        titles=tuple(words["title"]),
        facts=tuple(words["fact"]),
        effects=tuple(words["effect"]),
        asks=tuple(words["ask"]),
        results=tuple(words["done"]),
    )
