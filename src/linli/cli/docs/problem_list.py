"""The list of every problem that people can be shown, with what it says in both languages."""

from collections.abc import Iterator

from linli.cli.docs.tables import GENERATED, table
from linli.domain.problem_catalogue import CATALOGUE
from linli.domain.wording import Wording

HEAD = (Wording("代码", "Code"), Wording("中文", "Chinese"), Wording("英文", "English"))


def problem_pages() -> Iterator[tuple[str, str]]:
    """Yield the one page of problems."""
    rows = ((f"`{code}`", words.zh, words.en) for code, words in sorted(CATALOGUE.items()))
    intro = "Every refusal names all of its reasons at once, each by one of these codes. `{names}` are filled in."
    yield (
        "problems.md",
        "\n".join(["# Problems", "", GENERATED.en, "", intro, "", *table(HEAD, rows, "en")]).rstrip() + "\n",
    )
