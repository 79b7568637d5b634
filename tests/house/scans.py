"""What the house forbids, as functions from text to findings, so that each can be shown to fail."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
LEFT_OUT = {".venv", ".git", "build", "dist", "var", "node_modules", "__pycache__"}
CACHES = re.compile(r"^\.\w+_cache$|^\.hypothesis$|\.egg-info$")

FUNCTION_LINES_MAX, FILE_LINES_MAX, TEST_LINES_MAX = 60, 400, 600
TEMPLATE_LINES_MAX, SCRIPT_LINES_MAX, STYLE_LINES_MAX = 150, 150, 400
NAMES_BANNED = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "base", "misc"}
NAMING_ARGUMENTS = {"key", "name", "db_column", "db_table", "related_name"}
HOST = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}|\d+\.\d+\.\d+\.\d+)", re.IGNORECASE)
HOSTS_ALLOWED = {"127.0.0.1", "0.0.0.0", "www.w3.org", "linli.example", "example.org", "example.com"}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|root|home|pyenv-installer)/\w")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that breaks a rule."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def files(folder: Path, *endings: str) -> list[Path]:
    """Every file of ours under `folder` with one of `endings`."""
    found = (path for path in folder.rglob("*") if path.suffix in endings and path.is_file())
    return sorted(path for path in found if not is_left_out(path.relative_to(ROOT)))


def is_left_out(path: Path) -> bool:
    """True for what is made by tools or by others."""
    return any(part in LEFT_OUT or CACHES.search(part) for part in path.parts)


def is_vendored(path: Path) -> bool:
    """True for scripts that others wrote."""
    return "vendor" in path.parts


def name_of(path: Path) -> str:
    """Path below the project's folder."""
    return path.relative_to(ROOT).as_posix()


def long_functions(place: str, source: str) -> Iterator[Finding]:
    """Functions over the limit, decorators and docstring included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            lines = (node.end_lineno or first) - first + 1
            if lines > FUNCTION_LINES_MAX:
                yield Finding(f"{place}:{first}", f"{node.name} has {lines} lines (at most {FUNCTION_LINES_MAX})")


def long_file(place: str, text: str, lines_max: int) -> Iterator[Finding]:
    """A file over its limit."""
    lines = text.count("\n") + (not text.endswith("\n") and bool(text))
    if lines > lines_max:
        yield Finding(place, f"{lines} lines (at most {lines_max})")


def banned_name(path: Path) -> Iterator[Finding]:
    """A folder or module whose name says nothing."""
    words = {path.stem, *path.parent.parts}
    for word in sorted(words & NAMES_BANNED):
        yield Finding(path.as_posix(), f"a thing called {word!r} says nothing: name it for what it holds")


def outside_hosts(place: str, text: str) -> Iterator[Finding]:
    """Addresses of other people's machines, except where a rule's source is cited."""
    for number, line in enumerate(text.splitlines(), 1):
        if "Source:" in line:
            continue
        for host in HOST.findall(line):
            if host.lower() not in HOSTS_ALLOWED and not host.lower().endswith((".example", ".invalid", ".test")):
                yield Finding(f"{place}:{number}", f"outside host {host}")


def machine_paths(place: str, text: str) -> Iterator[Finding]:
    """Folders that exist on one machine only."""
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield Finding(f"{place}:{number}", "a path of one machine")


def declared_names(source: str) -> Iterator[tuple[int, str]]:
    """Names that a file declares as data: classes, class fields, key= texts and enum values' names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
            for part in node.body:
                if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                    yield part.lineno, part.target.id
                elif isinstance(part, ast.Assign):
                    yield from ((part.lineno, one.id) for one in part.targets if isinstance(one, ast.Name))
        elif isinstance(node, ast.keyword) and node.arg in NAMING_ARGUMENTS:
            value = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(value, str):
                yield node.value.lineno, value


def words_of(name: str) -> str:
    """`FaceVector`, `face-vector` and `face_vector` all become " face vector "."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return f" {' '.join(re.split(r'[^A-Za-z0-9]+', spaced)).lower().strip()} "
