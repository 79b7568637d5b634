"""`linli docs`: writes the reference pages that follow from the code, or says which of them are out of date."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from linli.cli.docs.access_table import access_pages
from linli.cli.docs.api_description import api_pages
from linli.cli.docs.asvs_list import asvs_pages
from linli.cli.docs.indicator_sheet import indicator_pages
from linli.cli.docs.practice_list import practice_pages
from linli.cli.docs.problem_list import problem_pages
from linli.cli.docs.retention_list import retention_pages
from linli.cli.docs.rule_sheet import procedure_pages
from linli.cli.docs.settings_list import settings_pages

SUMMARY = "write the generated reference pages (--check: name those that are out of date)"
NEEDS_DATABASE = False
NEEDS_DJANGO = True

Page = tuple[str, str]
"""Path below docs/reference and the whole text."""
WRITERS: tuple[Callable[[], Iterator[Page]], ...] = (
    procedure_pages,
    problem_pages,
    access_pages,
    practice_pages,
    api_pages,
    indicator_pages,
    settings_pages,
    retention_pages,
    asvs_pages,
)
"""Each yields pages; to add a generated page, add its writer here."""
OWNED = ("procedures",)
"""Folders in which nothing else stands: a page there that nobody writes any more is out of date."""
CHECKOUT = Path(__file__).resolve().parents[4]


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    parser.add_argument(
        "--folder", type=Path, default=CHECKOUT / "docs" / "reference", metavar="DIR", help="where the pages stand"
    )


def run(args: Namespace) -> int:
    """Write the pages, or compare them; exit 1 where one differs under --check."""
    pages = dict(page for writer in WRITERS for page in writer())
    stale = [*_differing(args.folder, pages), *_left_over(args.folder, pages)]
    if args.check:
        for name in stale:
            print(f"out of date: {name}")
        print(
            f"{len(stale)} of {len(pages)} pages are out of date; run `linli docs`" if stale else "all pages are fresh"
        )
        return 1 if stale else 0
    for name, text in pages.items():
        path = args.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in _left_over(args.folder, pages):
        (args.folder / name).unlink()
    print(f"{len(pages)} pages in {args.folder}, {len(stale)} of them changed")
    return 0


def _differing(folder: Path, pages: dict[str, str]) -> Iterator[str]:
    for name, text in pages.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield name


def _left_over(folder: Path, pages: dict[str, str]) -> Iterator[str]:
    for owned in OWNED:
        for path in sorted((folder / owned).glob("*.md")):
            name = f"{owned}/{path.name}"
            if name not in pages:
                yield name
