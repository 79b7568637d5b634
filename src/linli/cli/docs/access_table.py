"""The access policy written out: every reading verb × sealing class × role × relation, as `may` decides it."""

from collections.abc import Iterator
from itertools import combinations

from linli.cli.docs.tables import GENERATED
from linli.domain.disclosure import Part, shown
from linli.domain.engine.access import READ_VERBS, may
from linli.domain.engine.declarations import Relation
from linli.domain.seal import Seal
from linli.domain.unit import Post, Role

AREA = "/county/street/"
INSIDE, OUTSIDE = AREA + "community/grid/", "/county/elsewhere/"
YES, NO = "✓", "·"
COLUMNS: tuple[tuple[str, frozenset[Relation], str], ...] = (
    ("elsewhere", frozenset(), OUTSIDE),
    ("in the area", frozenset(), INSIDE),
    *((relation.value, frozenset({relation}), INSIDE) for relation in Relation),
)
INTRO = """One function decides who may read what: `may` in `linli.domain.engine.access`. This page is that function
asked for every combination. Columns say what the reader is to the case: in another area, in its area, or by one
relation (in its area too). "Nobody" is someone not signed in. Moves bring their own ways in, on the rule sheets of
the [procedures](procedures/README.md). The accused is refused everywhere, whatever else holds."""


DISCLOSING = ("case.list", "case.words", "case.rating", "case.point", "case.requester", "case.sealed")
DISCLOSURE = """What rights show of each kind of value, as `linli.domain.disclosure.shown` answers it. `plain`: the
value; `coarse`: a point on a mesh of about 100 m; `openable`: a placeholder, and the value once, after a duty was named
and recorded; `masked`: a placeholder and no way further; `absent`: not even a placeholder. The fewest rights that lead
to an answer stand here; more of them never show less."""


def access_pages() -> Iterator[tuple[str, str]]:
    """Yield the one page of the access policy."""
    lines = ["# Who may read what", "", GENERATED.en, "", *INTRO.splitlines(), ""]
    for verb in sorted(READ_VERBS):
        lines += [f"## `{verb}`", ""]
        for seal in Seal:
            lines += [f"### {seal.wording.en} (`{seal.value}`)", "", *_grid(verb, seal), ""]
    lines += ["# What a value shows", "", *DISCLOSURE.splitlines(), ""]
    for part in Part:
        lines += [f"## {part.wording.en} (`{part.value}`)", "", *_disclosed(part), ""]
    yield "access.md", "\n".join(lines).rstrip() + "\n"


def _disclosed(part: Part) -> Iterator[str]:
    """Yield a table of what rights show of a kind of value, by sealing; rights that change nothing are left out."""
    yield "| Rights | " + " | ".join(f"`{seal.value}`" for seal in Seal) + " |"
    yield "|" + " --- |" * (len(Seal) + 1)
    told: set[tuple[str, ...]] = set()
    for size in range(len(DISCLOSING) + 1):
        for rights in map(frozenset, combinations(DISCLOSING, size)):
            answers = tuple(shown(part, seal=seal, rights=rights).value for seal in Seal)
            if answers not in told:
                told.add(answers)
                yield f"| {', '.join(f'`{one}`' for one in sorted(rights)) or 'none'} | {' | '.join(answers)} |"


def _grid(verb: str, seal: Seal) -> Iterator[str]:
    """Yield a table whose rows are roles; roles that are answered alike share a row."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for role in (None, *Role):
        rows.setdefault(tuple(_answer(verb, seal, role)), []).append(f"`{role.value}`" if role else "nobody")
    yield "| Role | " + " | ".join(name for name, _, _ in COLUMNS) + " |"
    yield "|" + " --- |" * (len(COLUMNS) + 1)
    everybody = len(Role) + 1
    for answers, roles in rows.items():
        yield f"| {'everybody' if len(roles) == everybody else ', '.join(roles)} | {' | '.join(answers)} |"


def _answer(verb: str, seal: Seal, role: Role | None) -> Iterator[str]:
    for _, relations, area in COLUMNS:
        post = Post(id="p", unit_id="u", role=role, area_path=AREA) if role else None
        yield YES if may(verb, post=post, relations=relations, area=area, seal=seal) else NO
