"""Templates of papers: only an administrator changes them, with a reason; every version stays and can come back."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from linli.actions.deciding import Office
from linli.actions.paper_templates import Upload, roll_back, template_in_use, template_view, upload
from linli.adapters.papers import OfficePress
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Refused
from tests import cast, offices
from tests.adapters.hostile_templates import in_text

FORM = FORMS["answer_letter"]
ADMIN = cast.POSTS["admin"]


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    return replace(found, ports=replace(found.ports, papers=OfficePress()))


def sent(words: str, reason: str = "改了落款") -> Upload:
    return Upload(filename="答复函.docx", content=in_text(words), reason=reason)


def test_who_may_not_change_the_set_up_changes_no_template(office: Office) -> None:
    for who in ("hu", "yuan", "lei"):
        with pytest.raises(Refused) as refused:
            upload(office, cast.POSTS[who], FORM, sent("好"), cast.MONDAY)
        assert refused.value.codes == ("not_found",)


def test_a_template_with_mistakes_and_without_a_reason_is_refused_with_all_of_them(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        upload(office, ADMIN, FORM, sent("{{甲}}{{乙", reason=""), cast.MONDAY)
    assert {"reason_needed", "template_variable_unknown", "template_syntax"} <= set(refused.value.codes)
    assert template_in_use(office, FORM)[0] == 0


def test_every_version_stays_with_who_when_and_why_and_an_earlier_one_comes_back_as_a_new_one(office: Office) -> None:
    one, two = sent("第一版"), sent("第二版", "再改")
    assert [upload(office, ADMIN, FORM, each, cast.MONDAY) for each in (one, two)] == [1, 2]
    with pytest.raises(Refused) as refused:
        upload(office, ADMIN, FORM, two, cast.MONDAY)
    assert refused.value.codes == ("template_same",)
    assert roll_back(office, ADMIN, FORM, 1, "用回第一版", now=cast.MONDAY) == 3
    assert template_in_use(office, FORM) == (3, one.content)
    assert roll_back(office, ADMIN, FORM, 0, "用回自带的", now=cast.MONDAY) == 4
    view = template_view(office, FORM.key)
    assert view is not None and not view.is_own
    assert [(each.version, each.reason, each.post) for each in view.history] == [
        (4, "用回自带的", "p-admin"), (3, "用回第一版", "p-admin"), (2, "再改", "p-admin"), (1, "改了落款", "p-admin")
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        roll_back(office, ADMIN, FORM, 9, "没有的", now=cast.MONDAY)
    assert refused.value.codes == ("template_version_unknown",)


def test_the_app_can_change_and_take_out_no_version(office: Office) -> None:
    upload(office, ADMIN, FORM, sent("第一版"), cast.MONDAY)
    for statement in ("UPDATE paper_template SET reason = 'x'", "DELETE FROM paper_template"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
