"""Case views: what one post may see of one case; the only place that decides which values are visible.

Every question goes to the one access policy, and from there through `linli.domain.disclosure`. A case that may not be
listed is answered like one that does not exist; what may be opened for a duty is named here and never given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from json import loads
from typing import Any

from linli.actions.deciding import Office, new_id
from linli.domain.auditing import erased_by
from linli.domain.coordinates import Point, coarsen
from linli.domain.disclosure import CONTACT_FIELDS, PHOTO_PREFIX, Part, Shown, part_of, shown
from linli.domain.engine.access import READ_VERBS, addressing, may, relations_of
from linli.domain.engine.asked import field_of
from linli.domain.engine.context import Actor, Context
from linli.domain.engine.declarations import Field, FieldType, Procedure, Relation
from linli.domain.engine.erasing import PEOPLE, SAID_BY_REQUESTER
from linli.domain.engine.paper_moves import FILE_PREFIX
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry, canonical
from linli.domain.look import GLASS_LASTS, Look
from linli.domain.seal import Seal
from linli.domain.unit import Post
from linli.procedures import procedure_of, procedures
from linli.store import cases, looks, staff

REQUESTER_FIELDS = CONTACT_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenValue:
    """A value that is kept and not shown; where it may be opened, only for a duty that goes on the record."""

    seq: int
    key: str
    part: Part
    subject: str
    """Whose it is: requester, party or case."""
    is_openable: bool

    @property
    def name(self) -> str:
        """How forms and records call it."""
        return f"{self.seq}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case as one post may see it; a value that may not be seen is not in here."""

    state: CaseState
    procedure: Procedure
    post: Post
    relations: frozenset[Relation]
    rights: frozenset[str]
    """The reading verbs that are open."""
    entries: tuple[Entry, ...]
    hashes: tuple[str, ...]
    values: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """Visible values by (seq, field); what takes a duty reason is among them only in the answer to that reason."""
    photos: tuple[tuple[int, str], ...] = ()
    hidden: tuple[HiddenValue, ...] = ()
    """What is kept and not shown."""
    erased: frozenset[tuple[int, str]] = frozenset()
    """What an entry committed to and a later one erased by law, by (seq, field)."""
    staff_names: Mapping[str, str] = field(default_factory=dict)
    glass: Look | None = None
    """The glass through which the post sees the case, where it would not see it otherwise."""

    def has(self, verb: str) -> bool:
        """Say whether the reading verb `verb` is open."""
        return verb in self.rights

    @property
    def has_contact(self) -> bool:
        """Say whether the requester left a name or a way to be reached."""
        return has_contact(self.entries, self.erased)

    @property
    def openable(self) -> tuple[HiddenValue, ...]:
        """What may be opened for a duty."""
        return tuple(one for one in self.hidden if one.is_openable)


def has_contact(entries: Iterable[Entry], erased: frozenset[tuple[int, str]]) -> bool:
    """Say whether a name or a way to be reached is still kept."""
    given = {(entry.seq, key) for entry in entries for key in entry.com if key in REQUESTER_FIELDS}
    return bool(given - erased)


def erased_in(entries: Iterable[Entry]) -> frozenset[tuple[int, str]]:
    """Return what `entries` say was erased."""
    return frozenset(one for entry in entries for one in erased_by(entry))


def relations_on(office: Office, post: Post, state: CaseState) -> frozenset[Relation]:
    """Return what `post` is to a case, with what the case's procedure makes of it."""
    found, procedure = relations_of(post, state, office.directory), procedure_of(state.procedure, state.version)
    return addressing(found, post=post, state=state, directory=office.directory, procedure=procedure)


def rights_on(
    office: Office,
    post: Post,
    state: CaseState,
    verbs: Iterable[str] = READ_VERBS,
    *,
    is_glass_broken: bool = False,
) -> frozenset[str]:
    """Return which of the reading `verbs` are open to `post` on a case."""
    relations, seal = relations_on(office, post, state), Seal(state.seal)
    if is_glass_broken:
        relations |= {Relation.GLASS}
    return frozenset(verb for verb in verbs if may(verb, post=post, relations=relations, area=state.area, seal=seal))


def open_for(office: Office, post: Post, key: str, now: datetime | None = None) -> CaseView | None:
    """Return the case of that id or number as `post` may see it; None for one missing or not its to see.

    With `now` a glass that the post broke shortly before counts; without, only what it is entitled to.
    """
    line = cases.find_case(office.county_id, key)
    kept = cases.open_case(office.county_id, line.stream) if line else None
    if kept is None:
        return None
    rights, glass = _rights_now(office, post, kept.state, now)
    if "case.list" not in rights:
        return None
    return _view(office, post, kept, rights, glass)


def _rights_now(
    office: Office, post: Post, state: CaseState, now: datetime | None
) -> tuple[frozenset[str], Look | None]:
    """Return the rights as they are now, and the glass that some of them come through."""
    rights = rights_on(office, post, state)
    if now is None or "case.glass" not in rights or "case.sealed" in rights:
        return rights, None
    glass = looks.open_glass(office.county_id, state.stream, post=post.id, since=now - GLASS_LASTS)
    if glass is None or glass.staff != (post.staff_id or ""):
        return rights, None
    return rights_on(office, post, state, is_glass_broken=True), glass


def _view(office: Office, post: Post, kept: cases.CaseFile, rights: frozenset[str], glass: Look | None) -> CaseView:
    state = kept.state
    procedure = procedure_of(state.procedure, state.version)
    erased = erased_in(kept.entries)
    seal = Seal(state.seal)
    found: dict[tuple[int, str], Shown] = {}
    hidden: list[HiddenValue] = []
    for entry in kept.entries:
        for key in entry.com:
            if (entry.seq, key) in erased or key.startswith(FILE_PREFIX):
                continue  # papers are files: `linli.actions.papers` shows and gives them
            declared = declared_field(procedure, key)
            part = part_of(key, declared)
            how = found[entry.seq, key] = shown(part, seal=seal, rights=rights)
            if how in (Shown.OPENABLE, Shown.MASKED):
                hidden.append(
                    HiddenValue(
                        seq=entry.seq, key=key, part=part, subject=subject_of(declared, entry, key),
                        is_openable=how is Shown.OPENABLE,
                    )
                )  # fmt: skip
    plain = {place for place, how in found.items() if how in (Shown.PLAIN, Shown.COARSE)}
    return CaseView(
        state=state,
        procedure=procedure,
        post=post,
        relations=relations_on(office, post, state),
        rights=rights,
        entries=kept.entries,
        hashes=kept.hashes,
        values=_plain_values(office, state.stream, found, plain),
        photos=tuple(sorted(place for place in plain if place[1].startswith(PHOTO_PREFIX))),
        hidden=tuple(hidden),
        erased=erased,
        staff_names=staff.names_of(str(one.actor["staff"]) for one in kept.entries if one.actor.get("staff")),
        glass=glass,
    )


def _plain_values(
    office: Office, stream: str, found: Mapping[tuple[int, str], Shown], plain: set[tuple[int, str]]
) -> dict[tuple[int, str], str]:
    keys = sorted({key for _seq, key in plain if not key.startswith(PHOTO_PREFIX)})
    values = cases.values_of(office.county_id, stream, fields=keys) if keys else ()
    return {
        (one.seq, one.field): coarse_point(one.text) if found[one.seq, one.field] is Shown.COARSE else one.text
        for one in values
        if (one.seq, one.field) in plain
    }


def coarse_point(spelled: str) -> str:
    """Return a point as it is spelled in a value, on the mesh that names no door."""
    given = loads(spelled)
    point = coarsen(Point.from_microdegrees(int(given["lon_e6"]), int(given["lat_e6"])))
    lon, lat = point.microdegrees
    return canonical({"lat_e6": lat, "lon_e6": lon}).decode()


def subject_of(declared: Field | None, entry: Entry, key: str) -> str:
    """Return whose a value is: as declared, but the requester's where it was they who said it."""
    subject = declared.subject if declared else "case"
    is_theirs = entry.actor.get("kind") == "resident" or key in SAID_BY_REQUESTER
    return "requester" if is_theirs and subject not in PEOPLE else subject


def declared_field(procedure: Procedure, key: str) -> Field | None:
    """Return the declaration of a field of the case or of any of its parts; photos bear a number at their end."""
    stem = key.rstrip("0123456789")
    for name in dict.fromkeys((key, stem)):
        for part in (None, *procedure.parts):
            try:
                found = field_of(procedure, name, part)
            except KeyError:
                continue
            if name == key or found.type is FieldType.PHOTO:
                return found
    return None


def photo_for(office: Office, post: Post, case_id: str, seq: int, name: str) -> bytes | None:
    """Return one photo of a case where `post` sees it without opening anything, else None."""
    kept = cases.open_case(office.county_id, f"case/{case_id}")
    if kept is None or not name.startswith(PHOTO_PREFIX):
        return None
    how = shown(Part.PHOTO, seal=Seal(kept.state.seal), rights=rights_on(office, post, kept.state))
    return cases.photo(office.county_id, kept.state.stream, seq, name) if how is Shown.PLAIN else None


def context_for(office: Office, view: CaseView, actor: Actor, now: datetime) -> Context:
    """Return the context in which `actor` would move the case now: what the page's buttons are worked out from."""
    return Context(
        now=max(now, view.state.moved_at or now),
        actor=actor,
        procedure=view.procedure,
        directory=office.directory,
        relations=view.relations,
        procedures=procedures(),
        new_ids=(new_id(now),),
    )


def clean_photos(office: Office, given: Mapping[str, Any], uploads: Mapping[str, list[bytes]]) -> dict[str, Any]:
    """Return `given` with the uploaded photos, each re-encoded from its pixels; raises Refused `not_a_photo`."""
    cleaned = {key: tuple(office.ports.photos.clean(one) for one in photos) for key, photos in uploads.items()}
    return {**given, **cleaned}
