"""What the page of components shows: invented values, one of each look."""

from datetime import datetime, timedelta
from typing import Any

from linli.domain.problems import Problem
from linli.domain.wording import Language, Wording
from linli.ui.clock_view import ClockState, ClockView
from linli.ui.icons import icon_names
from linli.ui.pieces import Column, FilterChip, Link, MaskedField, Option, Pager, TableRow, TimelineItem
from linli.ui.sketch_view import Sketch, SketchKind, sketch_of

TONES = ("neutral", "accent", "near", "overdue", "waiting", "sealed")
TOKENS = (
    "paper",
    "surface",
    "sunk",
    "accent-soft",
    "near-soft",
    "overdue-soft",
    "waiting-soft",
    "sealed-soft",
)
STATES = (
    ("active", Wording("处置中", "Being handled")),
    ("waiting", Wording("等待鉴定", "Waiting for the survey")),
    ("outside", Wording("已转法院", "Passed to the court")),
    ("final", Wording("已办结", "Closed")),
    ("overdue", Wording("超时", "Overdue")),
    ("sealed", Wording("密封", "Sealed")),
)
CLOCKS = (
    (ClockState.ON_TIME, 40, Wording("剩 3 个工作日", "3 working days left")),
    (ClockState.NEAR, 82, Wording("剩 1 个工作日", "1 working day left")),
    (ClockState.OVERDUE, 100, Wording("已超 2 小时", "2 h over")),
    (ClockState.PAUSED, 55, Wording("暂停,等鉴定报告", "Paused for the survey")),
    (ClockState.STOPPED, 61, Wording("用了 3 天", "Took 3 days")),
)
BLOCKS: tuple[tuple[SketchKind, tuple[tuple[float, float], ...]], ...] = (
    ("area", ((0.0, 2.0), (3.0, 0.4), (4.2, 3.0), (1.6, 4.6))),
    ("area--2", ((3.0, 0.4), (7.2, 0.0), (7.6, 2.6), (4.2, 3.0))),
    ("here", ((4.2, 3.0), (7.6, 2.6), (8.0, 5.4), (5.0, 6.0))),
    ("area", ((1.6, 4.6), (4.2, 3.0), (5.0, 6.0), (2.4, 7.0))),
    ("area", ((7.2, 0.0), (11.0, 1.0), (10.6, 4.6), (8.0, 5.4), (7.6, 2.6))),
    ("water", ((0.4, 4.8), (3.6, 5.2), (6.4, 4.9), (10.8, 3.2))),
    ("road", ((1.0, 1.4), (6.0, 3.6), (10.6, 4.4))),
)


def sample_sketch(title: str) -> Sketch:
    """An invented neighbourhood of five blocks, a road and a stream."""
    scaled = [(kind, [(x / 1000, y / 1500) for x, y in line]) for kind, line in BLOCKS]
    return sketch_of(scaled, title=title, pin=(0.0061, 0.0028))


def component_samples(*, now: datetime, language: Language) -> dict[str, Any]:
    """Return the context of `ui/components.html`; `now` only dates the samples."""

    def say(zh: str, en: str) -> str:
        return Wording(zh, en).within(language)

    return {
        "tones": TONES,
        "token_names": TOKENS,
        "states": STATES,
        "icon_names": sorted(icon_names()),
        "clocks": [
            ClockView(
                title=say("我的一步", "My step"),
                hint=say("排危并反馈", "Make safe and report"),
                state=state,
                left_text=words.within(language),
                used_percent=percent,
                due_at=now + timedelta(days=1) if state is not ClockState.STOPPED else None,
                explain_url="#clocks",
            )
            for state, percent, words in CLOCKS
        ],
        "items": _timeline(now, language),
        **_lists(language),
        "hidden_field": MaskedField(
            key="sample",
            title=say("联系电话", "Phone"),
            names=("1/phone",),
            open_url="#reason",
            reasons=(Option(value="call_back", title=say("联系本人", "To contact the person")),),
            command_id="sample",
        ),
        "shut_field": MaskedField(
            key="shut", title=say("所写的话", "Words"), remark=say("经办单位可见", "for the units")
        ),
        "problems": [Problem("required", at="words"), Problem("too_long", at="place", params={"limit": 200})],
        "labels": {"words": say("说说情况", "What happened"), "place": say("地点", "Place")},
        "sketch": sample_sketch(say("五个街区的示意图", "A sketch of five blocks")),
    }


def _lists(language: Language) -> dict[str, Any]:
    """Filters, a table, its pager and two kinds of choice."""

    def say(zh: str, en: str) -> str:
        return Wording(zh, en).within(language)

    return {
        "filters": [
            FilterChip(title=say("全部渠道", "All channels"), url="?", is_on=True, count=12),
            FilterChip(title=say("电话", "Telephone"), url="?channel=phone", count=4),
            FilterChip(title=say("只看本街道", "My subdistrict only"), url="?mine=1"),
        ],
        "columns": [
            Column(title=say("事项", "Matter"), sort_url="?sort=title"),
            Column(title=say("街道", "Subdistrict")),
            Column(title=say("天数", "Days"), kind="number", sort_url="?sort=-days", sorted_as="descending"),
        ],
        "table_rows": [
            TableRow(url="#a", cells=(say("路灯不亮", "Street lamp is out"), say("栖霞路街道", "Qixialu"), 2)),
            TableRow(url="#b", cells=(say("井盖破损", "Broken manhole cover"), say("柳岸街道", "Liu'an"), 1)),
        ],
        "pager": Pager(next_url="?after=x", previous_url="?before=x", words="51–100 / 1,206"),
        "options": [
            Option(value="fire", title=say("消防通道", "Fire lane"), icon="fire"),
            Option(value="lamp", title=say("路灯不亮", "Lamp out"), icon="lamp"),
            Option(value="rubbish", title=say("垃圾污水", "Rubbish"), icon="rubbish"),
        ],
        "ways": [
            Option(
                value="centre",
                title=say("只有综治中心知道", "Only the centre knows"),
                more=say(
                    "承办单位看不到您的姓名和电话。",
                    "The unit that handles it does not see your name or number.",
                ),
            ),
            Option(
                value="none",
                title=say("完全匿名", "Nobody knows"),
                more=say("凭回执码查询。", "Follow it by the receipt code."),
            ),
        ],
    }


def _timeline(now: datetime, language: Language) -> list[TimelineItem]:
    """Four things that happened and one still to come."""

    def say(zh: str, en: str) -> str:
        return Wording(zh, en).within(language)

    return [
        TimelineItem(
            at=now - timedelta(days=2),
            title=say("居民 通过网页上报", "A resident reported it on the web"),
            quote=say("3 号楼东墙有石块往下掉。", "Stones are coming off the east wall of block 3."),
            links=(Link(title=say("照片 2 张", "2 photos"), url="#photos"),),
        ),
        TimelineItem(
            at=now - timedelta(days=1),
            title=say("受理员 立案并派遣", "The operator filed and assigned it"),
            body=say("石桥街道综治中心,时限 5 个工作日", "Shiqiao centre, limit 5 working days"),
        ),
        TimelineItem(
            at=now,
            tone="waiting",
            title=say("时钟 暂停", "The clock was paused"),
            body=say("等待鉴定报告", "Waiting for the survey"),
        ),
        TimelineItem(
            tone="sealed",
            at=now,
            title=say("关联纠纷", "A dispute was linked"),
            body=say("内容密封", "Its content is sealed"),
        ),
        TimelineItem(title=say("核查", "Check"), at_text=say("下一步", "Next"), tone="quiet", is_to_come=True),
    ]
