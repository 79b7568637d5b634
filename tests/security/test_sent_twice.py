"""Every form of safe places that is sent twice counts once: the second leaves no entry and leads where the first led.

Each chain begins at the world as it is and is undone afterwards; every step of it is sent twice.
"""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve

from linli.domain.checklists import checklists_on
from linli.store import models
from tests import cast
from tests.security import places_there, ready_things, round_things
from tests.security.addresses import Filling, places
from tests.security.safe_things import (
    ASKED_SHIFT,
    CAMPAIGN,
    DRAW,
    HAZARD,
    HIDDEN,
    LEAVE,
    LIKE_IT,
    MARKET,
    ON_SITE,
    PLANNED,
    ROUND,
    SHIFT,
    SWEEP,
)
from tests.security.world import MISSING, World, browser

Step = tuple[str, str, Mapping[str, Any]]
"""Seat, address, what is filled in."""
WALK, LOOK, VISIT = f"/console/rounds/{ROUND}", f"/console/inspections/{HIDDEN}", f"/console/oversight/{ON_SITE}"
ROSTER, SWEPT = "/console/rounds/roster?month=2026-03", f"/console/hazards/sweeps/{SWEEP}"
SITE, PLAN = f"/console/supplies/{ready_things.SITE}", f"/console/plans/{ready_things.PLAN}"
PLACE = f"/console/places/{places_there.PLACE.id}"
ITEMS = checklists_on(cast.MONDAY.date())["fire_market"].item_keys
LOOKED = {f"items.{key}.outcome": "ok" for key in ITEMS}
TO_LOOK = {"place": MARKET.key, "checklist": "fire_market", "kind": "unannounced", "planned": "2026-03-03",
           "inspectors": ["p-wei", "p-song"]}  # fmt: skip
TO_VISIT = {"title": "第三轮", "starts_date": "2026-03-09", "length_days": "50", "leader": "p-cha", "team": ["p-cen"],
            "units": ["u-lotus", "u-stone"]}  # fmt: skip
DRAWN = {"checklist": "fire_market", "count": "1", "per_place": "2", "inspectors": ["p-wei", "p-song"],
         "first": "2026-03-03", "last": "2026-03-20"}  # fmt: skip
FOUND = {"category": "fire.blocked_exit", "severity": "general", "title": "通道堵塞", "problem": "货物堵住通道"}
MONTH = {"do": "make", "posts": ["p-ren", "p-qiu"], "begins": "08:00", "ends": "17:00", "per_day": "1"}
CHAINS: Sequence[Sequence[Step]] = (
    [("qiu", "/console/rounds", {"do": "start"})],
    [("ren", "/console/rounds", {"do": "leave", "first": "2026-03-16", "last": "2026-03-17"})],
    [("ren", "/console/rounds", {"do": "withdraw", "leave": LEAVE})],
    [("ren", WALK, {"do": "code", "place": LIKE_IT.key}), ("ren", WALK, {"do": "clear"})],
    [("ren", WALK, {"do": "place", "place": MARKET.id}), ("ren", WALK, {"do": "finish"})],
    [("ren", f"{WALK}/found", {"category": "municipal.street_lamp", "words": "灯不亮", "urgency": "ordinary"})],
    [("ren", f"/console/rounds/at/{LIKE_IT.key}", {})],
    [("qiu", f"/console/rounds/at/{LIKE_IT.key}", {})],
    [("he", "/console/rounds/roster?month=2026-04", MONTH)],
    [("ren", ROSTER, {"do": "ask", "shift": SHIFT, "taker": "p-qiu"}),
     ("ren", ROSTER, {"do": "leave", "shift": SHIFT})],
    [("qiu", ROSTER, {"do": "take", "shift": ASKED_SHIFT})],
    [("hu", "/console/rounds/days", {"do": "state", "first": "2026-03-05", "last": "2026-03-05", "kind": "flood"})],
    [("he", "/console/rounds/days", {"do": "agree", "which": LEAVE})],
    [("he", "/console/rounds/days", {"do": "refuse", "which": LEAVE})],
    [("he", "/console/rounds/sections/new", {"name": "新一线", "kind": "lane", "places": [places_there.PLACE.id]})],
    [("he", f"/console/rounds/sections/{round_things.SECTION}", {"do": "end"})],
    [("hu", "/console/rounds/terms", {"do": "state", "first": "2026-09-01", "last": "2027-01-20"})],
    [("ren", "/console/rounds/broadcasts",
      {"do": "log", "day": "2026-03-01", "at": "8:20", "minutes": "25", "topic": "fraud",
       "places": [places_there.PLACE.id]})],
    [("wei", "/console/inspections/new", TO_LOOK)],
    [("wei", f"{LOOK}/plan", TO_LOOK), ("wei", f"{LOOK}/plan", {"cancel": "1", "reason": "改期"})],
    [("wei", f"{LOOK}/do/begin", {}), ("song", f"{LOOK}/do/answer", LOOKED),
     ("wei", f"{LOOK}/do/sign", {"way": "absent", "reason": "负责人不在"}), ("song", f"{LOOK}/do/name", {}),
     ("wei", f"{LOOK}/do/finish", {})],
    [("wei", "/console/inspections/draws/new", DRAWN)],
    [("wei", f"/console/inspections/draws/{DRAW}/act", {"plan": "1"})],
    [("wei", f"/console/inspections/draws/{DRAW}/act", {"back": "1", "why": "wrong_places"})],
    [("wei", "/console/inspections/campaigns/new",
      {"title": "专项", "checklists": ["fire_market"], "first": "2026-03-03", "last": "2026-03-30"})],
    [("wei", f"/console/inspections/campaigns/{CAMPAIGN}/close", {})],
    [("wei", "/console/hazards/new", {**FOUND, "area": cast.GRID, "place": MARKET.id, "found_in": "round"})],
    [("hu", f"/console/hazards/{HAZARD}/sweep",
      {"kind": "market", "area": cast.LIUAN, "overseer": "p-gu", "due_date": "2026-03-20"})],
    [("qiu", SWEPT, {"place": LIKE_IT.id, "outcome": "nothing"}), ("gu", SWEPT, {"close": "1"})],
    [("qiu", f"{SWEPT}/places/{LIKE_IT.id}", FOUND)],
    [("cha", "/console/oversight/new", TO_VISIT)],
    [("cha", f"/console/oversight/{PLANNED}/plan", TO_VISIT),
     ("cha", f"/console/oversight/{PLANNED}/plan", {"cancel": "1", "reason": "合并进行"})],
    [("cha", f"{VISIT}/problem",
      {"kind": "individual", "topic": "livelihood", "units": ["u-lotus"], "words": "台账不全"})],
    [("cha", f"{VISIT}/problem/f2/out", {"reason": "已改"})],
    [("cha", f"{VISIT}/box", {"unit": "u-lotus", "day": "2026-03-02", "letters": "2", "witness": "p-cen"})],
    [("cha", f"{VISIT}/sheet", {"unit": "u-lotus", "day": "2026-03-02", "place_kind": "market", "q_lamps": "good"})],
    [("he", f"{SITE}/item", {"name": "沙袋", "measure": "条", "minimum": "3", "quantity": "3"})],
    [("he", f"{SITE}/move", {"move": "receive", "item": "i1", "quantity": "2"})],
    [("he", "/console/supplies/new", {"name": "备用点", "category": "other"})],
    [("hu", f"{PLACE}/standing", {"reason": "已拆除"})],
)  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS, ids=lambda one: " ".join(step[1].removeprefix("/console/") for step in one))
def test_what_is_sent_twice_counts_once(chain: Sequence[Step], world: World) -> None:
    with transaction.atomic():
        for number, (seat, address, given) in enumerate(chain):
            client, form = browser(seat), {**given, "command": f"{number:032}"}
            before, led, counts = models.Entry.objects.count(), [], []
            for _ in range(2):
                answer = client.post(address, form)
                led.append((answer.status_code, answer.headers.get("Location")))
                counts.append(models.Entry.objects.count())
            assert counts[0] > before, "the first was taken"
            assert counts[1] == counts[0], "the second left nothing"
            assert led[0] == led[1] and led[0][0] == 302
        transaction.set_rollback(True)


ELSEWHERE = {
    "oversight_notice", "oversight_hand_over",  # they need a press: `test_oversight_pages.py`
    "shift_handover",  # it needs a shift of the day: `tests/console/test_handover.py`
    "oversight_end", "oversight_close",  # they need the last day: `tests/actions/test_oversight.py`
}  # fmt: skip
AREAS = ("console/rounds", "console/inspections", "console/hazards", "console/oversight")


def test_no_form_of_these_pages_is_left_out() -> None:
    """Every view of theirs that reads the id of a form stands in a chain above, or where it says."""
    sent = {resolve(address.partition("?")[0]).url_name for chain in CHAINS for _, address, _ in chain}
    found = set()
    for one in places():
        if one.route.startswith(AREAS):
            view = inspect.unwrap(resolve(Filling(case_id=MISSING).address(one)).func)
            source = inspect.getsource(view)
            if "request.method" in source or "_led_or_404" in source:
                found.add(one.name.partition(":")[2])
    assert found - sent == ELSEWHERE
    assert len(found) >= 24
