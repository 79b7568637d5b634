"""The charter is held by what the source declares: fields, routes, inputs and libraries."""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.charter_rules import PERSON_TABLES, RULES, forbidden_libraries, forbidden_words
from tests.house.scans import ROOT, SOURCE, Finding, declared_names, files, name_of, words_of

CHARTER = ROOT / "docs" / "explanation" / "charter.md"
INPUT_NAME = re.compile(r"""<(?:input|select|textarea)\b[^>]*?\bname=["']([^"'{]+)["']""", re.IGNORECASE)
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)


def schema_findings(place: str, source: str) -> list[Finding]:
    names = declared_names(source)
    return [
        Finding(f"{place}:{line}", f"{name} ({', '.join(bad)})")
        for line, name in names
        if (bad := forbidden_words(words_of(name)))
    ]


def person_tables(place: str, source: str) -> list[Finding]:
    return [Finding(f"{place}:{line}", name) for line, name in declared_names(source) if name in PERSON_TABLES]


def input_findings(place: str, template: str) -> list[Finding]:
    return [Finding(place, f"input {name}") for name in INPUT_NAME.findall(template) if forbidden_words(words_of(name))]


def routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    found: list[str] = []
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            found.append(f"{prefix}{one.pattern} {one.name or ''}")
        else:
            found += routes(one, f"{prefix}{one.pattern}")
    return found


def test_every_row_of_the_charter_has_a_rule_and_every_rule_a_row() -> None:
    rows = [line.split("|")[1].strip() for line in CHARTER.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    rows = [row for row in rows if row not in {"Never"}]
    assert len(rows) == len(RULES)
    assert [row for row in rows if not any(row.startswith(key) for key in RULES)] == []


def test_no_field_or_class_names_what_the_charter_forbids() -> None:
    found = [one for file in files(SOURCE, ".py") for one in schema_findings(name_of(file), file.read_text("utf-8"))]
    assert found == [], "\n".join(map(str, found))


def test_there_is_no_register_of_people_across_cases() -> None:
    models = files(SOURCE / "linli" / "store", ".py")
    assert [one for file in models for one in person_tables(name_of(file), file.read_text("utf-8"))] == []


def test_no_form_asks_for_what_the_charter_forbids() -> None:
    found = [one for file in files(SOURCE, ".html") for one in input_findings(name_of(file), file.read_text("utf-8"))]
    assert found == []


def test_no_route_leads_to_what_the_charter_forbids() -> None:
    found = routes(get_resolver())
    assert found
    assert [one for one in found if forbidden_words(words_of(one))] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_no_library_recognises_or_follows_people(lock: str) -> None:
    names = set(LOCKED.findall((ROOT / lock).read_text("utf-8")))
    assert "django" in names
    assert forbidden_libraries(names) == []


PLANTED = (
    "class CameraFrame:\n    face_vector: bytes\n",
    "class FaceEmbedding(Model):\n    pass\n",
    "class Row:\n    plate_number = CharField()\n",
    "Field(key='is_suspicious', type='switch')\n",
    "class Row:\n    risk_scores: int\n",
)


@pytest.mark.parametrize("source", PLANTED)
def test_a_planted_field_is_found(source: str) -> None:
    assert len(schema_findings("planted.py", source)) == 1


def test_planted_inputs_routes_tables_and_libraries_are_found() -> None:
    assert input_findings("planted.html", '<input type="text" name="licence_plate">')
    assert forbidden_words(words_of("console/key-persons/"))
    assert person_tables("planted.py", "class Resident(Model):\n    pass\n")
    assert forbidden_libraries({"django", "face-recognition"}) == ["face-recognition"]


def test_plain_names_pass() -> None:
    for name in ("PublicFace", "surface_m2", "number", "place", "template", "petition_received_at", "face"):
        assert forbidden_words(words_of(name)) == []
    assert Path(CHARTER).is_file()
