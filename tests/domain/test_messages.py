"""Messages: who is told what, when, and without any personal value."""

import string
from datetime import datetime, timedelta

import pytest

from linli.domain.calendar import SHANGHAI
from linli.domain.engine.access import relations_of
from linli.domain.engine.context import SYSTEM, Command, Context, Decision
from linli.domain.engine.decide import decide
from linli.domain.engine.declarations import Relation
from linli.domain.engine.state import CaseState
from linli.domain.engine.ticking import tick
from linli.domain.message_templates import TEMPLATES
from linli.domain.messages import MessageDraft, messages_after, say
from linli.procedures import procedures
from tests import cast

PROCEDURE = procedures()["grid_event"]
MONDAY = cast.MONDAY
NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=SHANGHAI)


def decided(state: CaseState, who: str, verb: str, *, at: datetime = MONDAY, **fields: object) -> Decision:
    actor = cast.actor(who)
    relations = relations_of(actor.post, state, cast.directory()) if actor.post else frozenset({Relation.REQUESTER})
    context = Context(
        now=at, actor=actor, procedure=PROCEDURE, directory=cast.directory(), relations=relations, number="N-1",
        procedures=procedures(),
    )  # fmt: skip
    return decide(state, Command(id="c", verb=verb, stream=state.stream, fields=fields), context)[0]


def told(decision: Decision, at: datetime = MONDAY) -> dict[str, MessageDraft]:
    return {one.template: one for one in messages_after(decision, cast.directory(), at, PROCEDURE)}


def filed(at: datetime = MONDAY, **changes: object) -> Decision:
    return decided(CaseState(stream="case/1"), "resident", "file", at=at, **cast.report(**changes))


def test_an_anonymous_reporter_is_sent_nothing_because_nothing_is_known() -> None:
    messages = messages_after(filed(requester="anonymous", requester_phone=""), cast.directory(), MONDAY, PROCEDURE)
    assert [one.to for one in messages] == ["post"]


def test_no_message_holds_what_the_reporter_wrote_or_left() -> None:
    for message in messages_after(filed(words="CANARY-WORDS"), cast.directory(), MONDAY, PROCEDURE):
        assert "CANARY" not in str(message.to_json())
        assert "13800000000" not in str(message.to_json())


def test_a_filing_is_told_to_the_post_that_takes_it_in_and_to_whoever_reported() -> None:
    messages = told(filed())
    assert messages["handed_over"].post == cast.POSTS["hu"].id
    assert "街道综治中心" in messages["handed_over"].params["unit"]
    assert messages["r_filed"].to == "requester"


def test_residents_are_not_disturbed_at_night_but_hear_at_eight() -> None:
    message = told(filed(at=NIGHT), NIGHT)["r_filed"]
    assert message.not_before == datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI)


def test_a_hand_over_waits_for_working_hours_unless_the_matter_is_urgent() -> None:
    ordinary, urgent = filed(at=NIGHT), filed(at=NIGHT, urgency="urgent")
    assert told(ordinary, NIGHT)["handed_over"].not_before == datetime(2026, 3, 3, 8, 30, tzinfo=SHANGHAI)
    assert told(urgent, NIGHT)["handed_over"].not_before == NIGHT


def test_a_reminder_waits_for_working_hours_even_when_urgent() -> None:
    state = filed(urgency="urgent").after
    late = MONDAY + timedelta(hours=13)
    context = Context(now=late, actor=SYSTEM, procedure=PROCEDURE, directory=cast.directory(), procedures=procedures())
    decision = tick(state, context)
    assert decision is not None
    messages = told(decision, late)
    assert messages["overdue"].not_before == datetime(2026, 3, 3, 8, 30, tzinfo=SHANGHAI)
    assert messages["moved_up_to_you"].not_before == late
    assert messages["moved_up_to_you"].post == cast.POSTS["peng"].id
    assert messages["moved_up"].unit == cast.UNITS["liuan"].id


def test_the_same_decision_tells_the_same_people_the_same_under_the_same_keys() -> None:
    decision = filed()
    once = messages_after(decision, cast.directory(), MONDAY, PROCEDURE)
    assert once == messages_after(decision, cast.directory(), MONDAY, PROCEDURE)
    assert len({one.key for one in once}) == len(once)


def test_every_message_of_a_whole_case_can_be_put_in_words_in_both_languages() -> None:
    decisions = [filed()]

    def go(who: str, verb: str, **fields: object) -> None:
        decisions.append(
            decided(decisions[-1].after, who, verb, at=MONDAY + timedelta(minutes=len(decisions)), **fields)
        )

    go("hu", "register")
    go("hu", "dispatch", unit=cast.UNITS["city-management"].id)
    go("wei", "accept")
    go("wei", "start")
    go("wei", "refer", unit=cast.UNITS["housing"].id, request="请看看")
    go("wei", "ask_extension", extension_class="parts", amount=2, reason="等配件")
    go("yuan", "grant_extension")
    go("jin", "pause", pause_reason="weather", reason="大雨")
    go("jin", "resume")
    go("wei", "report_result", result="换了灯", condition="repaired")
    go("pan", "answer", answer="已修好")
    found = [one for each in decisions for one in messages_after(each, cast.directory(), MONDAY, PROCEDURE)]
    assert {one.template for one in found} >= {
        "handed_over", "r_filed", "r_dispatched", "asked_to_help", "extension_asked", "r_extended", "r_paused",
        "r_answered",
    }  # fmt: skip
    for message in found:
        for language in ("zh", "en"):
            subject, text = say(message.template, message.params, language)
            assert "{" not in subject + text
            assert message.params["number"] in subject


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_every_template_asks_for_the_same_things_in_both_languages(key: str) -> None:
    template = TEMPLATES[key]

    def asked(text: str) -> set[str]:
        return {(name or "").removesuffix("_en") for _, name, _, _ in string.Formatter().parse(text) if name}

    assert asked(template.subject.zh) == asked(template.subject.en)
    assert asked(template.text.en) <= asked(template.text.zh) | {"what", "number", "unit"}
