"""Case views: what one post may see of one case; the only place that decides which values are visible.

Every question goes to the one access policy. A case that may not be listed is answered like one that does not exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office, new_id
from linli.domain.auditing import erased_by
from linli.domain.engine.access import READ_VERBS, may, relations_of
from linli.domain.engine.asked import field_of
from linli.domain.engine.context import Actor, Context
from linli.domain.engine.declarations import Field, Procedure, Relation
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.domain.seal import Seal
from linli.domain.unit import Post
from linli.procedures import procedure_of, procedures
from linli.store import cases, staff

REQUESTER_FIELDS = ("requester_name", "requester_phone", "requester_email")


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
    """Visible values by (seq, field); the requester's name and number are never among them."""
    photos: tuple[tuple[int, str], ...] = ()
    erased: frozenset[tuple[int, str]] = frozenset()
    """What an entry committed to and a later one erased by law, by (seq, field)."""
    staff_names: Mapping[str, str] = field(default_factory=dict)

    def has(self, verb: str) -> bool:
        """Say whether the reading verb `verb` is open."""
        return verb in self.rights

    @property
    def has_contact(self) -> bool:
        """Say whether the requester left a name or a way to be reached."""
        return has_contact(self.entries, self.erased)


def has_contact(entries: Iterable[Entry], erased: frozenset[tuple[int, str]]) -> bool:
    """Say whether a name or a way to be reached is still kept."""
    given = {(entry.seq, key) for entry in entries for key in entry.com if key in REQUESTER_FIELDS}
    return bool(given - erased)


def erased_in(entries: Iterable[Entry]) -> frozenset[tuple[int, str]]:
    """Return what `entries` say was erased."""
    return frozenset(one for entry in entries for one in erased_by(entry))


def rights_on(office: Office, post: Post, state: CaseState, verbs: Iterable[str] = READ_VERBS) -> frozenset[str]:
    """Return which of the reading `verbs` are open to `post` on a case."""
    relations = relations_of(post, state, office.directory)
    seal = Seal(state.seal)
    return frozenset(verb for verb in verbs if may(verb, post=post, relations=relations, area=state.area, seal=seal))


def open_for(office: Office, post: Post, key: str) -> CaseView | None:
    """Return the case of that id or number as `post` may see it; None for one missing or not its to see."""
    line = cases.find_case(office.county_id, key)
    kept = cases.open_case(office.county_id, line.stream) if line else None
    if kept is None:
        return None
    state = kept.state
    rights = rights_on(office, post, state)
    if "case.list" not in rights:
        return None
    procedure = procedure_of(state.procedure, state.version)
    visible = sorted({key for entry in kept.entries for key in entry.com if _is_visible(procedure, key, rights)})
    values = cases.values_of(office.county_id, state.stream, fields=visible) if visible else ()
    has_photos = "case.words" in rights and any(key.startswith("photo") for entry in kept.entries for key in entry.com)
    return CaseView(
        state=state,
        procedure=procedure,
        post=post,
        relations=relations_of(post, state, office.directory),
        rights=rights,
        entries=kept.entries,
        hashes=kept.hashes,
        values={(one.seq, one.field): one.text for one in values},
        photos=cases.photos_of(office.county_id, state.stream) if has_photos else (),
        erased=erased_in(kept.entries),
        staff_names=staff.names_of(str(one.actor["staff"]) for one in kept.entries if one.actor.get("staff")),
    )


def _is_visible(procedure: Procedure, key: str, rights: frozenset[str]) -> bool:
    declared = declared_field(procedure, key)
    if key.startswith("photo") or declared is None or declared.seal not in (Seal.OPEN, Seal.RESTRICTED):
        return False
    # Beside a rating stands what somebody wrote: a past holder sees the grade, not the words.
    return "case.words" in rights and (key != "comment" or "case.rating" in rights)


def declared_field(procedure: Procedure, key: str) -> Field | None:
    """Return the declaration of a field of the case or of any of its parts; photos bear a number at their end."""
    plain = key.rstrip("0123456789") if key.startswith("photo") else key
    for part in (None, *procedure.parts):
        try:
            return field_of(procedure, plain, part)
        except KeyError:
            continue
    return None


def photo_for(office: Office, post: Post, case_id: str, seq: int, name: str) -> bytes | None:
    """Return one photo of a case where `post` may see it, else None."""
    kept = cases.open_case(office.county_id, f"case/{case_id}")
    if kept is None or not {"case.list", "case.words"} <= rights_on(office, post, kept.state):
        return None
    return cases.photo(office.county_id, kept.state.stream, seq, name)


def contact_of(office: Office, view: CaseView) -> Mapping[str, str]:
    """Return how the requester can be reached, for a post that may know it; empty otherwise.

    The caller records the look and its reason first.
    """
    if not view.has("case.requester"):
        return {}
    values = cases.values_of(office.county_id, view.state.stream, fields=REQUESTER_FIELDS)
    return {one.field: one.text for one in values}


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
