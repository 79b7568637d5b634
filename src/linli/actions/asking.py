"""Asking for a right: by receipt on the web, or taken down by staff for somebody who comes, calls or writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.case_views import open_for
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.kept_things import RIGHT, of_receipt
from linli.actions.reports import Origin, file_report
from linli.actions.seats import actor_at
from linli.domain.allowance import Passage
from linli.domain.disclosure import CONTACT_FIELDS
from linli.domain.engine.context import RESIDENT, Actor
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.privacy_notice import NOTICE, NOTICES, Form
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.unit import Post, Role
from linli.store import consents

ASKED = ("category", "asked_as", "words", "requester_name", "requester_phone", "requester_email")
COUNTER_CHANNELS = ("visit", "phone", "letter")
"""Ways in which somebody reaches the counter; the web has its own page."""
REQUIRED = ("channel", "category", "asked_as")
MATTER_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who files a request, about what."""

    actor: Actor
    origin: Origin
    area: str
    channel: str
    matter: str = ""
    """Id of the matter concerned, "" where none was named."""


def officer_of(office: Office, area: str, now: datetime) -> tuple[str, str]:
    """Return unit and post that answer requests from `area`: the officer, else the coordinator, else the head.

    Raises Refused where the county has nobody of the kind.
    """
    for role in (Role.DATA_PROTECTION_OFFICER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD):
        found = sorted(
            (post.area_path, post.id, post.unit_id)
            for post in office.directory.posts.values()
            if post.role is role and post.is_active(now) and area.startswith(post.area_path)
        )
        if found:
            return found[0][2], found[0][1]
    raise Refused([Problem("no_unit_for_area", at="area")])


def ask_by_receipt(
    office: Office, code: str, given: Mapping[str, str], *, command_id: str, now: datetime, address: str = ""
) -> FiledCase:
    """File a request about the matter of a receipt; raises Refused, `not_found` where the receipt leads nowhere.

    Many requests by one receipt, or from one `address`, wait their turn as reports do; none is refused for it.
    """
    kept = of_receipt(office, code)
    if kept is None:
        raise Refused([Problem("not_found")])
    asking = Asking(
        actor=RESIDENT, origin=Origin(address=address, device=kept.state.id), area=kept.state.area, channel="web",
        matter=kept.state.id,
    )  # fmt: skip
    return _file(office, given, asking, command_id=f"right-{kept.state.id}-{command_id}"[:80], now=now)


def ask_at_counter(
    office: Office, post: Post, given: Mapping[str, str], *, command_id: str, now: datetime
) -> FiledCase:
    """Let a post take a request down for somebody else; raises Refused with every mistake.

    `given` says beside the answers how it came ("channel") and, where known, which matter ("matter"): by the receipt
    code, which proves enough, or by a number that the post may list. Without one it is about whatever is kept.
    """
    problems = [Problem("required", at=key) for key in REQUIRED if not given.get(key, "").strip()]
    if given.get("channel") and given["channel"] not in COUNTER_CHANNELS:
        problems.append(Problem("unknown_choice", at="channel", params={"value": given["channel"][:40]}))
    area, matter = post.area_path, ""
    words = given.get("matter", "").strip()
    if words:
        state = _named(office, post, words[:MATTER_MAX])
        if state is None:
            problems.append(Problem("not_found", at="matter"))
        else:
            where, matter = state
            area = where if where.startswith(area) else area  # a receipt is taken at any counter
    if problems:
        raise Refused([*problems, *_too_long(given)])
    asking = Asking(
        actor=actor_at(post), origin=Origin(passage=Passage.STAFF), area=area, channel=given["channel"], matter=matter
    )
    return _file(office, given, asking, command_id=command_id, now=now)


def _named(office: Office, post: Post, words: str) -> tuple[str, str] | None:
    """Return area and id of the matter that a receipt code, or a number the post may list, names."""
    try:
        kept = of_receipt(office, read_receipt_code(words))
        state = kept.state if kept else None
    except Refused:
        view = open_for(office, post, words)
        state = view.state if view else None
    return (state.area, state.id) if state else None


def _too_long(given: Mapping[str, str]) -> list[Problem]:
    limits = {key: SHARED_FIELDS[key].limit for key in ASKED if key in SHARED_FIELDS}
    return [
        Problem("too_long", at=key, params={"limit": limit})
        for key, limit in limits.items()
        if len(given.get(key, "")) > limit
    ]


def _file(office: Office, given: Mapping[str, str], asking: Asking, *, command_id: str, now: datetime) -> FiledCase:
    """File a request and keep which notice stood on its form; raises Refused with every mistake."""
    fields: dict[str, Any] = {key: given[key] for key in ASKED if given.get(key)}
    unit, post = officer_of(office, asking.area, now)
    is_known = any(given.get(key) for key in CONTACT_FIELDS)
    fields |= {
        "area": asking.area, "channel": asking.channel, "unit": unit, "post": post,
        "requester": "known" if is_known else "anonymous", **({"matter": asking.matter} if asking.matter else {}),
    }  # fmt: skip
    filing = Filing(command_id=command_id, procedure=RIGHT, fields=fields)
    filed = file_report(office, filing, asking.origin, now=now, actor=asking.actor).filed
    consents.remember(
        office.county_id, filed.stream, version=NOTICES[Form.DATA_RIGHT].version, given=frozenset({NOTICE}),
        refused=frozenset(), now=now,
    )  # fmt: skip
    return filed
