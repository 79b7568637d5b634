"""Sections laid down, changed and ended by the unit that walks them; school terms stated by a centre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_acts import Keeping, acted, begun
from linli.actions.own_streams import Asked, Made
from linli.domain import section as rules
from linli.domain.exemption import may_state
from linli.domain.place import Place
from linli.domain.problems import Problem, Refused
from linli.domain.roster import makes_rosters
from linli.domain.round import walks
from linli.domain.school_term import SchoolTerm, term_values
from linli.domain.section import Register, SectionFile
from linli.domain.supply_checks import Reading
from linli.domain.unit import Post
from linli.store import sections
from linli.store.sections import SECTIONS, TERMS

CHOICES_MAX = 120
"""So many places are offered to be ticked; any other one is added by its code."""


def may_see(office: Office, post: Post, found: SectionFile) -> bool:
    """Say whether a post sees a section on its unit's page: who walks for the unit, and who keeps its sections."""
    is_there = walks(post, office.directory) or makes_rosters(post, office.directory)
    return post.unit_id == found.head.unit and is_there


def may_change(office: Office, post: Post, found: SectionFile) -> bool:
    """Say whether a post keeps a section: its unit's head or grid leader."""
    return post.unit_id == found.head.unit and makes_rosters(post, office.directory)


KEEPING: Keeping[SectionFile] = Keeping(ledger=SECTIONS, may_see=may_see, may_change=may_change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form as it was typed, with the places ticked on it."""

    command_id: str
    typed: Mapping[str, str]
    places: Sequence[str] = ()

    def asked(self, verb: str) -> Asked:
        """Return the act as it was asked for."""
        return Asked(command_id=self.command_id, verb=verb, fields={**self.typed, "places": list(self.places)})


def register_for(office: Office, post: Post, found: SectionFile | None) -> Register:
    """Return the places that may stand on a section of the post's unit."""
    unit = office.directory.units[post.unit_id]
    kept = frozenset(found.head.places) if found else frozenset()
    places = {
        one.id: one
        for one in office.directory.setup.places
        if one.id in kept or (one.is_active and one.area_path.startswith(unit.area_path))
    }
    return Register(places=places, kept=kept)


def choices_for(register: Register) -> list[Place]:
    """Return the places that are offered to be ticked: those on the section first, then by area and name."""
    own = sorted(register.places.values(), key=lambda one: (one.id not in register.kept, one.area_path, one.name))
    return own[: max(CHOICES_MAX, len(register.kept))]


def lay_down(office: Office, post: Post, form: Typed, *, now: datetime) -> str:
    """Lay a section of the post's unit down, from today on; return its id. Raises Refused with every mistake."""
    if not makes_rosters(post, office.directory):
        raise Refused([Problem("not_yours")])

    def make() -> Made:
        reading = Reading(typed=form.typed, today=today_of(office, now))
        told = rules.section_values(reading, form.places, register_for(office, post, None), post.unit_id)
        return Made(past="laid_down", effects=(told,))

    return begun(office, post, KEEPING, form.asked("lay_down"), now=now, make=make)


def change(office: Office, post: Post, section_id: str, form: Typed, *, now: datetime) -> SectionFile:
    """Change a section from today on; the days before stay judged by what it was."""

    def make(found: SectionFile) -> Made:
        if not found.head.is_active:
            raise Refused([Problem("section_ended")])
        reading = Reading(typed=form.typed, today=today_of(office, now))
        register = register_for(office, post, found)
        return Made(past="changed", effects=(rules.section_values(reading, form.places, register, found.head.unit),))

    return acted(office, post, KEEPING, section_id, form.asked("change"), now=now, make=make)


def end(office: Office, post: Post, section_id: str, *, command_id: str, now: datetime) -> SectionFile:
    """Ask for a section no more from today on, or again."""

    def make(found: SectionFile) -> Made:
        told = rules.ended(found, today_of(office, now))
        return Made(past="resumed" if told.is_active else "ended", effects=(told,))

    return acted(office, post, KEEPING, section_id, Asked(command_id=command_id, verb="end"), now=now, make=make)


def _states(office: Office, post: Post, found: SchoolTerm) -> bool:
    return may_state(post, office.directory) and found.told.area == post.area_path


TERM_KEEPING: Keeping[SchoolTerm] = Keeping(ledger=TERMS, may_see=_states, may_change=_states)


def state_term(office: Office, post: Post, form: Typed, *, now: datetime) -> str:
    """State a term for the schools of the centre's area; return its id. Raises Refused with every mistake."""
    if not may_state(post, office.directory):
        raise Refused([Problem("not_yours")])

    def make() -> Made:
        standing = [one.days for one in sections.terms_of(office.county_id, [post.area_path]) if one.is_active]
        reading = Reading(typed=form.typed, today=today_of(office, now))
        return Made(past="stated", effects=(term_values(reading, standing, post.unit_id, post.area_path),))

    return begun(office, post, TERM_KEEPING, form.asked("state"), now=now, make=make)


def withdraw_term(office: Office, post: Post, term_id: str, *, command_id: str, now: datetime) -> SchoolTerm:
    """Take a term back: its days ask for no school gate any more."""

    def make(found: SchoolTerm) -> Made:
        if not found.told.is_active:
            raise Refused([Problem("term_off")])
        return Made(past="withdrawn", effects=(replace(found.told, is_active=False),))

    asked = Asked(command_id=command_id, verb="withdraw")
    return acted(office, post, TERM_KEEPING, term_id, asked, now=now, make=make)
