"""Places entered twice: found by name and distance, kept apart or merged by a person who compared them.

A merged place leads to its survivor, hands on its names and its adopters, and stays readable with all its entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from linli.actions.deciding import Office, answer_of, check_command_id, today_of
from linli.actions.load_places import joined_aliases
from linli.actions.own_streams import Asked
from linli.actions.place_register import Made, act_on, check_open, saved
from linli.actions.seats import actor_at
from linli.domain.directory import Directory
from linli.domain.engine.context import Command
from linli.domain.entry import to_milliseconds
from linli.domain.place import ALIAS_MARK
from linli.domain.place_access import is_keeper, may_keep
from linli.domain.place_doubles import Double, find_doubles
from linli.domain.place_file import STREAM, ApartSet, PairSet, PlaceFile
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, places
from linli.store.streams import Given

AREAS_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """What is asked: the one goes, the other stays, as both stood when somebody compared them."""

    goes: str
    stays: str
    goes_seq: int
    stays_seq: int


def doubles(office: Office, post: Post) -> tuple[Double, ...]:
    """Return the pairs among the post's own places that may be one, the likeliest first."""
    if not is_keeper(post, office.directory):
        return ()
    apart = places.kept_apart(office.county_id)
    return tuple(one for one in _alike(office.directory, post.area_path) if one.key not in apart)


@lru_cache(maxsize=AREAS_KEPT)
def _alike(directory: Directory, area_path: str) -> tuple[Double, ...]:
    """Return the pairs below an area, made once for a directory: a county of many places takes seconds."""
    return find_doubles(one for one in directory.setup.places if one.area_path.startswith(area_path))


def keep_apart(office: Office, post: Post, place_id: str, other: str, *, command_id: str, now: datetime) -> PlaceFile:
    """Say that two places are two; the pair is offered no more."""

    def make(file: PlaceFile) -> Sequence[Made]:
        known = places.files(office.county_id, [other]).get(other)
        if known is None or other == place_id or not may_keep(post, known.place, office.directory):
            raise Refused([Problem("not_found")])
        return [Made(place_id=place_id, past="kept_apart", effects=(ApartSet(other=other),), pub={"other": other})]

    asked = Asked(command_id=command_id, verb="keep_apart", fields={"other": other})
    return act_on(office, post, place_id, asked, now=now, make=make)


def merge(office: Office, post: Post, asked: Merging, *, command_id: str, now: datetime) -> PlaceFile:
    """Merge a place into another and return the survivor; refused where either moved since it was compared."""
    check_command_id(command_id)
    fields = {"stays": asked.stays, "goes_seq": asked.goes_seq, "stays_seq": asked.stays_seq}
    command = Command(id=command_id, verb="merge", stream=f"{STREAM}{asked.goes}", fields=fields)
    actor = actor_at(post)
    with journal.one_transaction():
        places.lock(office.county_id)
        known = journal.begin_command(office.county_id, command_id)
        files = places.files(office.county_id, [asked.goes, asked.stays])
        goes, stays = files.get(asked.goes), files.get(asked.stays)
        if goes is None or stays is None or not _keeps_both(office, post, goes, stays):
            raise Refused([Problem("not_found")])
        if known is not None:
            answer_of(known, command.body_hash(actor))
            return stays
        if asked.goes == asked.stays:
            raise Refused([Problem("merge_same")])
        check_open(goes)
        check_open(stays)
        if (goes.seq, stays.seq) != (asked.goes_seq, asked.stays_seq):
            raise Refused([Problem("merge_changed")])
        result = {"stream": command.stream}
        given = Given(command=command, actor=actor, result=result, at=to_milliseconds(now), base_seq=goes.seq)
        made = list(_made(office, goes, stays, now))
        return saved(office, post, made, given, now)[asked.stays]


def _keeps_both(office: Office, post: Post, goes: PlaceFile, stays: PlaceFile) -> bool:
    return all(may_keep(post, one.place, office.directory) for one in (goes, stays))


def _made(office: Office, goes: PlaceFile, stays: PlaceFile, now: datetime) -> Iterator[Made]:
    """Yield the two entries: the one that goes leads on, the one that stays takes over names and adopters."""
    day = today_of(office, now).isoformat()
    handed = handed_on(goes, stays)
    ended = tuple(replace(one, until=day) for one in goes.adopters)
    gone = replace(goes.place, is_active=False, merged_into=stays.place.id)
    yield Made(
        place_id=goes.place.id, past="merged", record=gone, effects=ended, pub={"into": stays.place.id}
    )  # fmt: skip
    names = ALIAS_MARK.join(one for one in goes.place.names if one not in stays.place.names)
    record = replace(stays.place, aliases=joined_aliases(stays.place.aliases, names))
    yield Made(
        place_id=stays.place.id, past="took_in", record=record, effects=handed,
        pub={"merged": goes.place.id, "number": goes.place.key, "adopters": len(handed)},
    )  # fmt: skip


def handed_on(goes: PlaceFile, stays: PlaceFile) -> tuple[PairSet, ...]:
    """Return the pairings that the survivor gains: with their own first days, none twice."""
    known = {one.unit for one in stays.adopters}
    return tuple(one for one in goes.adopters if one.unit not in known)
