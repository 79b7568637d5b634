"""Every regular expression of the source as it is used, and strings made to hold each of them up."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
METHODS = frozenset({"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
LENGTH = 100_000
COMMON = "a0 -_.:/,;()[]{}<>'\"#@%+*?!\\\t\n\r\x00中１é"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One pattern and the way it is asked."""

    place: str
    name: str
    pattern: "re.Pattern[str] | re.Pattern[bytes]"
    method: str


def uses() -> tuple[Use, ...]:
    """Return every use of a pattern in the source; a pattern that no use was found for is asked by `search`."""
    return tuple(use for path in sorted((SOURCE / "linli").rglob("*.py")) for use in _of_module(path))


def _of_module(path: Path) -> Iterator[Use]:
    tree = ast.parse(path.read_text())
    asked: dict[str, set[str]] = {}
    compiled = [
        target.id
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and _is_compile(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            asked.setdefault(ast.unparse(node.func.value).rpartition(".")[2], set()).add(node.func.attr)
    place = str(path.relative_to(SOURCE))
    for name in compiled:
        pattern = _compiled(place, name)
        for method in sorted(asked.get(name, {"search"})):
            yield Use(place=place, name=name, pattern=pattern, method=method)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            method = ast.unparse(node.func).removeprefix("re.")
            if method in METHODS and isinstance(node.args[0], ast.Constant):
                yield Use(
                    place=place, name=f"line {node.lineno}", pattern=re.compile(node.args[0].value), method=method
                )


def _is_compile(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


def _compiled(place: str, name: str) -> "re.Pattern[str] | re.Pattern[bytes]":
    module = importlib.import_module(place.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found = getattr(module, name)
    assert isinstance(found, re.Pattern)
    return found


def attacks(pattern: str, length: int = LENGTH) -> Iterator[str]:
    """Yield strings of `length`: one or two signs of the pattern again and again, then what does not fit."""
    literal = "".join(dict.fromkeys(char for char in pattern if char.isalnum() or char in "-._:/#@ '\"<>"))
    signs = "".join(dict.fromkeys(literal[:12] + COMMON))
    for sign in signs:
        yield (sign * length)[: length - 1] + "\x01"
    for one in signs[:8]:
        for other in signs[8:16]:
            yield ((one + other) * length)[: length - 1] + "\x01"
    plain = re.sub(r"[\\^$()\[\]{}?*+|]", "", pattern)[:40] or "x"
    yield (plain * length)[: length - 1] + "\x01"


LITERALS = frozenset({"linli/store/cloning.py"})
"""Where an expression is made of escaped words of our own alone, for a measurement."""


def missed() -> list[str]:
    """Return every place where the source makes an expression that `uses` does not see."""
    found = []
    for path in sorted((SOURCE / "linli").rglob("*.py")):
        if str(path.relative_to(SOURCE)) in LITERALS:
            continue
        tree = ast.parse(path.read_text())
        seen = {id(node.value) for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            is_other = name.startswith("re.") and name.removeprefix("re.") in METHODS
            if (name == "re.compile" and id(node) not in seen) or (
                is_other and not isinstance(node.args[0], ast.Constant)
            ):
                found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
            if name.rpartition(".")[2] in ("RegexValidator", "RegexField"):
                found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    return found
