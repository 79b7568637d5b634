"""Privacy notices: every version that ever stood on a form is kept whole, in its order, and can be read again."""

from dataclasses import fields, replace

import pytest

from linli.domain.notice_history import FORMER, VERSIONS, every_notice
from linli.domain.privacy_notice import NOTICES, OPTIONAL_PURPOSES, TAKEN_AS_AGREED, Form
from linli.domain.wording import Wording


@pytest.mark.parametrize("form", Form)
def test_a_changed_notice_is_named_last_and_the_one_before_it_is_kept_whole(form: Form) -> None:
    """Where this fails: move the former words to `FORMER` and name the new version last in `VERSIONS`."""
    assert VERSIONS[form][-1] == NOTICES[form].version
    assert set(VERSIONS[form]) <= set(every_notice())
    assert len(set(VERSIONS[form])) == len(VERSIONS[form])


def test_every_former_notice_is_one_that_stood_somewhere() -> None:
    assert {one.version for one in FORMER} == {one for versions in VERSIONS.values() for one in versions[:-1]}


@pytest.mark.parametrize("name", [one.name for one in fields(NOTICES[Form.REPORT]) if one.name != "form"])
def test_no_word_of_a_notice_changes_without_another_version(name: str) -> None:
    notice = NOTICES[Form.REPORT]
    for said in (Wording("别的", getattr(notice, name).en), Wording(getattr(notice, name).zh, "Something else")):
        assert replace(notice, **{name: said}).version != notice.version


def test_every_notice_is_said_in_both_languages() -> None:
    for notice in every_notice().values():
        assert all(one.zh.strip() and one.en.strip() for line in notice.lines for one in line)


def test_a_call_afterwards_is_a_purpose_of_its_own_and_never_taken_as_agreed() -> None:
    assert set(OPTIONAL_PURPOSES) == {"messages", "follow_up_calls"}
    assert frozenset({"messages"}) == TAKEN_AS_AGREED
