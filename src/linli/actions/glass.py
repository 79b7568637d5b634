"""Breaking the glass: a sealed matter opened in an emergency, told to a second person and reviewed within a week.

Nothing of the matter changes by it; the records stand in the chain of looks. A closed matter has no glass.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from linli.actions.case_views import rights_on
from linli.actions.deciding import Office
from linli.actions.reading import look_of
from linli.actions.telling import Telling, drafts_for, second_persons, upper_persons
from linli.domain.disclosure import GLASS_REASONS, VERDICTS, reason_problems, reason_wording
from linli.domain.engine.state import CaseState
from linli.domain.entry import to_milliseconds
from linli.domain.look import Look, LookKind
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Role
from linli.store import cases, looks, outbox, staff
from linli.store.journal import OutboxDraft

KEPT_IN_SIGHT = timedelta(days=90)
"""How far back openings are listed; one without a review stays in sight as long."""
RAISED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """The reason somebody gives, or the verdict."""

    reason: str
    words: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """One opening in an emergency, with what was read through it and what came of the review."""

    broken: Look
    reads: tuple[Look, ...] = ()
    review: Look | None = None
    staff_name: str = ""

    def is_overdue(self, now: datetime) -> bool:
        """Say whether nobody has reviewed it in time."""
        return self.review is None and now > self.broken.review_due_at


def break_glass(office: Office, post: Post, key: str, because: Because, now: datetime) -> Look:
    """Open a sealed matter to `post` for three hours and tell a second person; raises Refused with every mistake.

    A matter that is not there, not in the post's area or not sealed is answered alike: `not_found`.
    """
    problems = list(reason_problems(GLASS_REASONS, because.reason, because.words))
    state = _sealed_matter(office, key)
    rights = rights_on(office, post, state) if state else frozenset()
    if state is None or "case.glass" not in rights:
        raise Refused([*problems, Problem("not_found", at="number")])
    told = second_persons(office, post, now)
    if "case.sealed" in rights:
        problems.append(Problem("glass_not_needed", at="number"))
    elif not told:
        problems.append(Problem("glass_nobody_told"))
    if problems:
        raise Refused(problems)
    return _broken(office, post, state, because, told, now)


def _sealed_matter(office: Office, key: str) -> CaseState | None:
    line = cases.find_case(office.county_id, key.strip()) if key.strip() else None
    kept = cases.open_case(office.county_id, line.stream) if line else None
    return kept.state if kept else None


def _broken(
    office: Office, post: Post, state: CaseState, because: Because, told: tuple[Post, ...], now: datetime
) -> Look:
    now = to_milliseconds(now)
    glass = look_of(post, now, LookKind.GLASS, stream=state.stream)
    glass = replace(
        glass, glass=glass.id, reason=because.reason, words=because.words.strip(), request=because.request,
        told=tuple(one.id for one in told),
    )  # fmt: skip
    words = reason_wording(because.reason)
    params = {"number": state.number, "reason": words.zh, "reason_en": words.en}
    telling = Telling(template="glass_broken", key=f"glass/{glass.id}", params=params)
    _save(office, glass, drafts_for(office, post, told, telling, now))
    return glass


def _save(office: Office, look: Look, drafts: tuple[OutboxDraft, ...]) -> None:
    try:
        with looks.recording(office.county_id, [look]):
            outbox.add(office.county_id, drafts)
    except looks.AskedBefore:
        raise Refused([Problem("look_given_before")]) from None
    except looks.NotRecorded:
        raise Refused([Problem("look_not_recorded")]) from None


def may_review(office: Office, post: Post, broken: Look) -> bool:
    """Say whether `post` may judge an opening: another person, told of it or answering for data in that area."""
    if post.staff_id == broken.staff:
        return False
    by = office.directory.posts.get(broken.post)
    is_officer = post.role is Role.DATA_PROTECTION_OFFICER and by is not None
    return post.id in broken.told or (is_officer and by is not None and by.area_path.startswith(post.area_path))


def glasses(office: Office, now: datetime) -> tuple[Glass, ...]:
    """Return the county's openings of the last weeks, the newest first."""
    asked = looks.Asked(kinds=(LookKind.GLASS, LookKind.REVIEW), since=now - KEPT_IN_SIGHT, most=1_000)
    found = looks.told_of(office.county_id, asked)
    reviews = {one.glass: one for one in found if one.kind is LookKind.REVIEW}
    broken = [one for one in found if one.kind is LookKind.GLASS]
    names = staff.names_of(one.staff for one in broken)
    return tuple(Glass(broken=one, review=reviews.get(one.id), staff_name=names.get(one.staff, "")) for one in broken)


def to_review(office: Office, post: Post, now: datetime) -> tuple[Glass, ...]:
    """Return the openings that wait for a review by `post`, the oldest first."""
    if post.role not in (Role.DATA_PROTECTION_OFFICER, Role.UNIT_HEAD):
        return ()
    mine = (one for one in glasses(office, now) if one.review is None and may_review(office, post, one.broken))
    return tuple(reversed(tuple(mine)))


def raise_overdue(office: Office, *, now: datetime) -> int:
    """Tell those above of every review that is overdue, once each; return how many are. Safe to repeat."""
    late = [one for one in glasses(office, now) if one.is_overdue(now)]
    for one in late:
        by = office.directory.posts.get(one.broken.post)
        if by is None:
            continue
        params = {"number": number_of(office, one.broken), "days": str((now - one.broken.review_due_at).days + 1)}
        telling = Telling(template="glass_overdue", key=f"glass-overdue/{one.broken.id}", params=params)
        told = {one.id: one for one in (*second_persons(office, by, now), *upper_persons(office, by, now))}
        outbox.add(office.county_id, drafts_for(office, by, tuple(told.values()), telling, now))
    return len(late)


@dataclass(slots=True)
class ReviewRounds:
    """A worker's look at overdue reviews: every ten minutes."""

    next_at: datetime | None = None

    def work(self, office: Office, *, now: datetime) -> int:
        """Raise what is overdue, where it is time to look; a clock that was set back is not waited for."""
        if self.next_at is not None and self.next_at - RAISED_EVERY <= now < self.next_at:
            return 0
        self.next_at = now + RAISED_EVERY
        return raise_overdue(office, now=now)


def find_glass(office: Office, glass_id: str) -> Glass | None:
    """Return one opening with everything read through it, or None."""
    found = looks.find_glass(office.county_id, glass_id[:26])
    broken = next((one for one in found if one.kind is LookKind.GLASS), None)
    if broken is None:
        return None
    review = next((one for one in found if one.kind is LookKind.REVIEW), None)
    reads = tuple(one for one in found if one.kind is LookKind.LOOK)
    name = staff.names_of([broken.staff]).get(broken.staff, "")
    return Glass(broken=broken, reads=reads, review=review, staff_name=name)


def number_of(office: Office, broken: Look) -> str:
    """Return the number of the matter that was opened: whoever judges the opening was told it."""
    line = cases.find_case(office.county_id, broken.stream.partition("/")[2])
    return line.number if line else ""


def review(office: Office, post: Post, glass: Glass, verdict: Because, now: datetime) -> None:
    """Judge an opening, with words; raises Refused with every mistake."""
    problems = list(reason_problems(VERDICTS, verdict.reason, verdict.words))
    if not may_review(office, post, glass.broken):
        raise Refused([Problem("not_found")])
    if glass.review is not None:
        problems.append(Problem("glass_reviewed"))
    if problems:
        raise Refused(problems)
    # One review for each opening: the request's name is the opening itself, and no name is recorded twice.
    judged = replace(
        look_of(post, to_milliseconds(now), LookKind.REVIEW, stream=glass.broken.stream), reason=verdict.reason,
        words=verdict.words.strip(), glass=glass.broken.id, request=f"review/{glass.broken.id}",
    )  # fmt: skip
    _save(office, judged, ())
