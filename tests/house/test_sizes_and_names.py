"""Files stay small enough to be read whole, and bear a name that says what they hold."""

from pathlib import Path

import pytest

from tests.house import scans
from tests.house.scans import ROOT, SOURCE, files, is_vendored, name_of


def is_exempt(path: Path) -> bool:
    return "migrations" in path.parts or is_vendored(path)


OURS = [path for path in files(SOURCE, ".py") if not is_exempt(path)]
TESTS = files(ROOT / "tests", ".py")
LIMITS = (
    (OURS, scans.FILE_LINES_MAX),
    (TESTS, scans.TEST_LINES_MAX),
    (files(SOURCE, ".html"), scans.TEMPLATE_LINES_MAX),
    ([one for one in files(SOURCE, ".js", ".mjs") if not is_vendored(one)], scans.SCRIPT_LINES_MAX),
    ([one for one in files(SOURCE, ".css") if not is_vendored(one)], scans.STYLE_LINES_MAX),
)


def test_no_function_is_longer_than_a_screen() -> None:
    found = [one for file in [*OURS, *TESTS] for one in scans.long_functions(name_of(file), file.read_text("utf-8"))]
    assert found == [], "\n".join(map(str, found))


def test_no_file_is_longer_than_its_limit() -> None:
    found = [
        one
        for paths, lines_max in LIMITS
        for path in paths
        for one in scans.long_file(name_of(path), path.read_text("utf-8"), lines_max)
    ]
    assert found == [], "\n".join(map(str, found))


def test_every_name_says_what_it_holds() -> None:
    found = [one for path in [*OURS, *TESTS] for one in scans.banned_name(path.relative_to(ROOT))]
    assert found == [], "\n".join(map(str, found))


def test_a_planted_long_function_and_file_are_found() -> None:
    body = "    pass\n" * scans.FUNCTION_LINES_MAX
    assert list(scans.long_functions("planted.py", f"def long():\n{body}"))
    assert not list(scans.long_functions("planted.py", "def short():\n    pass\n"))
    assert list(scans.long_file("planted.py", "pass\n" * 401, scans.FILE_LINES_MAX))
    assert not list(scans.long_file("planted.py", "pass\n" * 400, scans.FILE_LINES_MAX))


@pytest.mark.parametrize("path", ["src/linli/utils.py", "src/linli/common/case.py", "src/linli/domain/base.py"])
def test_a_planted_name_is_found(path: str) -> None:
    assert list(scans.banned_name(Path(path)))


def test_the_scan_sees_the_source() -> None:
    assert len(OURS) > 20
