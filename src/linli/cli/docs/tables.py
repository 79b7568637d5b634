"""Markdown tables: rows of phrases in one language."""

from collections.abc import Iterable, Sequence

from linli.domain.wording import Wording

GENERATED = Wording(
    "本页由 `linli docs` 从代码生成,请勿手改。", "Written from the code by `linli docs`; do not edit by hand."
)


def cell(text: str) -> str:
    """Return text that cannot break out of its cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(head: Sequence[Wording], rows: Iterable[Sequence[str]], language: str) -> list[str]:
    """Return the lines of a table; a dash where it would be empty."""
    lines = [f"| {' | '.join(cell(row) for row in one)} |" for one in rows]
    if not lines:
        return ["—", ""]
    titles = " | ".join(one.within(language) for one in head)
    return [f"| {titles} |", "|" + " --- |" * len(head), *lines, ""]
