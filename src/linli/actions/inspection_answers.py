"""On site: items answered, samples taken, names put to the record; what is right is kept, what is wrong is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.inspections import SUBJECT, changed, check_inspector, check_stage, list_of, reason_value
from linli.actions.own_streams import Asked, Made
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.inspection import (
    SIDE_PLACE,
    BatchSet,
    Inspection,
    InspectionStage,
    ItemSet,
    SignedSet,
    Way,
)
from linli.domain.inspection_checks import Answer, answer_problems, batch_problems
from linli.domain.problems import Problem, Refused
from linli.domain.strokes import read_signature
from linli.domain.unit import Post
from linli.store import inspection_streams as streams


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the place stands to the record, as it was given on the screen."""

    way: str
    strokes: str = ""
    reason: str = ""


def answer(
    office: Office, post: Post, inspection_id: str, given: Sequence[Answer], *, command_id: str, now: datetime
) -> tuple[Problem, ...]:  # fmt: skip
    """Answer items; return what is wrong with the others, each at `items.<key>.<field>`. What is right is kept.

    So a photo that came with a good answer is not lost because another item lacks its note.
    """
    problems: list[Problem] = []

    def make(before: Inspection, command: Command) -> Made | None:
        check_inspector(post, before)
        check_stage(before, InspectionStage.STARTED)
        good: list[Answer] = []
        kept = streams.values_of(office.county_id, before.stream)
        for one in given:
            wrong = answer_problems(before, one)
            problems.extend(replace(each, at=f"items.{one.item}.{each.at}") for each in wrong)
            if not wrong and _is_news(before, one, kept):
                good.append(one)
        return _answered(office, before, good) if good else None

    fields = {"items": [_spelled(one) for one in given]}
    changed(office, post, inspection_id, Asked(command_id=command_id, verb="answer", fields=fields), now=now, make=make)
    return tuple(problems)


def _spelled(one: Answer) -> Mapping[str, object]:
    return {"item": one.item, "outcome": one.outcome, "note": one.note, "photos": list(one.photos)}


def _is_news(before: Inspection, given: Answer, kept: Mapping[tuple[int, str], bytes]) -> bool:
    """A form that is sent again with what stood there already takes no signature off."""
    stands = before.answers.get(given.item)
    if stands is None or stands.outcome != given.outcome or given.photos:
        return True
    note = kept.get((stands.note_seq, f"note_{given.item}"), b"").decode("utf-8", "replace")
    return note != given.note.strip()


def _answered(office: Office, before: Inspection, good: Sequence[Answer]) -> Made:
    seq = before.seq + 1
    effects, values = [], []
    for one in good:
        kept = before.answers.get(one.item)
        note = one.note.strip()
        if note:
            values.append(ValueDraft(field=f"note_{one.item}", subject=SUBJECT, value=note.encode()))
        pictures = [office.ports.photos.clean(photo) for photo in one.photos]
        names = [f"photo_{one.item}_{number}" for number in range(1, len(pictures) + 1)]
        values += [
            ValueDraft(field=name, subject=SUBJECT, value=photo) for name, photo in zip(names, pictures, strict=True)
        ]
        photos = (*(kept.photos if kept else ()), *((seq, name) for name in names))
        effects.append(ItemSet(item=one.item, outcome=one.outcome, note_seq=seq if note else 0, photos=photos))
    return Made(past="item_answered", effects=tuple(effects), values=tuple(values))


def take_batch(
    office: Office, post: Post, inspection_id: str, product: str, samples: str, *, command_id: str, now: datetime
) -> Inspection:  # fmt: skip
    """Take a batch of samples; what the laboratory finds comes later."""

    def make(before: Inspection, command: Command) -> Made:
        check_inspector(post, before)
        check_stage(before, InspectionStage.STARTED)
        checklist = list_of(office, before)
        if checklist is None or not checklist.has_batches:
            raise Refused([Problem("no_batches_here")])
        problems = batch_problems(before, product, samples)
        if problems:
            raise Refused(problems)
        key = f"b{len(before.batches) + 1}"
        batch = BatchSet(batch=key, product_seq=before.seq + 1, samples=int(samples))
        words = ValueDraft(field="product", subject=SUBJECT, value=product.strip().encode())
        return Made(past="batch_taken", effects=(batch,), values=(words,))

    asked = Asked(command_id=command_id, verb="take_batch", fields={"product": product, "samples": samples})
    return changed(office, post, inspection_id, asked, now=now, make=make)


def sign_for_place(
    office: Office, post: Post, inspection_id: str, given: Standing, *, command_id: str, now: datetime
) -> Inspection:  # fmt: skip
    """Keep how the place stands to the record: signed on the screen, refused, or nobody there; a refusal says why."""

    def make(before: Inspection, command: Command) -> Made:
        check_inspector(post, before)
        check_stage(before, InspectionStage.STARTED)
        if before.open_items:
            raise Refused([Problem("item_open", at="signature", params={"item": _title(office, before)})])
        if given.way not in set(Way):
            raise Refused([Problem("signature_way", at="way")])
        if given.way == Way.SIGNED.value:
            drawn = read_signature(given.strokes).spelled.encode()
            value = ValueDraft(field="signature", subject=SUBJECT, value=drawn)
        else:
            value = reason_value(given.reason, missing="refusal_needs_reason")
        return Made(past="place_signed", effects=(SignedSet(side=SIDE_PLACE, way=given.way),), values=(value,))

    fields = {"way": given.way, "strokes": given.strokes, "reason": given.reason}
    return changed(
        office, post, inspection_id, Asked(command_id=command_id, verb="sign_for_place", fields=fields), now=now,
        make=make,
    )  # fmt: skip


def _title(office: Office, inspection: Inspection) -> str:
    key = inspection.open_items[0]
    checklist = list_of(office, inspection)
    item = checklist.item(key) if checklist else None
    return item.title.zh if item else key


def put_name(office: Office, post: Post, inspection_id: str, *, command_id: str, now: datetime) -> Inspection:
    """Put an inspector's own name to the record as it stands, from their own seat."""

    def make(before: Inspection, command: Command) -> Made | None:
        check_inspector(post, before)
        check_stage(before, InspectionStage.STARTED)
        if before.open_items:
            raise Refused([Problem("item_open", at="signature", params={"item": _title(office, before)})])
        if post.id in before.signed:
            return None
        return Made(past="inspector_signed", effects=(SignedSet(side=post.id, way=Way.SIGNED.value),))

    return changed(office, post, inspection_id, Asked(command_id=command_id, verb="put_name"), now=now, make=make)
