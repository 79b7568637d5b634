"""The form of a move: generated from what it asks; every mistake at once, nothing lost, one press one effect."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.domain.engine.state import CaseState
from linli.store.journal import load_states
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import NOW, Seat, mistakes

COMMAND = "c" * 32


def state_of(office: Office, stream: str) -> CaseState:
    return load_states(office.county_id, [stream])[stream]


@pytest.fixture
def handled(office: Office) -> str:
    """The stream of a case that a department works on."""
    return offices.handled_case(office)


def address(stream: str, verb: str) -> str:
    return f"/console/cases/{stream.removeprefix('case/')}/do/{verb}"


def test_a_move_that_does_not_exist_is_not_found(handled: str, seat: Seat) -> None:
    assert seat("wei").get(address(handled, "teleport")).status_code == 404


def test_a_move_of_others_is_not_found(handled: str, seat: Seat) -> None:
    client = seat("ren")
    assert client.get(address(handled, "report_result")).status_code == 404
    assert client.post(address(handled, "report_result"), {"result": "x", "condition": "repaired"}).status_code == 404


def test_every_mistake_is_named_at_once_and_what_was_typed_stays(handled: str, office: Office, seat: Seat) -> None:
    before = state_of(office, handled).seq
    client = seat("wei")
    given = {"amount": "many", "extension_class": "parts", "reason": "配件" * 400}
    shown = mistakes(client, client.post(address(handled, "ask_extension"), given))
    assert "2 things to put right" in shown
    assert "Please enter a number." in shown
    assert "at most 500 characters" in shown
    assert 'value="many"' in shown
    assert "配件" * 400 in shown
    assert state_of(office, handled).seq == before


def test_a_good_answer_moves_the_case_and_leads_back_to_it(handled: str, office: Office, seat: Seat) -> None:
    client = seat("wei")
    given = {"result": "已更换灯泡", "condition": "repaired", "command": COMMAND}
    answer = client.post(address(handled, "report_result"), given, follow=True)
    assert answer.redirect_chain[-1][0] == f"/console/cases/{handled.removeprefix('case/')}"
    assert "Done: Report the result." in answer.content.decode()
    assert state_of(office, handled).stage == "handled"


def test_pressing_twice_is_one_effect(handled: str, office: Office, seat: Seat) -> None:
    client = seat("wei")
    given = {"note": "已到现场", "command": COMMAND}
    first = client.post(address(handled, "note"), given)
    seq = state_of(office, handled).seq
    second = client.post(address(handled, "note"), given)
    assert first.status_code == second.status_code == 302
    assert state_of(office, handled).seq == seq


def test_the_same_press_with_other_words_is_refused(handled: str, office: Office, seat: Seat) -> None:
    client = seat("wei")
    client.post(address(handled, "note"), {"note": "一", "command": COMMAND})
    answer = client.post(address(handled, "note"), {"note": "二", "command": COMMAND})
    assert "used before with other content" in mistakes(client, answer)


def test_a_page_that_is_out_of_date_says_so(handled: str, office: Office, seat: Seat) -> None:
    """Somebody else reported the result meanwhile; the page that still offers it says what happened."""
    seen = state_of(office, handled).seq
    offices.move(
        office, handled, "song", "report_result", at=NOW + timedelta(hours=3), result="好了", condition="repaired"
    )
    given = {"reason": "缺配件", "unit": cast.UNITS["housing"].id, "seen_seq": str(seen), "command": COMMAND}
    client = seat("hu")
    shown = mistakes(client, client.post(address(handled, "reassign"), given))
    assert "moved on just now" in shown
    assert "缺配件" in shown
    assert state_of(office, handled).stage == "handled"


def test_what_was_taken_is_dropped_from_the_browser_once(handled: str, seat: Seat) -> None:
    client = seat("wei")
    answer = client.post(address(handled, "note"), {"note": "已到现场", "command": COMMAND}, follow=True)
    name = f'data-kept-sent="move-{handled.removeprefix("case/")}-note"'
    assert name in answer.content.decode()
    assert name not in client.get("/console/").content.decode()


def test_a_unit_may_be_typed_by_its_name(handled: str, office: Office, seat: Seat) -> None:
    given = {"unit_typed": "住建局", "request": "请看一下灯杆基础", "command": COMMAND}
    answer = seat("hu").post(address(handled, "refer"), given)
    assert answer.status_code == 302
    assert [part.unit for part in state_of(office, handled).parts.values()] == [cast.UNITS["housing"].id]


def test_a_unit_that_cannot_be_told_is_named_as_a_mistake(handled: str, seat: Seat) -> None:
    client = seat("hu")
    given = {"unit_typed": "不存在的单位", "request": "请协助"}
    shown = mistakes(client, client.post(address(handled, "refer"), given))
    assert "“不存在的单位” is not one of the choices listed." in shown
    assert 'value="不存在的单位"' in shown


def test_only_departments_can_be_whistled_for(handled: str, seat: Seat) -> None:
    shown = seat("hu").get(address(handled, "whistle")).content.decode()
    assert '<option value="Housing">' in shown
    assert '<option value="Bridge East">' not in shown


def test_a_merge_names_the_other_case_by_its_number(handled: str, office: Office, seat: Seat) -> None:
    other = offices.file(office, at=NOW)
    client = seat("hu")
    why = {"merge_class": "same_thing", "reason": "同一盏灯"}
    wrong = client.post(address(other.stream, "merge"), {"other_case": "柳岸-2026-999999", **why})
    assert "That matter was not found" in mistakes(client, wrong)
    number = state_of(office, handled).number
    given = {"other_case": number, **why, "command": COMMAND}
    assert client.post(address(other.stream, "merge"), given).status_code == 302
    assert "merge" in state_of(office, other.stream).proposals
    second = seat("peng", language="zh-CN").get(f"/console/cases/{other.case_id}").content.decode()
    assert "“并案”待另一人同意" in second
    agreed = seat("peng").post(f"{address(other.stream, 'agree')}?proposal=merge", {"command": "d" * 32})
    assert agreed.status_code == 302
    assert not state_of(office, other.stream).proposals


def test_a_file_that_is_no_picture_is_a_mistake_beside_the_others(
    handled: str, office: Office, seat: Seat, settings: Settings
) -> None:
    from dataclasses import replace

    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.LINLI_PORTS = replace(SILENT_PORTS, photos=NoPictures())
    photo = SimpleUploadedFile("x.jpg", b"not a picture", content_type="image/jpeg")
    client = seat("wei")
    answer = client.post(address(handled, "attach"), {"photo": photo, "note": "照片", "command": COMMAND})
    assert "cannot be opened" in mistakes(client, answer)


def test_mistakes_are_told_once_and_only_on_their_own_form(handled: str, seat: Seat) -> None:
    """What "back" and "reload" show is a page that was asked for, never the answer to a form that was sent."""
    client = seat("wei")
    client.post(address(handled, "ask_extension"), {"amount": "many", "extension_class": "parts", "reason": "配件"})
    assert "Please enter a number." not in client.get(address(handled, "note")).content.decode()
    assert "Please enter a number." in client.get(address(handled, "ask_extension")).content.decode()
    assert "Please enter a number." not in client.get(address(handled, "ask_extension")).content.decode()


class NoPictures:
    """Takes nothing for a picture, as the real cleaner does with bytes that are none."""

    def clean(self, photo: bytes) -> bytes:
        from linli.domain.problems import Problem, Refused

        raise Refused([Problem("not_a_photo", at="photo")])
