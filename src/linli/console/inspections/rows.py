"""What pages of inspections call things, and one inspection as a row of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from linli.actions.deciding import Office
from linli.console.words import area_words, language, unit_name
from linli.domain.checklist import Checklist
from linli.domain.inspection import BatchResult, InspectionStage, Kind, Outcome, Way
from linli.domain.place import Place
from linli.domain.wording import Wording
from linli.store.inspections import InspectionLine
from linli.ui.pieces import Option

KINDS: Mapping[str, Wording] = {
    Kind.ROUTINE: Wording("日常检查", "Routine"),
    Kind.UNANNOUNCED: Wording("突击检查", "Unannounced"),
    Kind.FOLLOW_UP: Wording("复查", "Follow-up"),
    Kind.JOINT: Wording("联合检查", "Joint"),
    Kind.LEADER_LED: Wording("领导带队检查", "Leader-led"),
}
STAGES: Mapping[str, Wording] = {
    InspectionStage.PLANNED: Wording("待检查", "Planned"),
    InspectionStage.STARTED: Wording("检查中", "Under way"),
    InspectionStage.FINISHED: Wording("已完成", "Finished"),
    InspectionStage.CANCELLED: Wording("已取消", "Called off"),
}
TONES = {
    InspectionStage.PLANNED: "waiting", InspectionStage.STARTED: "near", InspectionStage.FINISHED: "accent",
    InspectionStage.CANCELLED: "quiet",
}  # fmt: skip
OUTCOMES: Mapping[str, Wording] = {
    Outcome.OK: Wording("符合", "In order"),
    Outcome.NOT_OK: Wording("不符合", "Not in order"),
    Outcome.NOT_APPLICABLE: Wording("不适用", "Does not apply"),
}
WAYS: Mapping[str, Wording] = {
    Way.SIGNED: Wording("当场签字", "Signed on the screen"),
    Way.REFUSED: Wording("拒绝签字", "Refused to sign"),
    Way.ABSENT: Wording("无人在场", "Nobody there"),
}
RESULTS: Mapping[str, Wording] = {
    BatchResult.AWAITED: Wording("待检验", "Result awaited"),
    BatchResult.PASSED: Wording("合格", "Passed"),
    BatchResult.FAILED: Wording("不合格", "Failed"),
}


def options(words: Mapping[str, Wording]) -> tuple[Option, ...]:
    """Return choices of a form."""
    return tuple(Option(value=key, title=one.within(language())) for key, one in words.items())


def list_title(office: Office, key: str) -> str:
    """Return what a checklist is called; its key where no version of it is known."""
    known = office.directory.checklists.newest(key)
    return known.title.within(language()) if known else key


def list_options(lists: Iterable[Checklist]) -> tuple[Option, ...]:
    """Return checklists as choices."""
    return tuple(Option(value=one.key, title=one.title.within(language())) for one in lists)


def place_name(place: Place | None) -> str:
    """Return what a place is called, or "–" where the register lost it."""
    if place is None:
        return "–"
    return place.name_en if language() == "en" and place.name_en else place.name


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """One inspection in a list."""

    url: str
    title: str
    """The place."""
    checklist: str
    kind: str
    stage: str
    tone: str
    area: str
    unit: str
    day: date
    not_ok: int
    is_finished: bool
    is_late: bool
    """Whether its day has passed and it is still to be done."""
    way: str
    """"" where the place signed, or nothing is known yet."""


def rows_of(office: Office, lines: Iterable[InspectionLine], today: date) -> list[InspectionRow]:
    """Return rows of a list."""
    places = {one.id: one for one in office.directory.setup.places}
    return [_row(office, one, places.get(one.place), today) for one in lines]


def _row(office: Office, one: InspectionLine, place: Place | None, today: date) -> InspectionRow:
    stage = InspectionStage(one.stage)
    is_open = stage in (InspectionStage.PLANNED, InspectionStage.STARTED)
    return InspectionRow(
        url=reverse("console:inspection", args=[one.id]), title=place_name(place),
        checklist=list_title(office, one.checklist), kind=KINDS[one.kind].within(language()),
        stage=STAGES[stage].within(language()), tone=TONES[stage],
        area=area_words(office, one.area_path), unit=unit_name(office, one.unit), day=one.planned_date,
        not_ok=one.not_ok, is_finished=stage is InspectionStage.FINISHED, is_late=is_open and one.planned_date < today,
        way=WAYS[one.place_way].within(language()) if one.place_way in ("refused", "absent") else "",
    )  # fmt: skip
