"""Sections of two communities of the visitors' street, the term of its schools, and the drives of its loudspeaker car.

Laid down before the workers walk their weeks, so that their check-ins pass them.
"""

from datetime import date, datetime, timedelta

from linli.actions.deciding import Office
from linli.actions.sections import Typed, lay_down, register_for, state_term
from linli.actions.shift_notes import log_broadcast
from linli.demo.cast import Cast
from linli.domain.area import AreaLevel
from linli.domain.broadcast import Topic
from linli.domain.exemption import LEADERS, OFFICE
from linli.domain.place import Place, PlaceKind
from linli.domain.round_section import SectionKind
from linli.domain.school_term import TERM_DAYS_MAX
from linli.domain.unit import Post, UnitKind
from linli.store import journal

MORNING, EVENING = timedelta(hours=8), "19:20"
PLACES = 4
"""Places of one section."""
KINDS: dict[SectionKind, tuple[PlaceKind, ...]] = {
    SectionKind.COURTYARD: (PlaceKind.ESTATE, PlaceKind.HAMLET, PlaceKind.COURTYARD),
    SectionKind.STREET: (PlaceKind.MARKET, PlaceKind.SHOP, PlaceKind.COMPANY, PlaceKind.CATERING, PlaceKind.STATION),
    SectionKind.SCHOOL_GATE: (PlaceKind.SCHOOL, PlaceKind.KINDERGARTEN),
}
NAMES = {SectionKind.COURTYARD: "小区线", SectionKind.STREET: "沿街线", SectionKind.SCHOOL_GATE: "校门线"}
DRIVES = ((2, Topic.FRAUD, 45), (9, Topic.FIRE, 60))
"""How many days ago, about what, and for how many minutes."""


def lay_sections(office: Office, street: str, first: date, now: datetime, label: str, *, communities: int) -> int:
    """Let the heads of the first communities of a street lay sections down, once; return how many came to be."""
    if journal.known_command(office.county_id, f"{label}/term") is not None:
        return 0
    begins_at = office.directory.calendar.midnight(first) + MORNING
    _state_term(office, street, first, f"{label}/term")
    chosen = sorted(
        one.path
        for one in office.directory.tree
        if one.level is AreaLevel.COMMUNITY and one.path.startswith(street)
    )[:communities]  # fmt: skip
    laid = 0
    for path in chosen:
        head = _head(office, path, begins_at)
        if head is not None:
            laid += sum(_lay(office, head, kind, begins_at, f"{label}/{path}") for kind in KINDS)
            _drive(office, head, now, f"{label}/{path}")
    return laid


def _head(office: Office, path: str, at: datetime) -> Post | None:
    """Return who heads the community's own committee."""
    for unit in office.directory.units.values():
        if unit.kind is UnitKind.COMMITTEE and unit.area_path == path:
            return next(iter(office.directory.posts_of(unit.id, at, tuple(LEADERS))), None)
    return None


def _of_kind(office: Office, post: Post, kinds: tuple[PlaceKind, ...]) -> list[Place]:
    register = register_for(office, post, None)
    return [one for one in register.places.values() if one.is_active and one.kind in kinds][:PLACES]


def _lay(office: Office, head: Post, kind: SectionKind, at: datetime, mark: str) -> bool:
    places = _of_kind(office, head, KINDS[kind])
    if places:
        told = {"name": NAMES[kind], "kind": kind.value}
        form = Typed(command_id=f"{mark}/{kind.value}", typed=told, places=[one.id for one in places])
        lay_down(office, head, form, now=at)
    return bool(places)


def _drive(office: Office, head: Post, now: datetime, mark: str) -> None:
    today = office.directory.calendar.local_date(now)
    places = [one.id for one in _of_kind(office, head, KINDS[SectionKind.COURTYARD])]
    for ago, topic, minutes in DRIVES if places else ():
        day = today - timedelta(days=ago)
        told = {"day": day.isoformat(), "at": EVENING, "minutes": str(minutes), "topic": topic.value}
        form = Typed(command_id=f"{mark}/drive{ago}", typed=told, places=places)
        log_broadcast(office, head, form, now=office.directory.calendar.midnight(day) + timedelta(hours=21))


def _state_term(office: Office, street: str, first: date, mark: str) -> None:
    """Let the street's centre state the half-year that holds the weeks."""
    morning = office.directory.calendar.midnight(first) + MORNING
    centre = Cast(office, morning).centre(street, AreaLevel.SUBDISTRICT)
    post = office.directory.posts_of(centre.id, morning, tuple(OFFICE))[0]
    last = first + timedelta(days=TERM_DAYS_MAX // 2)
    form = Typed(command_id=mark, typed={"first": first.isoformat(), "last": last.isoformat()})
    state_term(office, post, form, now=morning)
