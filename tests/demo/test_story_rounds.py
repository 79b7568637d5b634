"""Rounds and oversight in the demo: figures of the stories, what is refused, what is done by hand, what lies behind."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from linli.actions.audit import audit
from linli.actions.cases import move_case
from linli.actions.round_weeks import coverage, own_week
from linli.actions.rounds import finish_round, report_found
from linli.actions.seats import actor_at
from linli.demo import oversight_steps, round_steps
from linli.demo.cast import Cast
from linli.demo.round_steps import full_weeks
from linli.demo.seats import FIRST_STREET, seats_in
from linli.demo.stories import Story, street_operator
from linli.demo.story_week import FOUND
from linli.demo.telling import STORIES, Telling
from linli.demo.year import rounds as past
from linli.domain.area import AreaLevel
from linli.domain.engine.context import Command
from linli.domain.oversight_round import RoundStage
from linli.domain.round_week import DayKind, Need, Outcome
from linli.store import exemptions, journal
from linli.store import oversight as oversight_rounds
from linli.store import rounds as stored
from linli.ui.moment import present
from tests.demo.conftest import Demo

LABEL = "demo/7"


def telling(demo: Demo, key: str, token: str, case_id: str = "") -> Telling:
    return Telling(story=STORIES[key], office=demo.office, now=present(), token=token, case_id=case_id).found()


def played(demo: Demo, key: str, token: str, *, until: str) -> Telling:
    """Take the scenes before `until`, one by one."""
    found = telling(demo, key, token)
    for scene in found.story.scenes:
        if scene.key == until:
            return telling(demo, key, token, found.case_id)
        found = telling(demo, key, token, found.take_step(scene.key))
    return found


def last_round(demo: Demo, token: str) -> str:
    return round_steps.stream_of(demo.office, f"story/{token}/week/start/last")


def page_of(visitor: Client, story: Story) -> str:
    return visitor.get(f"/demo/stories/{story.key}/").content.decode()


def test_one_week_meets_5213_and_the_other_says_why_it_does_not(small_demo: Demo) -> None:
    found = played(small_demo, "week", "weeks", until="check_in")
    met, short, _ = found.facts()
    assert met.label.zh == "达到 5213 的一周" and short.label.zh == "没有达到 5213 的一周"
    office = small_demo.office
    post = office.directory.posts[round_steps.round_there(office, last_round(small_demo, "weeks")).head.post]
    monday = full_weeks(office, found.now)[1]
    week = own_week(office, post, monday).week
    assert week.outcome(office.directory.calendar.local_date(found.now)) is Outcome.NOT_MET
    missing = [one for one in week.reasons if not one.is_met]
    assert {one.need for one in missing} == {Need.ROUNDS, Need.MINUTES}
    assert all(f"{one.have} 天,要求 {one.asked} 天" in short.words.zh for one in missing)
    assert [one.kind for one in week.days].count(DayKind.LEAVE) == 1


def test_leave_counts_from_the_moment_the_leader_agrees(small_demo: Demo) -> None:
    before = played(small_demo, "week", "leave", until="leave")
    asked = before.facts()[1].words.zh
    before.take_step("leave")
    assert telling(small_demo, "week", "leave").facts()[1].words.zh != asked


def test_the_last_round_lasts_its_hour_and_counts(small_demo: Demo) -> None:
    played(small_demo, "week", "hour", until="register")
    done = round_steps.round_there(small_demo.office, last_round(small_demo, "hour"))
    assert not done.is_running and done.done().minutes >= 60
    assert done.visited == set(done.head.planned) and len(done.items) == 1


def test_with_a_matter_entered_nobody_says_that_there_was_no_problem(small_demo: Demo) -> None:
    found = played(small_demo, "week", "clear", until="finish")
    assert [one.code for one in found.attempt("finish")] == ["round_has_items"]
    assert round_steps.round_there(small_demo.office, last_round(small_demo, "clear")).is_running


def test_what_a_visitor_enters_on_the_phone_is_the_storys_matter(small_demo: Demo) -> None:
    played(small_demo, "week", "by-hand", until="found")
    office, round_id = small_demo.office, last_round(small_demo, "by-hand")
    post = office.directory.posts[round_steps.round_there(office, round_id).head.post]
    case_id = report_found(office, post, round_id, FOUND, command_id="hand-found", now=present())
    finish_round(office, post, round_id, is_clear=False, command_id="hand-finish", now=present())
    found = telling(small_demo, "week", "by-hand")
    assert found.case_id == case_id and not found.is_over
    command = Command(id="hand-register", verb="register", stream=f"case/{case_id}", fields={"title": "路灯"})
    move_case(office, command, actor=actor_at(street_operator(found.acting())), now=present())
    assert telling(small_demo, "week", "by-hand").is_over


def test_a_round_that_found_nothing_ends_the_story_too(small_demo: Demo) -> None:
    played(small_demo, "week", "nothing", until="found")
    office, round_id = small_demo.office, last_round(small_demo, "nothing")
    post = office.directory.posts[round_steps.round_there(office, round_id).head.post]
    finish_round(office, post, round_id, is_clear=True, command_id="nothing-finish", now=present())
    assert telling(small_demo, "week", "nothing").is_over


def test_two_visitors_walk_with_two_workers(small_demo: Demo) -> None:
    posts = set()
    for token in ("one", "two", "three"):
        played(small_demo, "week", token, until="leave")
        posts.add(round_steps.round_there(small_demo.office, last_round(small_demo, token)).head.post)
    assert len(posts) == 3


def test_220_of_248_are_rectified_and_28_are_listed_until_one_is_verified(small_demo: Demo) -> None:
    found = played(small_demo, "oversight", "rate", until="rectify")
    words = [one.words.zh for one in found.facts()]
    assert words[:3] == ["248 个", "220 个,88.7%", "28 个"] and "220 / 248 = 88.7%,清单 28 个" in words[3]
    round_id = found.state.notes["round"]
    ended = oversight_steps.round_of(small_demo.office, round_id)
    assert ended.stage is RoundStage.ENDED and ended.head.length_days == 50 and ended.ended is not None
    assert len(ended.ended.open) == len(set(ended.ended.open)) == 28
    after = played(small_demo, "oversight", "rate", until="")
    assert [one.words.zh for one in after.facts()][1:3] == ["221 个,89.1%", "27 个"]
    assert after.is_over and oversight_steps.round_of(small_demo.office, round_id).ended == ended.ended
    assert not any(one.is_late for one in oversight_steps.rate_of_round(small_demo.office, round_id, present()).open)


@pytest.mark.parametrize(("scene", "codes"), [("end", {"oversight_leader_signs"}), ("verify", {"not_yours"})])
def test_what_the_oversight_story_says_is_refused_is_refused(small_demo: Demo, scene: str, codes: set[str]) -> None:
    found = played(small_demo, "oversight", f"try-{scene}", until=scene)
    before = found.state
    assert codes & {one.code for one in found.attempt(scene)}
    assert telling(small_demo, "oversight", f"try-{scene}", found.case_id).state == before


def test_the_open_list_prints_from_the_panel_beside_the_story(small_demo: Demo) -> None:
    visitor, story = Client(), STORIES["oversight"]
    for scene in story.scenes[:2]:
        visitor.post("/demo/stories/oversight/step/", {"scene": scene.key})
    page = page_of(visitor, story)
    offered = re.search(r'value="([^"]+)"><input type="hidden" name="next" value="(/console/oversight/\w+/rate)"', page)
    assert offered
    listed = visitor.post("/demo/seat/", {"post": offered[1], "next": offered[2]}, follow=True).content.decode()
    assert "88.7" in listed and "data-print" in listed
    assert listed.partition("oversight-open")[2].partition("</ol>")[0].count('<li class="row">') == 28


def test_the_panel_of_a_week_opens_it_in_the_workers_seat(small_demo: Demo) -> None:
    visitor, story = Client(), STORIES["week"]
    visitor.post("/demo/stories/week/step/", {"scene": "past"})
    offers = re.findall(r'value="([^"]+)"><input type="hidden" name="next" value="(/console/rounds\?[^"]+)"',
                        page_of(visitor, story))  # fmt: skip
    assert len(offers) == 3
    for post, address in offers:
        assert visitor.post("/demo/seat/", {"post": post, "next": address}, follow=True).status_code == 200


def test_the_workers_of_two_communities_have_weeks_that_meet_it_and_weeks_that_do_not(small_demo: Demo) -> None:
    office, until = small_demo.office, small_demo.wanted.until
    walked = past.walk_weeks(office, until, LABEL)
    assert walked > 10 and past.walk_weeks(office, until, LABEL) == 0
    first, second = full_weeks(office, until)
    streets = sorted((one for one in office.directory.tree if one.level is AreaLevel.SUBDISTRICT), key=lambda a: a.path)
    street = streets[FIRST_STREET]
    for monday in (first, second):
        covered = coverage(office, street.path, monday)
        assert sum(one.total is not None for one in covered.communities) >= past.COMMUNITIES
    seat = next(one for one in seats_in(Cast(office, until), street) if one.kind.key == "grid_worker")
    worker = office.directory.posts[seat.post_id]
    today = office.directory.calendar.local_date(until)
    weeks = [own_week(office, worker, monday).week for monday in (first, second)]
    assert weeks[0].outcome(today) is Outcome.MET
    assert DayKind.FLOOD in {one.kind for one in weeks[0].days}
    own = [one for one in office.directory.posts.values() if one.area_path.startswith(street.path)]
    outcomes = {
        own_week(office, post, second).week.outcome(today)
        for post in own
        if stored.lines_of(office.county_id, post.id, small_demo.wanted.until - timedelta(days=30), until)
    }
    assert {Outcome.MET, Outcome.NOT_MET} <= outcomes
    agreed = exemptions.agreed_between(office.county_id, second, second + timedelta(days=6))
    assert any(one.kind == "leave" for one in agreed)


def test_an_oversight_round_of_50_days_lies_behind_with_its_open_list(small_demo: Demo) -> None:
    office, until = small_demo.office, small_demo.wanted.until
    assert past.hold_oversight(office, until, LABEL)
    assert not past.hold_oversight(office, until, LABEL)
    known = journal.known_command(office.county_id, f"{LABEL}/oversight/plan")
    assert known is not None
    one = oversight_steps.round_of(office, str(known.result["stream"]).partition("/")[2])
    assert one.ended is not None and one.ends_on - one.starts_on == timedelta(days=49)
    assert (one.ended.handed_over, one.ended.rectified, len(one.ended.open)) == (60, 53, 7)
    assert one.ends_on < office.directory.calendar.local_date(until)
    team = oversight_steps.leader_of(Cast(office, until)).unit_id
    assert one.id in [line.id for line in oversight_rounds.page(office.county_id, unit=team).lines]


def test_everything_that_the_stories_and_the_past_wrote_holds_in_the_journal(small_demo: Demo) -> None:
    assert audit().fault_count == 0
