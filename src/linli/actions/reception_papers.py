"""The reception rota as a paper: published with its digest in an entry, and given again as the same bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from linli.actions.channel_posts import may_plan
from linli.actions.deciding import Office
from linli.actions.paper_templates import template_in_use
from linli.actions.papers import press_of
from linli.actions.reception import DayShown, rota_shown
from linli.actions.seats import actor_at
from linli.domain.engine.context import EntryDraft, ValueDraft
from linli.domain.entry import to_milliseconds
from linli.domain.paper import Filling, chinese_day, filling_problems
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import cases, journal, streams

FORM = "reception_notice"
WEEKDAYS = "一二三四五六日"
SUBJECT = "unit"
KINDS = ("pdf", "docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRota:
    """One rota as it was published."""

    seq: int
    month: str
    """2026-04"""
    at: datetime
    kinds: tuple[str, ...]
    docx_sha256: str


def rota_filling(office: Office, unit_id: str, month: date, *, place: str, now: datetime) -> Filling:
    """Return the words of the paper for one month at one unit."""
    unit = office.directory.units[unit_id]
    words = {
        "unit": unit.name,
        "day": chinese_day(office.directory.calendar.local_date(now)),
        "unit_phone": unit.phone,
        "month": f"{month.year}年{month.month}月",
        "reception_place": place,
    }
    days = rota_shown(office, unit_id, month, now)
    return Filling(words=words, rows={"days": tuple(row for one in days for row in _rows(one))})


def _rows(day: DayShown) -> list[tuple[str, ...]]:
    return [
        (
            f"{day.day.month}月{day.day.day}日（星期{WEEKDAYS[day.day.weekday()]}）",
            f"{one.duty.begins:%H:%M}—{one.duty.ends:%H:%M}",
            one.leader,
            one.title,
        )
        for one in day.lines
        if one.leader
    ]


def publish_rota(office: Office, post: Post, month: date, *, now: datetime) -> PublishedRota:
    """Make the paper of a month, keep it, and put its digest into an entry; raises Refused with all that is missing."""
    if not may_plan(office, post):
        raise Refused([Problem("not_found")])
    days = rota_shown(office, post.unit_id, month, now)
    places = dict.fromkeys(line.duty.place for day in days for line in day.lines)
    if not places:
        raise Refused([Problem("reception_empty")])
    filling = rota_filling(office, post.unit_id, month, place="、".join(places)[:80], now=now)
    form = FORMS[FORM]
    if problems := filling_problems(form, filling):
        raise Refused(problems)
    version, template = template_in_use(office, form)
    docx = press_of(office).fill(template, form, filling)
    pdf = press_of(office).pdf(docx).content
    files = {"docx": docx, **({"pdf": pdf} if pdf else {})}
    digest = hashlib.sha256(docx).hexdigest()
    told = f"{month:%Y-%m}"
    draft = EntryDraft(
        stream=_stream(post.unit_id), type="reception.published", at=to_milliseconds(now),
        actor=actor_at(post).to_json(), effects=(),
        pub={"month": told, "docx_sha256": digest, "template_version": version, "kinds": sorted(files)},
        values=tuple(
            ValueDraft(field=f"paper_{kind}", subject=SUBJECT, value=content) for kind, content in files.items()
        ),
    )  # fmt: skip
    with journal.one_transaction():
        ends = streams.append(office.county_id, (draft,))
    return PublishedRota(
        seq=ends[draft.stream], month=told, at=draft.at, kinds=tuple(sorted(files, key=KINDS.index)),
        docx_sha256=digest,
    )  # fmt: skip


def published_rotas(office: Office, unit_id: str) -> tuple[PublishedRota, ...]:
    """Return what a unit has published, the newest first."""
    found = []
    for entry in streams.entries_of(office.county_id, _stream(unit_id)):
        if entry.type == "reception.published":
            pub: Mapping[str, object] = entry.pub
            kinds = tuple(one for one in KINDS if f"paper_{one}" in entry.com)
            found.append(
                PublishedRota(
                    seq=entry.seq, month=str(pub["month"]), at=entry.recv, kinds=kinds,
                    docx_sha256=str(pub["docx_sha256"]),
                )
            )  # fmt: skip
    return tuple(reversed(found))


def published_file(office: Office, unit_id: str, seq: int, kind: str) -> bytes | None:
    """Return a rota as it was published: the same bytes each time; None where there is none."""
    if kind not in KINDS or all(one.seq != seq or kind not in one.kinds for one in published_rotas(office, unit_id)):
        return None
    return cases.paper(office.county_id, _stream(unit_id), seq, f"paper_{kind}")


def _stream(unit_id: str) -> str:
    return f"rota/{unit_id}"
