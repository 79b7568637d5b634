"""A visitor clicks a story through; where it stands is read from the matter itself, never from a mark."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from linli.actions.cases import move_case
from linli.actions.deciding import receipt_of
from linli.actions.seats import actor_at
from linli.demo import flood_steps
from linli.demo.inspection_steps import carry_out
from linli.demo.stories import Acting, Story, street_operator
from linli.demo.telling import STORIES, Telling
from linli.domain.engine.context import Command
from linli.domain.engine.state import CaseState
from linli.domain.problems import Refused
from linli.store import journal
from linli.ui.moment import present
from tests.demo.conftest import Demo


@pytest.fixture
def visitor(small_demo: Demo) -> Iterator[Client]:
    yield Client()


def case_id_of(visitor: Client, key: str) -> str:
    return str(visitor.session.get(f"linli_story_{key}", ""))


def state_of(demo: Demo, visitor: Client, key: str) -> CaseState:
    stream = f"case/{case_id_of(visitor, key)}"
    return journal.load_states(demo.office.county_id, [stream])[stream]


def step(visitor: Client, story: Story, position: int) -> str:
    """Press the step's button and return the page that follows, in Chinese."""
    address = f"/demo/stories/{story.key}/step/"
    answer = visitor.post(address, {"scene": story.scenes[position].key})
    assert answer.status_code == 302
    return visitor.get(f"/demo/stories/{story.key}/").content.decode()


@pytest.mark.parametrize("key", sorted(STORIES))
def test_every_story_can_be_clicked_to_its_end(small_demo: Demo, visitor: Client, key: str) -> None:
    story = STORIES[key]
    for position, scene in enumerate(story.scenes):
        page = visitor.get(f"/demo/stories/{key}/").content.decode()
        assert scene.told.zh in page
        page = step(visitor, story, position)
        assert "没有办成" not in page, scene.key
    state = state_of(small_demo, visitor, key)
    assert story.at(state) == len(story.scenes)
    assert state.stage == story.ends_at
    assert state.count("ratings") == story.is_rated
    assert "走完了" in page


def test_a_scene_pressed_twice_or_out_of_turn_does_nothing_more(small_demo: Demo, visitor: Client) -> None:
    story = STORIES["facade"]
    step(visitor, story, 0)
    first, seq = case_id_of(visitor, "facade"), state_of(small_demo, visitor, "facade").seq
    step(visitor, story, 0)
    step(visitor, story, 5)
    assert case_id_of(visitor, "facade") == first
    assert state_of(small_demo, visitor, "facade").seq == seq


def test_a_step_taken_by_hand_moves_the_story_on(small_demo: Demo, visitor: Client) -> None:
    story = STORIES["facade"]
    step(visitor, story, 0)
    state = state_of(small_demo, visitor, "facade")
    acting = Acting(office=small_demo.office, now=small_demo.wanted.until, token="by-hand", state=state)
    command = Command(id="by-hand", verb="register", stream=state.stream, fields={"urgency": "urgent"})
    move_case(small_demo.office, command, actor=actor_at(street_operator(acting)), now=small_demo.wanted.until)
    page = visitor.get("/demo/stories/facade/").content.decode()
    assert story.scenes[2].told.zh in page
    assert story.scenes[1].told.zh not in page


def test_the_handler_who_tries_to_check_his_own_work_is_refused_and_told_why(small_demo: Demo, visitor: Client) -> None:
    story = STORIES["facade"]
    at = next(place for place, scene in enumerate(story.scenes) if scene.attempt)
    for position in range(at):
        step(visitor, story, position)
    before = state_of(small_demo, visitor, "facade")
    visitor.post("/demo/stories/facade/try/", {"scene": story.scenes[at].key})
    page = visitor.get("/demo/stories/facade/").content.decode()
    assert "没有办成" in page
    assert "须由未经手的人来做:您(或您的岗位)已经办过" in page
    assert state_of(small_demo, visitor, "facade") == before


def test_the_handler_is_refused_for_his_hand_in_it_alone(small_demo: Demo, visitor: Client) -> None:
    """From his post as grid leader he might check any other matter; another post of the same person is no way out."""
    story = STORIES["facade"]
    at = next(place for place, scene in enumerate(story.scenes) if scene.attempt)
    for position in range(at):
        step(visitor, story, position)
    telling = Telling(
        story=story, office=small_demo.office, now=small_demo.wanted.until, token="own-work",
        case_id=case_id_of(visitor, "facade"),
    )  # fmt: skip
    assert [one.code for one in telling.attempt(story.scenes[at].key)] == ["acted_before"]


def test_in_the_lamp_story_the_clock_lapses_by_the_real_tick_and_the_work_moves_up(
    small_demo: Demo, visitor: Client
) -> None:
    story = STORIES["lamp"]
    step(visitor, story, 0)
    before = state_of(small_demo, visitor, "lamp")
    assert before.stage == "accepted"
    assert before.clocks["handling"].lapsed_at is None
    step(visitor, story, 1)
    after = state_of(small_demo, visitor, "lamp")
    assert after.clocks["handling"].lapsed_at is not None
    assert after.count("escalations") == 1
    assert small_demo.office.directory.units[after.holder.unit].key == "centre"


@pytest.mark.parametrize(
    ("key", "scene", "codes"),
    [
        ("leak", "consent", {"stage_forbids"}),
        ("leak", "second", {"second_unit_needed", "not_yours"}),
        ("petition", "review", {"not_yours", "acted_before"}),
        ("suggestion", "sign", {"not_yours", "acted_before"}),
        ("meeting", "fix", {"sponsor_is_handler"}),
        ("meeting", "press", {"convener_signs"}),
        ("meeting", "confirm", {"not_yours", "acted_before"}),
        ("flood", "recheck", {"not_yours", "acted_before"}),
        ("stones", "order", {"another_person_needed"}),
        ("stones", "look", {"sweep_unfinished"}),
        ("stones", "recheck", {"not_yours", "acted_before"}),
        ("fire_lane", "take_over", {"not_yours"}),
        ("fire_lane", "report", {"required"}),
        ("fire_lane", "recheck", {"not_yours", "acted_before"}),
    ],
)
def test_what_a_story_says_is_refused_is_refused_and_moves_nothing(
    small_demo: Demo, visitor: Client, key: str, scene: str, codes: set[str]
) -> None:
    story = STORIES[key]
    at = next(place for place, one in enumerate(story.scenes) if one.key == scene)
    for position in range(at):
        step(visitor, story, position)
    before = state_of(small_demo, visitor, key)
    telling = Telling(
        story=story, office=small_demo.office, now=present(), token="try", case_id=case_id_of(visitor, key)
    )
    found = {one.code for one in telling.attempt(scene)}
    assert found and found & codes, found
    assert state_of(small_demo, visitor, key) == before


def test_in_the_leak_story_the_dispute_is_confirmed_by_the_court_and_performed(
    small_demo: Demo, visitor: Client
) -> None:
    story = STORIES["leak"]
    for position in range(len(story.scenes)):
        step(visitor, story, position)
    state = state_of(small_demo, visitor, "leak")
    assert (state.notes["confirmation"], state.notes["agreement"]) == ("confirmed", "written")


def test_in_the_suggestion_story_it_is_done_again_before_the_deputy_is_satisfied(
    small_demo: Demo, visitor: Client
) -> None:
    story = STORIES["suggestion"]
    for position in range(len(story.scenes)):
        step(visitor, story, position)
    state = state_of(small_demo, visitor, "suggestion")
    assert (state.notes["redone"], state.notes["grade"]) == ("yes", "5")


def test_beginning_again_makes_a_new_matter_and_leaves_the_old_one(small_demo: Demo, visitor: Client) -> None:
    story = STORIES["facade"]
    step(visitor, story, 0)
    first, state = case_id_of(visitor, "facade"), state_of(small_demo, visitor, "facade")
    visitor.post("/demo/stories/facade/again/")
    assert story.scenes[0].told.zh in visitor.get("/demo/stories/facade/").content.decode()
    step(visitor, story, 0)
    assert case_id_of(visitor, "facade") not in ("", first)
    assert journal.load_states(small_demo.office.county_id, [state.stream])[state.stream] == state


def test_a_visitor_goes_on_with_a_matter_reported_by_hand(small_demo: Demo, visitor: Client) -> None:
    own = Telling(
        story=STORIES["facade"], office=small_demo.office, now=small_demo.wanted.until, token="somebody-elses"
    ).take_step("report")
    receipt = receipt_of(own, small_demo.office.ports.secret)
    visitor.post("/demo/stories/facade/mine/", {"receipt": receipt.lower().replace("-", " ")})
    assert case_id_of(visitor, "facade") == own
    assert STORIES["facade"].scenes[1].told.zh in visitor.get("/demo/stories/facade/").content.decode()


@pytest.mark.parametrize("typed", ["", "not a code", "0000-0000-0000-0000", "\x00", "9" * 500])
def test_a_wrong_receipt_is_answered_with_words_and_changes_nothing(visitor: Client, typed: str) -> None:
    assert visitor.post("/demo/stories/facade/mine/", {"receipt": typed}).status_code == 302
    assert "没有办成" in visitor.get("/demo/stories/facade/").content.decode()
    assert case_id_of(visitor, "facade") == ""


def test_stories_outlast_a_change_of_seats(small_demo: Demo, visitor: Client) -> None:
    step(visitor, STORIES["facade"], 0)
    kept = case_id_of(visitor, "facade")
    page = visitor.get("/demo/stories/facade/").content.decode()
    post = re.search(r'name="post" value="([^"]+)"', page)
    assert post
    visitor.post("/demo/seat/", {"post": post[1], "next": "/demo/stories/facade/"})
    assert case_id_of(visitor, "facade") == kept
    visitor.post("/demo/seat/", {"post": "resident"})
    assert case_id_of(visitor, "facade") == kept


def test_the_seat_of_every_scene_may_make_its_move_and_sees_the_page(small_demo: Demo, visitor: Client) -> None:
    """The button "take this seat" leads to a page that the seat may open, at every scene of every story."""
    for key, story in STORIES.items():
        for position, scene in enumerate(story.scenes):
            page = visitor.get(f"/demo/stories/{key}/").content.decode()
            offered = re.search(r'name="post" value="([^"]+)"><input type="hidden" name="next" value="([^"]+)"', page)
            if offered:
                answer = visitor.post("/demo/seat/", {"post": offered[1], "next": offered[2]}, follow=True)
                assert answer.status_code == 200, (key, scene.key, offered[2])
                assert answer.request["PATH_INFO"].startswith(offered[2].partition("?")[0]), (key, scene.key)
            step(visitor, story, position)


def test_every_scene_speaks_both_languages(visitor: Client) -> None:
    for key, story in STORIES.items():
        english = visitor.get(f"/demo/stories/{key}/?lang=en", follow=True).content.decode()
        for scene in story.scenes:
            assert scene.title.en in english


def test_a_scene_raises_what_the_actions_refuse(small_demo: Demo) -> None:
    telling = Telling(story=STORIES["facade"], office=small_demo.office, now=small_demo.wanted.until, token="x" * 200)
    with pytest.raises(Refused):
        telling.take_step("report")


def test_a_visitor_goes_on_with_a_hazard_entered_by_hand_and_with_nothing_else(
    small_demo: Demo, visitor: Client
) -> None:
    story = STORIES["stones"]
    other = Telling(story=story, office=small_demo.office, now=small_demo.wanted.until, token="entered-by-hand")
    own = other.take_step("find")
    number = replace(other, case_id=own).state.number
    visitor.post("/demo/stories/stones/mine/", {"receipt": "00-2026-000001"})
    assert case_id_of(visitor, "stones") == ""
    visitor.post("/demo/stories/stones/mine/", {"receipt": f" {number} "})
    assert case_id_of(visitor, "stones") == own
    assert story.scenes[1].told.zh in visitor.get("/demo/stories/stones/").content.decode()


def test_a_site_that_is_in_order_altogether_ends_the_flood_story(small_demo: Demo) -> None:
    telling = Telling(story=STORIES["flood"], office=small_demo.office, now=present(), token="all-in-order")
    telling.take_step("begin")
    acting = telling.acting()
    post, id_ = flood_steps.water_inspector(acting), flood_steps.third(acting).id
    carry_out(small_demo.office, (post,), id_, {}, mark="all-in-order", now=present())
    assert telling.is_over
    assert [one.words.zh for one in telling.facts()][:2] == ["10 项", "10 项里 10 项"]
