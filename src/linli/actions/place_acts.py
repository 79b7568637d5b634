"""What happens to a place: its checklist, the units that adopt it and help, the model it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from linli.actions.deciding import Office, today_of
from linli.actions.own_streams import Asked
from linli.actions.place_register import Made, act_on, check_open, written
from linli.domain.directory import Directory
from linli.domain.house_list import ListItem, ListKind
from linli.domain.place_access import may_check, may_help
from linli.domain.place_checklist import BY_KEY, VERSION, Found
from linli.domain.place_file import CheckSet, HelpKind, HelpSet, ModelSet, PairSet, PlaceFile
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post


def check(
    office: Office, post: Post, place_id: str, found: Mapping[str, str], *, remark: str = "", command_id: str,
    now: datetime,
) -> PlaceFile:  # fmt: skip
    """Keep what a walk through the checklist found; a place without gaps is a full result."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        answers = {key: one for key, one in found.items() if one}
        problems = [
            Problem("unknown_choice", at=key, params={"value": one[:40]})
            for key, one in answers.items()
            if key not in BY_KEY or one not in set(Found)
        ]
        if not answers:
            problems.append(Problem("check_empty"))
        words = (written("remark", remark, at="remark"),) if remark.strip() else ()
        if problems:
            raise Refused(problems)
        effect = CheckSet(day=today_of(office, now).isoformat(), version=VERSION, found=answers)
        return [Made(place_id=place_id, past="checked", effects=(effect,), values=words)]

    def rule(post: Post, file: PlaceFile, directory: Directory) -> bool:
        return may_check(post, file.place, directory)

    asked = Asked(command_id=command_id, verb="check", fields={**found, "remark": remark})
    return act_on(office, post, place_id, asked, now=now, make=make, rule=rule)


def adopt(office: Office, post: Post, place_id: str, unit: str, *, command_id: str, now: datetime) -> PlaceFile:
    """Pair a unit with a place: from today on it helps there."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        known = office.directory.units.get(unit)
        if known is None or not known.is_active:
            raise Refused([Problem("unit_not_there" if unit else "required", at="adopt", params={"value": unit[:40]})])
        if any(one.unit == unit for one in file.adopters):
            raise Refused([Problem("adopted_already", at="adopt")])
        effect = PairSet(unit=unit, since=today_of(office, now).isoformat())
        return [Made(place_id=place_id, past="adopted", effects=(effect,))]

    asked = Asked(command_id=command_id, verb="adopt", fields={"unit": unit})
    return act_on(office, post, place_id, asked, now=now, make=make)


def release(office: Office, post: Post, place_id: str, unit: str, *, command_id: str, now: datetime) -> PlaceFile:
    """End a unit's pairing with a place; what it did stays in the log."""

    def make(file: PlaceFile) -> Sequence[Made]:
        effect = replace(pair_of(file, unit), until=today_of(office, now).isoformat())
        return [Made(place_id=place_id, past="released", effects=(effect,))]

    asked = Asked(command_id=command_id, verb="release", fields={"unit": unit})
    return act_on(office, post, place_id, asked, now=now, make=make)


def pair_of(file: PlaceFile, unit: str) -> PairSet:
    """Return the pairing of a unit that has adopted the place now; raises Refused without one."""
    found = next((one for one in file.adopters if one.unit == unit), None)
    if found is None:
        raise Refused([Problem("not_adopted", at="unit")])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What a unit did for a place it adopted, as it is typed."""

    unit: str
    day: str
    kind: str
    words: str


def log_help(office: Office, post: Post, place_id: str, given: Help, *, command_id: str, now: datetime) -> PlaceFile:
    """Log what an adopting unit did; raises Refused with every mistake."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        pair_of(file, given.unit)
        problems, values = [], []
        if given.kind not in set(HelpKind):
            problems.append(
                Problem("unknown_choice" if given.kind else "required", at="kind", params={"value": given.kind[:40]})
            )
        problems += day_problems(given.day, today_of(office, now))
        try:
            values.append(written("help", given.words, at="words"))
        except Refused as refused:
            problems += refused.problems
        if problems:
            raise Refused(problems)
        effect = HelpSet(unit=given.unit, day=given.day, kind=given.kind)
        return [Made(place_id=place_id, past="helped", effects=(effect,), values=tuple(values))]

    def rule(post: Post, file: PlaceFile, directory: Directory) -> bool:
        return may_help(post, file, given.unit, directory)

    fields = {"unit": given.unit, "day": given.day, "kind": given.kind, "words": given.words}
    asked = Asked(command_id=command_id, verb="help", fields=fields)
    return act_on(office, post, place_id, asked, now=now, make=make, rule=rule)


def day_problems(spelled: str, last: date, *, at: str = "day") -> list[Problem]:
    """Return what is wrong with a day that must not lie ahead."""
    if not spelled:
        return [Problem("required", at=at)]
    try:
        day = date.fromisoformat(spelled)
    except ValueError:
        return [Problem("not_a_date", at=at)]
    return [Problem("day_in_future", at=at)] if day > last else []


def criteria(office: Office) -> tuple[ListItem, ...]:
    """Return what a model place must meet, as the district's list of criteria says."""
    items = (one for one in office.directory.setup.lists if one.list is ListKind.MODEL_CRITERIA and one.is_active)
    return tuple(sorted(items, key=lambda one: (len(one.number), one.number)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What a model place is called and why, as it is typed."""

    title: str
    evidence: str
    since: str
    met: tuple[str, ...] = ()


def make_model(
    office: Office, post: Post, place_id: str, given: Award, *, command_id: str, now: datetime
) -> PlaceFile:  # fmt: skip
    """Record a place as a model one: every criterion of the district is met and the evidence is named."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        if file.is_model:
            raise Refused([Problem("model_stands")])
        due = criteria(office)
        problems = [
            Problem("model_unmet", at="met", params={"value": one.title[:60]})
            for one in due
            if one.number not in given.met
        ]
        problems += day_problems(given.since, today_of(office, now), at="since")
        values = []
        for key, text, limit in (("title", given.title, 80), ("evidence", given.evidence, 2_000)):
            try:
                values.append(written(key, text, at=key, limit=limit))
            except Refused as refused:
                problems += refused.problems
        if problems:
            raise Refused(problems)
        effect = ModelSet(since=given.since, met=tuple(one.number for one in due), words_seq=file.seq + 1)
        return [Made(place_id=place_id, past="made_model", effects=(effect,), values=tuple(values))]

    fields = {"title": given.title, "evidence": given.evidence, "since": given.since, "met": list(given.met)}
    asked = Asked(command_id=command_id, verb="make_model", fields=fields)
    return act_on(office, post, place_id, asked, now=now, make=make)


def end_model(office: Office, post: Post, place_id: str, reason: str, *, command_id: str, now: datetime) -> PlaceFile:
    """Say that a place is no model one any more, with the reason."""

    def make(file: PlaceFile) -> Sequence[Made]:
        if file.model is None or not file.is_model:
            raise Refused([Problem("no_model")])
        effect = replace(file.model, until=today_of(office, now).isoformat())
        words = written("reason", reason, at="reason")
        return [Made(place_id=place_id, past="model_ended", effects=(effect,), values=(words,))]

    asked = Asked(command_id=command_id, verb="end_model", fields={"reason": reason})
    return act_on(office, post, place_id, asked, now=now, make=make)
