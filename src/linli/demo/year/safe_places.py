"""Safe places of the year: the register told more fully, fire checks of markets, flood stores, extinguishers, plans.

All of it hangs on the directory and the ledger's moment; a draw's seed on the demo's own, so that each demo of that
seed draws alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from linli.actions.assets import check_asset, enter_asset
from linli.actions.campaigns import open_campaign
from linli.actions.deciding import Office, today_of
from linli.actions.draws import draw_lots, plan_drawn
from linli.actions.emergency_plans import make_plan, plan_drill, record_drill
from linli.actions.office import open_office
from linli.actions.place_acts import Award, Help, adopt, check, criteria, log_help, make_model
from linli.actions.place_photos import add_photos
from linli.actions.place_register import change
from linli.actions.seats import actor_at
from linli.actions.stock import open_site
from linli.actions.typed_act import TypedAct
from linli.demo.cast import Cast
from linli.demo.inspection_steps import inspect, store_supplies, take_stock
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting, holder
from linli.demo.story_meeting import run_over
from linli.domain.area import AreaLevel
from linli.domain.campaign import Opening
from linli.domain.draw import commitment
from linli.domain.house_list import ListItem, ListKind
from linli.domain.inspection_checks import Plan
from linli.domain.inspection_draw import Drawing
from linli.domain.place import Place, PlaceKind, PlaceRisk
from linli.domain.stock_kinds import StockKind, first_items
from linli.domain.unit import Post, Role, Unit
from linli.domain.working_time import next_working_moment
from linli.store import journal, setup

LIST, HAZARD_DAYS, BEGUN_DAYS = "fire_market", 12, 20
RATED: tuple[tuple[PlaceKind, int, PlaceRisk, str], ...] = (
    (PlaceKind.MARKET, 8, PlaceRisk.LARGER, "dept-fire"),
    (PlaceKind.SITE, 6, PlaceRisk.LARGER, "dept-housing"),
    (PlaceKind.SCHOOL, 6, PlaceRisk.GENERAL, "dept-education"),
    (PlaceKind.FIRE_LANE, 6, PlaceRisk.MAJOR, "dept-fire"),
    (PlaceKind.CLINIC, 4, PlaceRisk.LOW, "dept-health"),
)
"""Kind, how many, class of risk, and who regulates them."""
ADOPTERS = ("dept-fire", "dept-civil", "dept-education")
CAPTIONS = ("大门和消防车通道", "楼道和充电处", "二号出口和灭火器")
CRITERIA: tuple[ListItem, ...] = tuple(
    ListItem(list=ListKind.MODEL_CRITERIA, number=str(number), title=title, body=body, source="区平安建设工作要点")
    for number, (title, body) in enumerate((
        ("安全清单没有缺口", "照明、门禁(有不刷脸的通道)、电梯、消防、求助点逐项检查,缺口已补齐。"),
        ("连续十二个月没有火情", "以消防救援机构的记录为准。"),
        ("重大隐患为零", "没有未销号的重大隐患,一般隐患按期整改。"),
        ("至少一家单位挂点帮办", "每季度有帮办记录。"),
        ("应急物资齐全", "微型消防站或物资点最近一次清点没有短缺。"),
        ("居民议事公开", "每月一次,结果张贴公布。"),
    ), start=1)
)  # fmt: skip
"""What a model place must meet in the invented district: conditions of the place, never of the people in it."""
MODELS = (
    (PlaceKind.ESTATE, 20, "平安小区示范点", "检查清单无缺口,全年无火警,居民议事会每月公开。"),
    (PlaceKind.SCHOOL, 15, "平安校园周边示范点", "校门口护栏和减速带到位,周边摊点归区,十二个月无火情。"),
)
"""Which kind of place, how many days ago, what it is called, and the evidence."""
FAULTS: tuple[Mapping[str, str], ...] = (
    {"exits": "二号出口堆了货筐。", "gear": "两具灭火器压力不足。"},
    {"electricity": "三个摊位用插线板接冰柜。"},
    {},
    {"lanes": "北门外停车占了消防车道。"},
)
"""What was found at each market that was looked at."""
NOTICE: dict[str, Any] = {
    "problem": "见检查记录。",
    "measures": "立即整改,保持到复查。",
    "legal_basis": "消防法第十六条、第二十八条",
}


def make_safe(office: Office, now: datetime, label: str) -> bool:
    """Enter all of it, once; say whether anything was entered."""
    year = _SafePlaces(office, now, f"{label}/safe")
    if journal.known_command(office.county_id, f"{label}/safe/last/make") is not None:
        return False
    year.tell_places()
    year.photograph()
    year.open_checks()
    with transaction.atomic():  # clocks of the past fall due at once: a tick in between would move the matters on
        year.look_at_markets()
    year.keep_supplies()
    year.stand_ready()
    return True


@dataclass(slots=True)
class _SafePlaces:
    """One filling-in: its house, its present, and what begins its commands."""

    office: Office
    now: datetime
    mark: str

    @property
    def cast(self) -> Cast:
        """Who could act."""
        return Cast(self.office, self.now)

    def ago(self, days: int) -> datetime:
        """Return the working moment so many days ago."""
        calendar = self.office.directory.calendar
        day = calendar.local_date(self.now - timedelta(days=days))
        return next_working_moment(calendar.midnight(day) + timedelta(hours=9.5), calendar)

    def day(self, days_ago: int) -> str:
        """Return the day so many days ago."""
        return today_of(self.office, self.now - timedelta(days=days_ago)).isoformat()

    def places(self, kind: PlaceKind, count: int) -> tuple[Place, ...]:
        """Return the first places of a kind."""
        found = (one for one in self.office.directory.setup.places if one.kind is kind and one.is_active)
        return tuple(sorted(found, key=lambda one: one.key))[:count]

    def tell_places(self) -> None:
        """Say of places how dangerous they are, who regulates and who helps them; one is a model."""
        centre = self.cast.unit("centre")
        post, when = self.cast.posts(centre, Role.DISTRICT_COORDINATOR)[0], self.ago(60)
        for kind, count, risk, key in RATED:
            for place in self.places(kind, count):
                owner = self.office.directory.lowest_committee(place.area_path)
                cells = {"risk": risk.value, "regulator": self.cast.unit(key).id, "owner": owner.id if owner else ""}
                change(self.office, post, place.id, cells, command_id=f"{self.mark}/{place.key}/rate", now=when)
        estates = self.places(PlaceKind.ESTATE, len(ADOPTERS) + 1)
        for number, place in enumerate(estates):
            found = dict.fromkeys(("lighting", "gate", "fire_lane", "exits", "help_points"), "ok")
            found |= {"e_bikes": "gap", "camera_signs": "gap"} if number % 2 else {"e_bikes": "ok"}
            check(self.office, post, place.id, found, command_id=f"{self.mark}/{place.key}/check", now=self.ago(30))
        for place, key in zip(estates, ADOPTERS, strict=False):
            unit, mark = self.cast.unit(key).id, f"{self.mark}/{place.key}"
            adopt(self.office, post, place.id, unit, command_id=f"{mark}/adopt", now=when)
            given = Help(unit=unit, day=self.day(25), kind="work", words="帮助清理楼道堆物,补装两处应急照明。")
            log_help(self.office, post, place.id, given, command_id=f"{mark}/help", now=self.ago(25))
        self._name_models(post)

    def _name_models(self, post: Post) -> None:
        """Say what a model place must meet, as the district would in its set-up, and name two."""
        if not criteria(self.office):
            setup.save_records(self.office.county_id, CRITERIA, actor=actor_at(post).to_json(), now=self.ago(60))
            self.office = open_office(self.office.ports, self.office.county_id)
        met = tuple(one.number for one in criteria(self.office))
        for kind, days, title, evidence in MODELS:
            award = Award(title=title, evidence=evidence, since=self.day(days), met=met)
            place, when = self.places(kind, 1)[0], self.ago(days)
            make_model(
                self.office, post, place.id, award, command_id=f"{self.mark}/{place.key}/model", now=when
            )  # fmt: skip

    def photograph(self) -> None:
        """Put photos on a few places, as a walk through them leaves."""
        post, when = self.cast.posts(self.cast.unit("centre"), Role.DISTRICT_COORDINATOR)[0], self.ago(28)
        places = (*self.places(PlaceKind.ESTATE, 2), *self.places(PlaceKind.MARKET, 1))
        for number, place in enumerate(places):
            pictures = [snapshot(number * 2 + at) for at in range(2)]
            add_photos(
                self.office, post, place.id, pictures, caption=CAPTIONS[number % len(CAPTIONS)],
                command_id=f"{self.mark}/{place.key}/photos", now=when,
            )  # fmt: skip

    def open_checks(self) -> None:
        """Draw markets and inspectors for unannounced checks that lie ahead, and plan them."""
        posts, when = self._inspectors(), self.ago(2)
        drawing = Drawing(
            checklist=LIST, count=4, per_place=2, inspectors=tuple(one.id for one in posts),
            first=self.day(-1), last=self.day(-8),
        )  # fmt: skip
        id_ = draw_lots(
            self.office, posts[0], drawing, command_id=f"{self.mark}/draw", now=when,
            chance=lambda: commitment(f"{self.mark}/draw"),
        )  # fmt: skip
        plan_drawn(self.office, posts[0], id_, command_id=f"{self.mark}/planned", now=when)

    def _inspectors(self) -> tuple[Post, ...]:
        return self.cast.posts(self.cast.unit("dept-fire"), Role.INSPECTOR)

    def look_at_markets(self) -> None:
        """Open a campaign, look at its first markets, and bring what was found as far as it got since."""
        first, second = self._inspectors()[:2]
        opening = Opening(
            title="市场消防安全专项检查", checklists=(LIST,), first=self.day(BEGUN_DAYS), last=self.day(-40)
        )  # fmt: skip
        begun = self.ago(BEGUN_DAYS)
        campaign = open_campaign(self.office, first, opening, command_id=f"{self.mark}/campaign", now=begun)
        plan, cases = Plan(checklist=LIST, campaign=campaign), list[str]()
        for number, (place, faults) in enumerate(zip(self.places(PlaceKind.MARKET, len(FAULTS)), FAULTS, strict=True)):
            mark, when = f"{self.mark}/look{number}", self.ago(HAZARD_DAYS) + timedelta(hours=number)
            done = inspect(self.office, (first, second), place, faults, plan=plan, mark=mark, now=when)
            cases += [one.case for one in done.not_ok]
        *put_right, late = (f"case/{one}" for one in cases)
        for stream in put_right:
            self._put_right(stream, first, second)
        self._order(late, first, second)
        run_over(self._at(late, self.now))

    def _at(self, stream: str, when: datetime) -> Acting:
        state = journal.load_states(self.office.county_id, [stream])[stream]
        return Acting(office=self.office, now=when, token=f"{self.mark}/{state.id[-6:]}", state=state)

    def _order(self, stream: str, first: Post, second: Post) -> None:
        step = self._at(stream, self.ago(HAZARD_DAYS) + timedelta(hours=6))
        unit = self.office.directory.lowest_committee(step.state.area)
        if unit is None:
            raise LookupError(step.state.area)
        step.move("order", first, unit=unit.id, second_inspector=second.id, **NOTICE)

    def _put_right(self, stream: str, first: Post, second: Post) -> None:
        self._order(stream, first, second)
        when = self.ago(HAZARD_DAYS) + timedelta(hours=8)
        step = self._at(stream, when)
        step.move("begin", holder(step))
        step = self._at(stream, when)
        step.move("report_rectified", holder(step), result="已按通知整改到位。", photo_after=(snapshot(6),))
        step = self._at(stream, self.ago(HAZARD_DAYS - 2))
        step.move("recheck", second)
        step = self._at(stream, self.ago(HAZARD_DAYS - 2))
        step.move("close", second, findings="现场复查合格。")

    def _streets(self, count: int) -> tuple[Unit, ...]:
        units = (one for one in self.office.directory.units.values() if one.key.startswith("centre-"))
        return tuple(sorted((one for one in units if one.tier is AreaLevel.SUBDISTRICT), key=lambda one: one.key))[
            :count
        ]

    def keep_supplies(self) -> None:
        """Open a flood store in three streets; in one of them the last count found too few raincoats."""
        for number, unit in enumerate(self._streets(3)):
            post, mark = self.cast.posts(unit, Role.HANDLER)[0], f"{self.mark}/stock{number}"
            name = f"{unit.name.removesuffix('综治中心')}防汛物资点"
            site = store_supplies(self.office, post, name, mark=mark, now=self.ago(40))
            found = {"雨衣": 32} if number == 1 else {}
            take_stock(self.office, post, site.id, found, mark=mark, now=self.ago(3))
        self._keep_fire_station(self._streets(1)[0])

    def _keep_fire_station(self, unit: Unit) -> None:
        """Open a mini fire station with the list of its kind, and count it: all of it is there."""
        post, mark = self.cast.posts(unit, Role.HANDLER)[0], f"{self.mark}/station"
        name = f"{unit.name.removesuffix('综治中心')}微型消防站"
        typed = {"name": name, "kind": "mini_fire", "category": "fire.extinguisher"}
        id_ = open_site(self.office, post, TypedAct(command_id=f"{mark}/site", typed=typed), now=self.ago(45))
        found = {one.name: one.minimum for one in first_items(StockKind.MINI_FIRE)}
        take_stock(self.office, post, id_, found, mark=mark, now=self.ago(3))

    def stand_ready(self) -> None:
        """Hang extinguishers, of which some are due for their check, and keep two plans, of which one was drilled."""
        unit = self._streets(1)[0]
        post = self.cast.posts(unit, Role.HANDLER)[0]
        for number in range(1, 13):
            typed = {
                "kind": "extinguisher", "code": f"MH-{number:03d}", "place": f"便民服务厅{(number + 3) // 4}楼",
                "category": "fire.extinguisher", "every_days": "30", "expires": self.day(-300 - number),
            }  # fmt: skip
            act = TypedAct(command_id=f"{self.mark}/ext{number}", typed=typed)
            id_ = enter_asset(self.office, post, act, now=self.ago(38))
            if number > 4:
                seen = TypedAct(command_id=f"{self.mark}/ext{number}/ok", typed={"result": "ok"})
                check_asset(self.office, post, id_, seen, now=self.ago(9))
        self._plan(post, "防汛应急预案", "flood", "drilled")
        self._plan(post, "人员密集场所火灾应急预案", "fire", "last")

    def _plan(self, post: Post, title: str, kind: str, mark: str) -> None:
        text = "一、接报:五分钟内报中心负责人。\n二、转移:网格员逐户通知,老人和孩子先走。\n三、善后:清点人数,公布去向。"
        typed = {"title": title, "kind": kind, "every_days": "180", "in_force": self.day(60), "text": text}
        act = TypedAct(command_id=f"{self.mark}/{mark}/make", typed=typed)
        id_ = make_plan(self.office, post, act, now=self.ago(60))
        form = TypedAct(command_id=f"{self.mark}/{mark}/drill", typed={"form": "field", "planned": self.day(8)})
        drilled = plan_drill(self.office, post, id_, form, now=self.ago(20))
        if mark != "drilled":
            return
        held = {"held": self.day(8), "heads": "46", "lessons": "喇叭在三号楼后面听不清,已加一台;转移路线牌重新贴。"}
        done = TypedAct(command_id=f"{self.mark}/{mark}/held", typed=held)
        record_drill(self.office, post, id_, next(iter(drilled.drills)), done, now=self.ago(7))
