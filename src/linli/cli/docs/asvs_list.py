"""The map of OWASP ASVS 5.0.0: for each requirement the tests that show it, the document that decides it, or why not.

The map is docs/reference/asvs.yaml, a list of flat entries; the words are ours, the numbers are the standard's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linli.cli.docs.tables import GENERATED, table
from linli.domain.wording import Wording

SOURCE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "asvs.yaml"
TEST, DOCUMENT, ABSENT, PLANNED = "test", "document", "not-applicable", "planned"
STATUSES = (TEST, DOCUMENT, ABSENT, PLANNED)
"""Planned is admitted for what was chosen of the third level only."""
LEVEL_COUNTS = {1: 70, 2: 183, 3: 28}
"""How many requirements of each level the map holds: all of the first two, and those chosen of the third."""
CHAPTERS = (
    "Encoding and sanitising", "Input and business logic", "Browser", "API and web service", "Files", "Authentication",
    "Sessions", "Authorisation", "Self-contained tokens", "OAuth and OIDC", "Cryptography", "Communication",
    "Configuration", "Data protection", "Coding and architecture", "Logging and errors", "WebRTC",
)  # fmt: skip
HEAD = (Wording("编号", "No."), Wording("级", "Level"), Wording("要求", "What"), Wording("何以见得", "Shown by"))
INTRO = """\
Every requirement of levels 1 and 2 of OWASP ASVS 5.0.0, and 28 chosen of level 3, by their numbers and in our own
words. A test shows it; a document decides it; or it does not apply, which a test guards; of level 3 a few are planned.
`make check` fails where a requirement is missing, or where a test or a heading that is named here does not exist."""
_LINE = re.compile(r"(?:- |  )(?P<key>[a-z]+):(?: (?P<value>.+))?")
_ITEM = re.compile(r"    - (?P<value>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement with what stands behind it."""

    id: str
    level: int
    words: str
    status: str
    where: tuple[str, ...]
    """Tests as `path::name`, or documents as `path#heading`."""
    why: str = ""
    """Why it does not apply, or what is still to come."""

    @property
    def chapter(self) -> int:
        """The number of its chapter."""
        return int(self.id.removeprefix("V").partition(".")[0])


def requirements() -> tuple[Requirement, ...]:
    """Return every entry of the map, in its order; raises ValueError for a line that is none."""
    found: list[dict[str, str]] = []
    places: list[list[str]] = []
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if item := _ITEM.fullmatch(line):
            places[-1].append(_plain(item["value"]))
            continue
        one = _LINE.fullmatch(line)
        if one is None:
            raise ValueError(f"not a line of the map: {line}")
        if line.startswith("- "):
            found.append({})
            places.append([])
        if one["value"]:
            found[-1][one["key"]] = _plain(one["value"])
    return tuple(
        Requirement(
            id=one["id"], level=int(one["level"]), words=one["words"], status=one["status"], why=one.get("why", ""),
            where=tuple(where),
        )
        for one, where in zip(found, places, strict=True)
    )  # fmt: skip


def _plain(text: str) -> str:
    return text[1:-1] if text[0] == text[-1] == '"' else text


def asvs_pages() -> Iterator[tuple[str, str]]:
    """Yield the one page of the map."""
    found = requirements()
    sums = ", ".join(f"{sum(one.status == status for one in found)} {status}" for status in STATUSES)
    lines = ["# OWASP ASVS 5.0.0", "", GENERATED.en, "", *INTRO.splitlines(), ""]
    lines += [f"{len(found)} requirements: {sums}.", ""]
    for number, chapter in enumerate(CHAPTERS, start=1):
        rows = ((one.id, str(one.level), one.words, _shown(one)) for one in found if one.chapter == number)
        lines += [f"## V{number} {chapter}", "", *table(HEAD, rows, "en")]
    yield "asvs.md", "\n".join(lines).rstrip() + "\n"


def _shown(one: Requirement) -> str:
    if one.status == PLANNED:
        return f"planned: {one.why}"
    spelled = "; ".join(map(_link, one.where))
    return f"not applicable: {one.why} ({spelled})" if one.status == ABSENT else spelled


def _link(where: str) -> str:
    path, is_test, name = where.partition("::")
    if is_test:
        said = name.removeprefix("test_").partition("[")[0].replace("_", " ")
        return f"[{said}](../../{path})"
    path, _, heading = where.partition("#")
    anchor = re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
    return f"[{heading}](../{path.removeprefix('docs/')}#{anchor})"
