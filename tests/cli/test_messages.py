"""`linli messages` finds every word that has no translation, and every translation that has no word."""

import shutil
from pathlib import Path

import pytest

from linli.cli.messages import all_faults, compile_all, template_messages

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Language: zh_Hans\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
USED = '{% load i18n %}{% translate "Report" %}'


def face(folder: Path, *, template: str = USED, script: str = "", translated: str) -> Path:
    """A package with one face that says `template` and `script`."""
    package = folder / "house" / "desk"
    (package / "templates" / "desk").mkdir(parents=True)
    (package / "__init__.py").write_text(script, encoding="utf-8")
    (package / "templates" / "desk" / "page.html").write_text(template, encoding="utf-8")
    source = package / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(HEAD + translated, encoding="utf-8")
    return folder / "house"


REPORT = 'msgid "Report"\nmsgstr "上报"\n\n'
FAULTY = {
    "missing": "",
    "unused": REPORT + 'msgid "Gone"\nmsgstr "已无"\n',
    "empty": 'msgid "Report"\nmsgstr ""\n',
    "unsure": '#, fuzzy\nmsgid "Report"\nmsgstr "上报"\n',
    "names a place": 'msgid "Report"\nmsgstr "上报%(count)s"\n',
}


@pytest.mark.parametrize("fault", FAULTY)
def test_each_kind_of_fault_is_named(fault: str, tmp_path: Path) -> None:
    found = list(all_faults(face(tmp_path, translated=FAULTY[fault])))
    assert len(found) == 1
    assert fault in found[0]


def test_a_face_without_any_translation_is_named(tmp_path: Path) -> None:
    house = face(tmp_path, translated="")
    (house / "desk" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").unlink()
    assert [one for one in all_faults(house) if "1 messages and no" in one]


def test_what_two_faces_say_differently_is_named_and_a_context_tells_it_apart(tmp_path: Path) -> None:
    house = face(tmp_path, translated=REPORT)
    shutil.copytree(house / "desk", house / "hall")
    assert list(all_faults(house)) == []
    hall = house / "hall" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    hall.write_text(hall.read_text(encoding="utf-8").replace("上报", "报告"), encoding="utf-8")
    assert list(all_faults(house)) == ["desk, hall: translated differently: 'Report'"]


def test_words_of_scripts_count_as_used(tmp_path: Path) -> None:
    script = "_('Late')\npgettext('road', 'Open')\n"
    words = REPORT + 'msgid "Late"\nmsgstr "超时"\n\nmsgctxt "road"\nmsgid "Open"\nmsgstr "通"\n'
    assert list(all_faults(face(tmp_path, script=script, translated=words))) == []


def test_every_way_of_a_template_is_seen() -> None:
    template = (
        '{% load i18n %}{% translate "One" %} it\'s {% translate "Two" context "clock" %}'
        "{% blocktranslate with name=who %}Hello {{ name }}{% endblocktranslate %}"
        "{% blocktranslate count n=cases|length %}{{ n }} case{% plural %}{{ n }} cases"
        "{% endblocktranslate %}"
        '{{ _("Three") }}'
    )
    assert template_messages(template) == {
        ("", "One"),
        ("clock", "Two"),
        ("", "Hello %(name)s"),
        ("", "%(n)s case"),
        ("", "Three"),
    }


def test_compiling_twice_writes_once(tmp_path: Path) -> None:
    house = face(tmp_path, translated=REPORT)
    assert [one.name for one in compile_all(house)] == ["django.mo"]
    assert compile_all(house) == []
