"""Campaigns: opened from a season or by hand, counted from inspections, closed; coverage of places beside them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions import campaigns
from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.inspection_views import coverage, my_inspections, open_inspection
from linli.domain.campaign import Opening
from linli.domain.checklists import checklists
from linli.domain.problems import Refused
from tests import cast, offices
from tests.actions import inspections_played as played
from tests.actions.inspections_played import AT

HE, GU, REN = cast.POSTS["he"], cast.POSTS["gu"], cast.POSTS["ren"]


@pytest.fixture
def office(db: None) -> Office:
    """The cast's county with places."""
    return played.set_up()


def opening(**changes: Any) -> Opening:
    """A month of fire checks."""
    told: dict[str, Any] = {
        "title": "春季消防专项", "checklists": ("fire_market",), "first": "2026-03-01", "last": "2026-03-31", **changes
    }  # fmt: skip
    return Opening(**told)


def opened(office: Office, who: str = "he", **changes: Any) -> str:
    """Open one."""
    return campaigns.open_campaign(
        office, cast.POSTS[who], opening(**changes), command_id=offices.command_id("open"), now=AT
    )  # fmt: skip


def refused(office: Office, **changes: Any) -> list[str]:
    """What is wrong with one."""
    with pytest.raises(Refused) as refusal:
        opened(office, **changes)
    return [f"{one.code}@{one.at}" for one in refusal.value.problems]


def test_every_mistake_of_a_campaign_is_named_at_once(office: Office) -> None:
    assert refused(office, title=" ", checklists=(), first="x", last="") == [
        "required@title", "required@checklists", "not_a_date@first", "required@last"
    ]  # fmt: skip
    assert refused(office, title="字" * 41, checklists=("none",), season="spring", last="2026-02-01") == [
        "too_long@title", "unknown_choice@checklists", "unknown_choice@season", "campaign_days@last"
    ]  # fmt: skip
    assert refused(office, title="a\nb", last="2027-12-31") == ["bad_text@title", "campaign_long@last"]
    with pytest.raises(Refused) as refusal:
        opened(office, who="hu")
    assert refusal.value.codes == ("not_yours",)


def test_its_figures_come_from_inspections_and_nothing_is_filled_in_for_them(office: Office) -> None:
    id_ = opened(office)
    again = {campaigns.open_campaign(office, HE, opening(), command_id="x", now=AT) for _ in range(2)}
    assert len(again) == 1 and id_ not in again
    played.finished(office, "exits", "gear", campaign=id_)
    played.finished(office, place="pl-market", campaign=id_)
    played.planned(office, campaign=id_)
    found = {one.line.id: one for one in campaigns.campaigns_of(office, HE)}[id_]
    tally = found.tally
    assert (tally.planned, tally.finished, tally.places, tally.findings) == (3, 2, 1, 2)
    assert found.title == "春季消防专项" and found.is_own
    assert (found.filed, found.rectified, found.still_open) == (2, 0, 2)
    assert {one.line.id for one in campaigns.campaigns_of(office, REN)} >= {id_}, "whoever works in its area sees it"
    assert not campaigns.campaigns_of(office, cast.POSTS["bai"])


def test_a_closed_campaign_is_named_no_more(office: Office) -> None:
    id_ = opened(office)
    assert campaigns.open_for(office, HE, AT) == {id_: "春季消防专项"}
    for who, code in (("gu", "not_yours"), ("bai", "not_found")):
        with pytest.raises(Refused) as refusal:
            campaigns.close_campaign(office, cast.POSTS[who], id_, command_id=offices.command_id(), now=AT)
        assert refusal.value.codes == (code,)
    for _ in range(2):
        assert campaigns.close_campaign(office, HE, id_, command_id="once", now=AT).told.is_closed
    with pytest.raises(Refused) as refusal:
        campaigns.close_campaign(office, HE, id_, command_id="again", now=AT)
    assert refusal.value.codes == ("campaign_closed",)
    assert campaigns.open_for(office, HE, AT) == {}
    assert audit().fault_count == 0


def test_the_calendar_tells_what_season_stands(office: Office) -> None:
    june = AT + timedelta(days=100)
    assert "flood" in [one.season.key for one in campaigns.seasons_of(office, june)]
    assert "flood" not in [one.season.key for one in campaigns.seasons_of(office, AT)]


def test_coverage_names_what_was_never_looked_at_first_and_no_places_are_no_rate(office: Office) -> None:
    fire = checklists()["fire_market"]
    before = coverage(office, HE, fire, cast.BRIDGE_EAST, AT)
    assert before is not None and (before.total, before.in_time, before.percent) == (1, 0, 0.0)
    done = played.finished(office)
    after = coverage(office, HE, fire, cast.BRIDGE_EAST, AT)
    assert after is not None and (after.percent, after.lines) == (100.0, ())
    late = coverage(office, HE, fire, cast.BRIDGE_EAST, AT + timedelta(days=91))
    assert late is not None and late.in_time == 0
    look = late.lines[0].look
    assert look is not None and look.id == done.id
    empty = coverage(office, HE, checklists()["corridor_ebikes"], cast.BRIDGE_EAST, AT)
    assert empty is not None and empty.percent is None
    assert coverage(office, HE, fire, cast.LIUAN, AT) is None, "a community does not read its street"
    wide = coverage(office, GU, fire, cast.LIUAN, AT)
    assert wide is not None and [one.place.id for one in wide.lines] == ["pl-market2"]


def test_lists_ask_no_more_questions_the_longer_they_are(office: Office) -> None:
    def asked(act: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    id_ = opened(office)
    one = played.finished(office, "exits", campaign=id_)

    def every() -> list[int]:
        return [
            asked(lambda: campaigns.campaigns_of(office, HE)), asked(lambda: my_inspections(office, HE)),
            asked(lambda: coverage(office, GU, checklists()["fire_market"], cast.LIUAN, AT)),
            asked(lambda: open_inspection(office, HE, one.id, AT, "zh")),
        ]  # fmt: skip

    every()
    short = every()
    for number in range(5):
        opened(office, title=f"专项{number}")
        played.planned(office, campaign=id_)
        played.finished(office, "gear", place="pl-market", campaign=id_)
    assert every() == short and max(short) <= 25
    assert len(my_inspections(office, HE)) == 5
