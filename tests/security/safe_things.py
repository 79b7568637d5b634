"""A round, an inspection, a draw, a campaign, a sweep and an oversight round in the world that strangers walk.

Who opens which of their addresses is written down here by hand: a rule that changes is seen to change. Each text that
somebody wrote into them is a token of its own, with whom it may reach.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from types import ModuleType

import pytest

from linli.actions import (
    campaigns,
    deciding,
    draws,
    exemptions,
    oversight,
    own_streams,
    rosters,
    sweeps,
)
from linli.actions.deciding import Office
from linli.actions.exemptions import AskedDays
from linli.actions.inspection_answers import Standing, put_name, sign_for_place
from linli.actions.inspection_end import finish
from linli.actions.inspection_paper import make_record
from linli.domain.campaign import Opening
from linli.domain.inspection import Kind, Outcome
from linli.domain.inspection_checks import Answer
from linli.domain.inspection_draw import Drawing
from linli.domain.oversight_checks import Opening as Emptied
from linli.domain.oversight_checks import Sheet
from linli.domain.place import Place, PlaceKind
from linli.domain.roster import MonthPlan
from linli.domain.sweep import SweepPlan
from tests import cast, offices
from tests.actions import inspections_played, oversight_played, rounds_played
from tests.actions.plain_press import PlainPress
from tests.security.bytes_seen import forms_of, seen_in, unpacked

MARKET = Place(id="01KJPA0CE00000000000000003", key="P-3", name="桥东市场", kind=PlaceKind.MARKET, area_path=cast.GRID)
LIKE_IT = replace(MARKET, id="01KJPA0CE00000000000000004", key="P-4", name="河畔菜场", area_path=cast.OTHER_GRID)
PLACES = (MARKET, LIKE_IT)
_ID = "01ARZ3NDEKTSV4RRFFQ69G5"
ROUND, SWEEP, CAMPAIGN, DRAW = f"{_ID}RND", f"{_ID}SWP", f"{_ID}CMP", f"{_ID}DRW"
LOOKED_AT, HIDDEN = f"{_ID}NSP", f"{_ID}HDN"
"""An inspection that is over, and an unannounced one of which its own unit alone may know."""
HAZARD = f"{_ID}HZD"
"""What the inspection found, as a matter."""
ON_SITE, PLANNED = f"{_ID}VST", f"{_ID}PLN"
"""An oversight round that goes on, and one whose notice is still to come."""
NOTICE_SEQ = 2
LEAVE, SHIFT, ASKED_SHIFT = f"{_ID}EXC", "2026030400", "2026030600"
"""Ren's leave that waits, a shift of his, and one that Qiu is asked to take over."""

TEXTS = {
    "note": "探针整改意见四一七zqx", "refusal": "探针拒签缘由五二八zqx", "problem": "探针巡察问题八五一zqx",
    "left_out": "探针不予列入九六二zqx",
}  # fmt: skip
"""What somebody wrote into them, each a token of its own."""
FORMS = {key: forms_of(text) for key, text in TEXTS.items()}
READ_THE_LOOK = frozenset({"wei", "song", "hu", "pan", "gu", "cheng", "yuan", "shen"})
"""Its inspectors, and who reads what was looked at in its area."""
READ_THE_VISIT = frozenset({"cha", "yuan", "shen"})
IN_LIUAN = frozenset({"hu", "pan", "zhou", "gu", "cheng", "yuan", "wei", "song", "kong", "min", "xin", "cha"})
MAY_READ: Mapping[str, frozenset[str]] = {
    "note": READ_THE_LOOK, "refusal": READ_THE_LOOK, "problem": READ_THE_VISIT | {"lan"}, "left_out": frozenset(),
}  # fmt: skip
"""To whom each is shown; Lan's village is the one to which the problem was handed over."""

STAND_AT = {
    f"/console/inspections/{LOOKED_AT}": ("note", "refusal"),
    f"/console/oversight/{ON_SITE}/units/u-lotus": ("problem",),
}  # fmt: skip
"""Where whoever may read them finds them."""
NOBODY: frozenset[str] = frozenset()
OPENS: Mapping[str, frozenset[str]] = {
    "round": frozenset({"ren"}), "round_found": frozenset({"ren"}), "round_at": frozenset({"ren", "qiu", "lan"}),
    "inspection": READ_THE_LOOK, "inspection_photo": READ_THE_LOOK, "inspection_plan": frozenset({"wei"}),
    "inspection_record": READ_THE_LOOK, "inspection_act": NOBODY,
    "draw": frozenset({"wei", "shen"}), "draw_act": NOBODY, "campaign_close": NOBODY,
    "sweep": IN_LIUAN | {"ren", "qiu", "tang", "gao", "ma", "hui", "shen"},
    "sweep_new": frozenset({"hu", "pan", "gu", "cheng", "yuan", "wei", "song"}),
    "sweep_hazard": IN_LIUAN | {"qiu"},
    "oversight_round": READ_THE_VISIT, "oversight_unit": READ_THE_VISIT, "oversight_rate": READ_THE_VISIT,
    "oversight_rate_xlsx": READ_THE_VISIT, "oversight_file": READ_THE_VISIT,
    "oversight_plan": frozenset({"cha"}), "oversight_notice": frozenset({"cha"}),
    "oversight_problem": frozenset({"cha"}), "oversight_out": frozenset({"cha"}), "oversight_box": frozenset({"cha"}),
    "oversight_sheet": frozenset({"cha"}), "oversight_hand_over": frozenset({"cha"}),
    "oversight_end": NOBODY, "oversight_close": NOBODY,
}  # fmt: skip
"""Seats that open an address of these by reading it; what only takes forms is read by nobody."""


def arguments(name: str, missing: str) -> dict[str, object]:
    """What their addresses are filled with; `missing` stands for things that do not exist, "" for these."""
    name = name.partition(":")[2] or name
    if name not in OPENS and not name.startswith("public_draw"):
        return {}
    before = name in ("oversight_plan", "oversight_notice")
    found: dict[str, object] = {
        "round_id": ROUND if name.startswith("round") else PLANNED if before else ON_SITE, "sweep_id": SWEEP,
        "place": LIKE_IT.id, "draw_id": DRAW, "campaign_id": CAMPAIGN, "code": MARKET.key,
        "inspection_id": HIDDEN if name == "inspection_plan" else LOOKED_AT, "finding": "f2", "unit_id": "u-lotus",
    }  # fmt: skip
    found |= dict.fromkeys(("round_id", "sweep_id", "draw_id", "campaign_id", "inspection_id", "code"), missing) \
        if missing else {}  # fmt: skip
    if name == "oversight_file":
        found |= {"seq": NOTICE_SEQ, "kind": "docx"}
    if name == "inspection_photo":
        found |= {"seq": 3, "name": "photo_exits_1"}
    if name == "sweep_new":
        found["key"] = missing or HAZARD
    return found


WORKERS = tuple(f"{prefix}{name}".encode() for name in ("ren", "qiu") for prefix in ("STAFF-", "p-"))
"""Two people who walk grids of one community: by name, and by post."""
FILES = re.compile(rb"^Content-Type: (?!text/html)", re.MULTILINE | re.IGNORECASE)
OF_WORK = (
    "/console/rounds", "/console/inspections", "/console/hazards", "/console/oversight", "/console/figures",
    "/console/wall",
)  # fmt: skip
"""Pages that tell what was done. Elsewhere people are named to be chosen from, or as the unit's directory."""
TOGETHER = re.compile(r"/console/(?:rounds/roster|setup/workbook\.xlsx|inspections/new|inspections/[^/]+/plan)(?:\?|$)")
"""What may name both: who is on duty when, who can be sent to look, and the set-up, which tells of nobody's work."""


def side_by_side(address: str, content: bytes) -> Iterator[str]:
    """Yield a page of work, a page for everybody or a file that names two workers of one community."""
    is_file = content.startswith(b"PK") or FILES.search(content) is not None
    if TOGETHER.match(address) or not (is_file or address.startswith(OF_WORK) or not address.startswith("/console")):
        return
    layers = b"".join(unpacked(content))
    if any(all(one in layers for one in WORKERS[at::2]) for at in (0, 1)):
        yield f"{address}: two workers side by side"


def seen_wrongly(address: str, content: bytes, seat: str) -> Iterator[str]:
    """Yield what stands in an answer and is not for its reader."""
    for key, forms in FORMS.items():
        if seat not in MAY_READ[key]:
            yield from (f"{address}: {key} ({form})" for form in seen_in(content, forms))


@contextmanager
def named(module: ModuleType, *ids: str) -> Iterator[None]:
    """Let the next things that a module makes have these ids, so that addresses can name them."""
    left = list(ids)
    with pytest.MonkeyPatch.context() as patched:
        fresh = deciding.new_id
        patched.setattr(module, "new_id", lambda now: left.pop(0) if left else fresh(now))
        yield


def enter(office: Office, photo: bytes) -> None:
    """Enter them all; a press is lent for their papers, for nothing else in this world has one."""
    office = replace(office, ports=replace(office.ports, papers=PlainPress()))
    _walk(office)
    _look(office, photo)
    _draw_and_sweep(office)
    _visit(office)


def _walk(office: Office) -> None:
    """A round of Ren's with a check-in, a roster, and leave that waits for somebody to agree."""
    ren, he, now = cast.POSTS["ren"], cast.POSTS["he"], cast.MONDAY
    with named(own_streams, ROUND):
        begun = rounds_played.begun(office)
    rounds_played.passed(office, begun, MARKET.key, now=now + timedelta(minutes=9), told="2019-01-01T08:00:00+08:00")
    month = MonthPlan(month=date(2026, 3, 1), posts=("p-ren", "p-qiu"), begins=time(8), ends=time(17), per_day=1)
    rosters.make_month(office, he, month, command_id=offices.command_id("month"), now=now)
    rosters.ask_swap(office, ren, ASKED_SHIFT, "p-qiu", command_id=offices.command_id("swap"), now=now)
    days = AskedDays(first=date(2026, 3, 9), last=date(2026, 3, 10))
    with named(own_streams, LEAVE):
        exemptions.ask_leave(office, ren, days, command_id=offices.command_id("leave"), now=now)


def _look(office: Office, photo: bytes) -> None:
    """An inspection that found something at a place which refused to sign, and one that nobody may know of yet."""
    wei, now = cast.POSTS["wei"], cast.MONDAY
    of_two = {"place": MARKET.id, "inspectors": ("p-wei", "p-song")}
    with named(own_streams, LOOKED_AT, HIDDEN):
        one = inspections_played.begun(office, who="wei", **of_two)
        inspections_played.planned(office, who="wei", **of_two, kind=Kind.UNANNOUNCED.value)
    given = [Answer(item=key, outcome=Outcome.OK.value) for key in one.head.items if key != "exits"]
    given.append(Answer(item="exits", outcome=Outcome.NOT_OK.value, note=TEXTS["note"], photos=(photo,)))
    assert inspections_played.say(office, one, "wei", *given) == ()
    refused = Standing(way="refused", reason=TEXTS["refusal"])
    sign_for_place(office, wei, one.id, refused, command_id=offices.command_id("sign"), now=now)
    put_name(office, cast.POSTS["song"], one.id, command_id=offices.command_id("name"), now=now)
    with named(deciding, HAZARD):
        finish(office, wei, one.id, command_id=offices.command_id("finish"), now=now + timedelta(minutes=20))
    make_record(office, wei, one.id, command_id=offices.command_id("record"), now=now + timedelta(minutes=21))


def _draw_and_sweep(office: Office) -> None:
    """A draw that is still shut, a campaign that runs, and a sweep from what was found, with a place to look at."""
    wei, now = cast.POSTS["wei"], cast.MONDAY
    drawing = Drawing(checklist="fire_market", count=1, per_place=2, inspectors=("p-wei", "p-song", "p-jin"),
                      first="2026-03-03", last="2026-03-20")  # fmt: skip
    with named(own_streams, DRAW):
        draws.draw_lots(office, wei, drawing, command_id=offices.command_id("draw"), now=now)
    opening = Opening(title="市场消防专项", checklists=("fire_market",), first="2026-03-02", last="2026-03-31")
    with named(own_streams, CAMPAIGN):
        campaigns.open_campaign(office, wei, opening, command_id=offices.command_id("open"), now=now)
    plan = SweepPlan(case=HAZARD, kind="market", area=cast.LIUAN, overseer="p-gu", due_date="2026-03-12")
    with named(sweeps, SWEEP):
        sweeps.begin_sweep(office, cast.POSTS["hu"], plan, command_id=offices.command_id("sweep"), now=now)


def _visit(office: Office) -> None:
    """An oversight round with a problem handed over, one that waits and one left out; and one still to be noticed."""
    cha, now = oversight_played.CHA, cast.MONDAY
    with named(own_streams, ON_SITE, PLANNED):
        one = oversight_played.on_site(office)
        oversight_played.planned(office, title="2026年第二轮巡察")
    one = oversight_played.noted(office, one, "u-lotus", words=TEXTS["problem"])
    one = oversight_played.handed(office, one, "u-lotus")
    for _ in range(2):
        one = oversight_played.noted(office, one, "u-lotus", words=TEXTS["problem"])
    oversight.leave_out(
        office, cha, one.id, "f3", reason=TEXTS["left_out"], command_id=offices.command_id("out"), now=now
    )  # fmt: skip
    emptied = Emptied(unit="u-lotus", day="2026-03-02", letters=3, witness="p-cen")
    oversight.open_box(office, cha, one.id, emptied, command_id=offices.command_id("box"), now=now)
    sheet = Sheet(unit="u-lotus", place_kind="market", day="2026-03-02", answers={"lamps": "poor"})
    oversight.take_sheet(office, cha, one.id, sheet, command_id=offices.command_id("sheet"), now=now)
