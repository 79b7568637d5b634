"""`linli messages`: compiles the translations, and names every word that is missing, unused, unsure or empty.

Pure Python (Babel), so that neither a newcomer nor a server needs the gettext programs. Compiled files stand
beside their source and are never committed.
"""

import ast
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SUMMARY = "compile or check the translations"
NEEDS_DATABASE = False
NEEDS_DJANGO = False

PACKAGE_DIR = Path(__file__).resolve().parents[1]
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy")
WITH_CONTEXT = ("pgettext", "pgettext_lazy")
FUNCTIONS: dict[str, None] = dict.fromkeys((*PLAIN, *PLURAL, *WITH_CONTEXT))
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING})(?:\s*,\s*({STRING}))?", re.DOTALL)
PLACE = re.compile(r"%\((\w+)\)|\{(\w+)\}")

Message = tuple[str, str]
"""Context ("" for none) and English words."""


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("what", choices=["compile", "check"])


def run(args: Namespace) -> int:
    """Compile, or print every fault and exit 1 where there is any."""
    if args.what == "compile":
        print(f"{len(compile_all(PACKAGE_DIR))} translations compiled")
        return 0
    faults = list(all_faults(PACKAGE_DIR))
    print("\n".join(faults) if faults else "translations complete")
    return 1 if faults else 0


def sources(package_dir: Path) -> list[Path]:
    """Return every translation source of the faces under `package_dir`."""
    return sorted(package_dir.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_all(package_dir: Path) -> list[Path]:
    """Write the compiled file beside each source where it differs; return the ones written."""
    written = []
    for source in sources(package_dir):
        buffer = BytesIO()
        write_mo(buffer, catalog_of(source))
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != buffer.getvalue():
            compiled.write_bytes(buffer.getvalue())
            written.append(compiled)
    return written


def catalog_of(source: Path) -> Catalog:
    """Parse one translation source; raises babel's PoFileError where it is malformed."""
    with source.open("rb") as opened:
        return read_po(opened, abort_invalid=True)


def all_faults(package_dir: Path) -> Iterator[str]:
    """Name every fault of every face: a face that says something has a Chinese translation of all of it."""
    for face in sorted(child for child in package_dir.iterdir() if (child / "__init__.py").exists()):
        used = used_messages(face)
        source = face / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
        if source.exists():
            yield from (f"{face.name}: {fault}" for fault in faults(used, catalog_of(source)))
        elif used:
            yield f"{face.name}: {len(used)} messages and no {source.relative_to(package_dir)}"
    yield from crossings(package_dir)


def crossings(package_dir: Path) -> Iterator[str]:
    """Name what two faces say differently: Django joins their translations, and one would speak for both."""
    told: dict[tuple[str, Message], dict[str, str]] = {}
    for source in sources(package_dir):
        language, face = source.parts[-3], source.parts[-5]
        for message in catalog_of(source):
            if message.id:
                english = message.id if isinstance(message.id, str) else message.id[0]
                key = (language, (message.context or "", english))
                told.setdefault(key, {})[face] = str(message.string)
    for (_language, (_context, english)), texts in told.items():
        if len(set(texts.values())) > 1:
            yield f"{', '.join(sorted(texts))}: translated differently: {english!r}"


def faults(used: set[Message], catalog: Catalog) -> Iterator[str]:
    """Compare what is used with what is translated."""
    known: set[Message] = set()
    for message in catalog:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[0]
        known.add((message.context or "", english))
        texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if message.fuzzy:
            yield f"unsure (fuzzy): {english!r}"
        if not all(texts):
            yield f"empty: {english!r}"
        elif any(places(text) - places(english, message.id) for text in texts):
            yield f"names a place that the English does not have: {english!r}"
    yield from (f"missing: {english!r}" for _, english in sorted(used - known))
    yield from (f"unused: {english!r}" for _, english in sorted(known - used))


def places(text: str, others: object = ()) -> set[str]:
    """Return the names that are filled in `text` (and in the plural forms `others`)."""
    texts = [text, *(others if isinstance(others, tuple | list) else ())]
    return {first or second for one in texts for first, second in PLACE.findall(one)}


def used_messages(face: Path) -> set[Message]:
    """Return every message that the scripts and templates of `face` use."""
    used: set[Message] = set()
    for file in sorted(face.rglob("*.py")):
        used |= script_messages(file)
    for file in sorted([*face.rglob("templates/**/*.html"), *face.rglob("templates/**/*.txt")]):
        used |= template_messages(file.read_text(encoding="utf-8"))
    return used


def script_messages(file: Path) -> set[Message]:
    """Return the messages of one Python file."""
    with file.open("rb") as opened:
        found = list(extract_python(opened, FUNCTIONS, [], {}))
    used: set[Message] = set()
    for _, function, words, _ in found:
        texts = [words] if isinstance(words, str) else [one for one in words if one]
        if not texts:
            continue
        used.add((texts[0], texts[1]) if function in WITH_CONTEXT else ("", texts[0]))
    return used


def template_messages(template: str) -> set[Message]:
    """Return the messages of one template, as Django itself turns it into calls."""
    used: set[Message] = set()
    for function, first, second in CALL.findall(templatize(template)):
        texts = [ast.literal_eval(one) for one in (first, second) if one]
        used.add((texts[0], texts[1]) if function.startswith(("p", "np")) else ("", texts[0]))
    return used
