"""The process that opens templates: with little memory and time, no files, no network, no environment.

It reads one request as JSON from its standard input, answers it on its standard output, and ends. A document that
fells it, or takes too long, is answered for by whoever started it.
"""

import base64
import io
import json
import resource
import sys
import warnings
from typing import Any

from docx import Document

from linli.adapters.papers import filling, opening

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 8
STANDARD_STREAMS = 3


def main() -> None:
    """Answer one request."""
    asked = json.load(sys.stdin)
    prepare()
    json.dump(answer(asked), sys.stdout)


def prepare() -> None:
    """Load what reading a document needs, then close every door."""
    warnings.simplefilter("ignore")
    _try_everything()  # whatever Python or python-docx loads when first used is loaded now: later nothing may be opened
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (STANDARD_STREAMS, STANDARD_STREAMS))


def _try_everything() -> None:
    sample = io.BytesIO()
    Document().save(sample)
    asked = {"docx": _packed(sample.getvalue()), "instead": {}, "single": {}, "lists": {}, "required": {}, "drawn": []}
    for what in ("fonts", "refont", "check", "fill"):
        answer({**asked, "what": what, "words": {}, "rows": {}})


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked for, or every mistake of the document."""
    content = base64.b64decode(asked["docx"])
    if mistakes := opening.mistakes_in(content):
        return {"mistakes": mistakes}
    if asked["what"] == "fonts":
        return {"fonts": filling.fonts_in(content)}
    if asked["what"] == "refont":
        return {"docx": _packed(filling.with_fonts(content, asked["instead"]))}
    names = filling.Names(
        single=asked["single"],
        lists={name: tuple(columns) for name, columns in asked["lists"].items()},
        required={key: (titles[0], titles[1]) for key, titles in asked["required"].items()},
        drawn=frozenset(asked["drawn"]),
    )
    if asked["what"] == "check":
        return {"mistakes": filling.mistakes_in_words(content, names), "fonts": filling.fonts_in(content)}
    made = filling.filled(content, names, asked["words"], asked["rows"])
    return {"docx": _packed(made), "fonts": filling.fonts_in(made)}


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


if __name__ == "__main__":
    main()
