"""A section and a term in the world that strangers walk, and who may open their addresses."""

from linli.actions import ledger_acts, sections
from linli.actions.deciding import Office
from linli.actions.own_streams import Asked, Made
from linli.domain.school_term import TermSet
from linli.domain.section import SectionSet
from linli.domain.unit import Post
from tests import cast, offices
from tests.security.places_there import PLACE

SECTION = "01ARZ3NDEKTSV4RRFFQ69G5SEC"
OF_A_SECTION = {"round_section"}
UNIT = "u-bridge-east"


def arguments(missing: str) -> dict[str, str]:
    """What their addresses are filled with; `missing` stands for things that do not exist, "" for these."""
    return {"section_id": missing or SECTION}


def enter(office: Office) -> None:
    """Enter a section of one community and a term of its street."""
    section = SectionSet(
        name="柳荫巷一线", kind="lane", unit=UNIT, area=cast.GRID, places=(PLACE.id,), since="2026-03-02",
    )  # fmt: skip
    term = TermSet(first="2026-02-25", last="2026-07-03", area=cast.LIUAN, unit="u-liuan")
    ledger_acts.begun(
        office, cast.POSTS["he"], sections.KEEPING, _asked(), now=cast.MONDAY, own_id=SECTION,
        make=lambda: Made(past="laid_down", effects=(section,)),
    )  # fmt: skip
    ledger_acts.begun(
        office, cast.POSTS["hu"], sections.TERM_KEEPING, _asked(), now=cast.MONDAY,
        make=lambda: Made(past="stated", effects=(term,)),
    )  # fmt: skip


def _asked() -> Asked:
    return Asked(command_id=offices.command_id("ready"), verb="begin")


def is_open_to(post: Post) -> bool:
    """Whether the rule lets a post, whom the table admits, open an address of these."""
    return post.unit_id == UNIT
