"""The sheet of every indicator: what it says, how it is taken, over what, and where that comes from."""

from collections.abc import Iterator

from linli.cli.docs.tables import GENERATED, table
from linli.domain.wording import Wording
from linli.indicators import indicators
from linli.indicators.declaring import DIRECTION_WORDINGS, Indicator
from linli.indicators.facts import COLUMNS

HEAD = (Wording("项", "Item"), Wording("内容", "Content"))
INTRO = """Every figure is taken over *facts*: one row per entry of the journal, in codes only, exported as Parquet by
`linli facts export DIR`. From them one row per matter is worked out, and from that the figures, by expressions that do
not depend on an engine. A period is a span of local days; which moment of a matter decides is named below. Merged and
split-off matters, void ones and imported history are never counted. Where no matter falls into a period the figure says
"no cases"; below the smallest number it is not shown, and neither is the group that would give it away."""


def indicator_pages() -> Iterator[tuple[str, str]]:
    """Yield the one page of indicators."""
    lines = ["# Indicators", "", GENERATED.en, "", *INTRO.splitlines(), ""]
    for one in indicators().values():
        lines += [f"## {one.name.en} ({one.name.zh}) `{one.key}`", "", one.definition.en, "", one.definition.zh, ""]
        lines += table(HEAD, _rows(one), "en")
    lines += [
        "## Columns of the facts",
        "",
        "One row per entry; a missing value means that the entry says nothing.",
        "",
    ]
    lines += table(
        (Wording("列", "Column"), Wording("类型", "Type")), ((f"`{k}`", v) for k, v in COLUMNS.items()), "en"
    )
    yield "indicators.md", "\n".join(lines).rstrip() + "\n"


def _rows(one: Indicator) -> Iterator[tuple[str, str]]:
    yield "Formula", f"{one.formula.en}; {one.formula.zh}"
    yield "Unit", one.unit.wording.en
    yield "Direction", DIRECTION_WORDINGS[one.direction].en
    yield "Period by", f"`{one.period_column}`"
    yield "Answered for by", f"`{one.unit_column}`" if one.unit_column else "no single unit: shown by area only"
    yield "Smallest number shown", str(one.least_n)
    yield "Source", one.source
