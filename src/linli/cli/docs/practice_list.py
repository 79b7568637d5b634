"""The list of practices that districts name, and where each is found in Linli, or that it is planned or declined."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linli.cli.docs.tables import GENERATED, table
from linli.domain.wording import Wording

SOURCE = Path(__file__).with_name("practices.csv")
PLANNED, DECLINED, OUTSIDE = "planned", "declined", "outside"
KINDS = ("page", "procedure", "command", "doc", "test")
HEAD = (Wording("编号", "No."), Wording("做法", "Practice"), Wording("含义", "Meaning"), Wording("在何处", "Where"))
DISTRICTS = {
    "000": "安阳市北关区, January 2021",
    "001": "濮阳经济技术开发区, July 2022",
    "002": "安阳市北关区, January 2020",
    "003": "平顶山市新华区, August 2020",
    "004": "安阳市北关区, April 2024",
}
"""Which district's page names the practices whose numbers begin so; years of 001 and 004 by their context."""
INTRO = """\
Every practice that the districts' own pages name, in their words, and where it is found here. “Planned” means that
nothing is there yet, or, beside other links, that a part of it is. What would identify, follow, score or control
people is declined; the [charter](../explanation/charter.md) says what is built instead. “No software” is a slogan, a
ceremony, or another authority's matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice with the places where it is found."""

    id: str
    name: Wording
    where: tuple[str, ...]
    """`kind:name` of each, or one of planned, declined, outside."""

    def found(self, kind: str) -> tuple[str, ...]:
        """Return what it names of one kind."""
        return tuple(one.removeprefix(f"{kind}:") for one in self.where if one.startswith(f"{kind}:"))


def practices() -> tuple[Practice, ...]:
    """Return every practice, in order of their numbers."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Practice(id=row["id"], name=Wording(row["zh"], row["en"]), where=tuple(row["where"].split()))
            for row in csv.DictReader(lines)
        )


def practice_pages() -> Iterator[tuple[str, str]]:
    """Yield the one page of practices."""
    lines = ["# Practices", "", GENERATED.en, "", *INTRO.splitlines(), "", *_sums()]
    for prefix, district in DISTRICTS.items():
        own = (one for one in practices() if one.id.startswith(prefix))
        rows = ((one.id, one.name.zh, one.name.en, "; ".join(map(_spelled, one.where))) for one in own)
        lines += [f"## {district}", "", *table(HEAD, rows, "en")]
    yield "practices.md", "\n".join(lines).rstrip() + "\n"


def _sums() -> list[str]:
    found = practices()
    there = sum(1 for one in found if not {PLANNED, DECLINED, OUTSIDE} & set(one.where))
    begun = sum(1 for one in found if PLANNED in one.where and len(one.where) > 1)
    planned = sum(1 for one in found if one.where == (PLANNED,))
    declined, outside = (sum(1 for one in found if one.where == (kind,)) for kind in (DECLINED, OUTSIDE))
    return [
        f"{len(found)} practices: {there} there, {begun} begun, {planned} planned, {declined} declined,"
        f" {outside} no software.",
        "",
    ]


def _spelled(one: str) -> str:
    kind, _, name = one.partition(":")
    match kind:
        case "page":
            return f"page `{name}`"
        case "procedure":
            return f"procedure [{name}](procedures/{name}.md)"
        case "command":
            return f"`linli {name.replace('_', ' ')}`"
        case "doc":
            return f"[{Path(name).stem}]({'../' + name.removeprefix('docs/')})"
        case "test":
            return f"[test](../../{name})"
        case _:
            return {PLANNED: "planned", DECLINED: "declined", OUTSIDE: "no software"}[one]
