"""Guards on what was filled in: a day that is past, another person, ticks that are all set, a matter of a kind.

Each names its field in the problem, so that a button stays open until the form is sent.
"""

from collections.abc import Mapping
from typing import Any

from linli.domain.engine.context import Context
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem
from linli.domain.wording import Wording


def _date_behind(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """What somebody else decided was decided already: its day is today at the latest."""
    day = given.get(key)
    today = context.calendar.local_date(context.now).isoformat()
    return Problem("in_future", at=key) if isinstance(day, str) and day > today else None


def _is_another(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """The post that the field names, where it names one, is another person's than whoever acts."""
    post = context.directory.posts.get(str(given.get(key, "")))
    if post is None:
        return None
    is_same = post.id == context.actor.post_id or (post.staff_id is not None and post.staff_id == context.actor.staff)
    return Problem("another_person_needed", at=key) if is_same else None


def _ticked(state: CaseState, given: Mapping[str, Any], context: Context, keys: str) -> Problem | None:
    """Every field of "a+b" that was answered was ticked; the first that was not is named."""
    missing = next((key for key in keys.split("+") if given.get(key, True) is not True), None)
    return Problem("tick_needed", at=missing) if missing else None


def _other_is(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """The other matter, where one is named, is of that procedure; one of another kind is as if it were not there."""
    other = context.related.get(str(given.get("other_case", "")))
    return Problem("case_not_found", at="other_case") if other and other.procedure != key else None


def _known_place(state: CaseState, given: Mapping[str, Any], context: Context, key: str) -> Problem | None:
    """The place that the field names, where it names one, stands in the register."""
    named = given.get(key)
    is_known = not named or any(one.id == named for one in context.directory.setup.places)
    return None if is_known else Problem("place_not_listed", at=key)


ANSWER_GUARDS = {
    "known_place": (Wording("场所在名录里", "the place stands in the register"), _known_place),
    "date_behind": (Wording("日期不晚于今天", "the date does not lie ahead"), _date_behind),
    "is_another": (Wording("另一名人员不是本人", "the other person is somebody else"), _is_another),
    "ticked": (Wording("各项都已确认", "each was confirmed"), _ticked),
    "other_is": (Wording("另一件是同一类事项", "the other matter is of that kind"), _other_is),
}
