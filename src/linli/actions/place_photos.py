"""Photos of a place: added by whoever may go through its checklist, seen by whoever may open it, taken off for good.

Each is drawn anew from its pixels before it is sealed, so the place, time and device stored inside it are gone.
"""

from collections.abc import Sequence
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.own_streams import Asked
from linli.actions.place_register import Made, act_on, check_open, written
from linli.domain.directory import Directory
from linli.domain.engine.context import ValueDraft
from linli.domain.engine.erasing import ERASED
from linli.domain.place_access import may_check
from linli.domain.place_file import PhotoGone, PhotosSet, PlaceFile
from linli.domain.place_photo import CAPTION_MAX, adding_problems, has_photo, names_of
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import cases


def add_photos(
    office: Office, post: Post, place_id: str, photos: Sequence[bytes], *, caption: str = "", command_id: str,
    now: datetime,
) -> PlaceFile:  # fmt: skip
    """Add photos to a place; raises Refused with every mistake, and then none is kept."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        problems = adding_problems(file, photos)
        words: tuple[ValueDraft, ...] = ()
        try:
            words = (written("caption", caption, at="caption", limit=CAPTION_MAX),) if caption.strip() else ()
        except Refused as refused:
            problems += refused.problems
        pictures: list[bytes] = []
        try:
            pictures = [office.ports.photos.clean(one) for one in photos] if not problems else []
        except Refused as refused:
            problems += refused.problems
        if problems:
            raise Refused(problems)
        names = names_of(len(pictures))
        values = (ValueDraft(field=name, subject="place", value=one) for name, one in zip(names, pictures, strict=True))
        return [
            Made(place_id=place_id, past="photographed", effects=(PhotosSet(names=names),), values=(*values, *words))
        ]

    def rule(post: Post, file: PlaceFile, directory: Directory) -> bool:
        return may_check(post, file.place, directory)

    asked = Asked(command_id=command_id, verb="photograph", fields={"photos": list(photos), "caption": caption})
    return act_on(office, post, place_id, asked, now=now, make=make, rule=rule)


def take_off(
    office: Office, post: Post, place_id: str, photo: tuple[int, str], reason: str, *, command_id: str, now: datetime
) -> PlaceFile:  # fmt: skip
    """Take a photo off with the reason: its picture and its key are destroyed, the entry of it stays."""
    seq, name = photo

    def make(file: PlaceFile) -> Sequence[Made]:
        if not has_photo(file, seq, name):
            raise Refused([Problem("place_photo_gone")])
        words = written("reason", reason, at="reason")
        gone = PhotoGone(at=seq, name=name)
        return [
            Made(place_id=place_id, past="erase", effects=(gone,), values=(words,), pub={ERASED: [f"{seq}/{name}"]})
        ]

    asked = Asked(command_id=command_id, verb="take_off", fields={"seq": seq, "name": name, "reason": reason})
    return act_on(office, post, place_id, asked, now=now, make=make)


def photo_of(office: Office, file: PlaceFile, seq: int, name: str) -> bytes | None:
    """Return one photo of a place that the caller has found to be the post's to see, else None."""
    return cases.photo(office.county_id, file.stream, seq, name) if has_photo(file, seq, name) else None
