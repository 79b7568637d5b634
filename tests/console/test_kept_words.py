"""What a form keeps in the tab while somebody types is forgotten once it was sent: by the name it was kept under."""

import re
from pathlib import Path

import linli.console

HERE = Path(linli.console.__file__).parent
KEPT = re.compile(r'data-keep="([^"]+)"')
SAID = re.compile(r"\[KEPT_SENT\] = (.+)")
WORDS = re.compile(r'"([a-z][a-z-]*)')


def kept_names() -> dict[str, str]:
    """The fixed beginning of every name under which a form of the console is kept, with its template."""
    found = {}
    for path in sorted(HERE.glob("templates/**/*.html")):
        for name in KEPT.findall(path.read_text("utf-8")):
            found[name.partition("{{")[0]] = path.name
    return found


def forgotten_names() -> set[str]:
    """The fixed beginning of every name that a view tells to be forgotten."""
    found: set[str] = set()
    for path in sorted(HERE.glob("**/*.py")):
        source = path.read_text("utf-8")
        for said in SAID.findall(source):
            constant = re.search(rf'^{said} = ("[a-z-]+")', source, re.MULTILINE) if said.isidentifier() else None
            found.update(WORDS.findall(constant[1] if constant else said))
    return found


def test_every_form_that_keeps_words_is_told_to_forget_them_when_they_were_sent() -> None:
    """Else the next person's form is filled with the words and number of the one before."""
    kept = kept_names()
    assert len(kept) > 10
    by_view = {""}  # the view names it, see tests/console/test_services.py
    assert {name: where for name, where in kept.items() if name not in forgotten_names() | by_view} == {}
