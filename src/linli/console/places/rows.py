"""Places as pages draw them: lines of a list, choices of a form, one line of a history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.place_views import PlaceView
from linli.console.places.photo_rows import photo_urls
from linli.console.words import area_name, area_words, language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.place import KIND_WORDS, RISK_WORDS, STANDING_WORDS, PlaceRisk, PlaceStanding
from linli.domain.place_checklist import BY_KEY
from linli.domain.place_file import HELP_WORDS, CheckSet, Happened, HelpKind, HelpSet, PairSet, PhotosSet
from linli.domain.place_query import PlaceLine
from linli.domain.place_row import COLUMN_WORDS
from linli.domain.unit import Post, Unit, UnitKind
from linli.domain.wording import Wording
from linli.ui.pieces import Option

RISK_TONES: Mapping[PlaceRisk, str] = {PlaceRisk.MAJOR: "overdue", PlaceRisk.LARGER: "near"}
REGULATING = frozenset({UnitKind.DEPARTMENT, UnitKind.SECTOR_BODY, UnitKind.TEAM})
OWNING = frozenset({UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE, UnitKind.PROPERTY_COMPANY})
HAPPENED: Mapping[str, Wording] = {
    "place.set": Wording("由文件登记或更新", "Entered or changed by a file"),
    "place.entered": Wording("登记", "Entered"),
    "place.changed": Wording("更改登记", "Changed"),
    "place.closed": Wording("关闭", "Closed"),
    "place.reopened": Wording("重新启用", "In use again"),
    "place.merged": Wording("并入另一个场所", "Merged into another place"),
    "place.took_in": Wording("并入了重复登记的场所", "Took in a place entered twice"),
    "place.kept_apart": Wording("核对过:不是同一个场所", "Looked at: not the same place"),
    "place.checked": Wording("安全清单检查", "Checklist gone through"),
    "place.adopted": Wording("单位挂点帮办", "Adopted by a unit"),
    "place.released": Wording("挂点帮办结束", "Adoption ended"),
    "place.helped": Wording("帮办记录", "Help logged"),
    "place.made_model": Wording("认定为示范点", "Made a model place"),
    "place.photographed": Wording("添加照片", "Photos added"),
    "place.erase": Wording("撤下并销毁一张照片", "A photo taken off and destroyed"),
    "place.model_ended": Wording("不再是示范点", "No model place any more"),
}
FIELD_WORDS: Mapping[str, Wording] = {
    **COLUMN_WORDS, "area_path": COLUMN_WORDS["area"], "lon_e6": COLUMN_WORDS["lon"], "lat_e6": COLUMN_WORDS["lat"],
    "regulator_unit": COLUMN_WORDS["regulator"], "owner_unit": COLUMN_WORDS["owner"],
    "is_active": Wording("是否在用", "In use"), "merged_into": Wording("并入", "Merged into"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place in a list."""

    url: str
    key: str
    name: str
    kind: str
    risk: str
    tone: str
    area: str
    address: str
    regulator: str
    standing: str
    """"" for a place in use."""
    adopters: int
    is_model: bool
    checked: str
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One line of a place's history."""

    at: datetime
    title: str
    who: str
    more: str
    words: tuple[str, ...]
    """What somebody wrote."""
    is_help: bool
    photo_links: list[str]
    """Photos that the entry added and that are still there."""


def row_of(office: Office, line: PlaceLine) -> PlaceRow:
    """Return a line of the register."""
    standing = PlaceStanding.OPEN
    if not line.is_active:
        standing = PlaceStanding.MERGED if line.merged_into else PlaceStanding.CLOSED
    tongue = language()
    return PlaceRow(
        url=reverse("console:place", args=[line.id]), key=line.key,
        name=line.name_en if tongue == "en" and line.name_en else line.name,
        kind=KIND_WORDS[line.kind].within(tongue), risk=RISK_WORDS[line.risk].within(tongue),
        tone=RISK_TONES.get(line.risk, ""), area=area_words(office, line.area_path), address=line.address,
        regulator=unit_name(office, line.regulator_unit),
        standing="" if standing is PlaceStanding.OPEN else STANDING_WORDS[standing].within(tongue),
        adopters=line.adopters, is_model=line.is_model, gaps=line.gaps,
        checked=line.checked_date.isoformat() if line.checked_date else "",
    )  # fmt: skip


def history_rows(office: Office, view: PlaceView) -> list[HistoryRow]:
    """Return what happened to a place, the latest first."""
    return [_history_row(office, view, one) for one in reversed(view.file.history)]


def _history_row(office: Office, view: PlaceView, one: Happened) -> HistoryRow:
    words = tuple(text for (seq, _field), text in view.texts.items() if seq == one.seq)
    who = view.called.get(str(one.actor.get("post", "")), "")
    known = HAPPENED.get(one.type)
    title = known.within(language()) if known else one.type
    names = one.effect.names if isinstance(one.effect, PhotosSet) else ()
    return HistoryRow(
        at=one.at, title=title, who=who, more=_more(office, one), words=words, is_help=one.type == "place.helped",
        photo_links=photo_urls(view, one.seq, names),
    )  # fmt: skip


def _more(office: Office, one: Happened) -> str:
    """Return the coded part of an entry in words: which fields, which unit, which gaps."""
    match one.effect:
        case CheckSet() as check:
            gaps = [BY_KEY[key].title.within(language()) for key in check.gaps if key in BY_KEY]
            return _("Gaps: %(gaps)s") % {"gaps": _(", ").join(gaps)} if gaps else _("No gap found")
        case HelpSet() as help_:
            kind = HELP_WORDS[HelpKind(help_.kind)].within(language())
            return f"{unit_name(office, help_.unit)} · {kind} · {help_.day}"
        case PairSet() as pair if one.type in ("place.adopted", "place.released"):
            return unit_name(office, pair.unit)
    if one.type == "place.changed" or (one.type == "place.set" and one.changed):
        names = dict.fromkeys(FIELD_WORDS[name].within(language()) for name in one.changed if name in FIELD_WORDS)
        return _(", ").join(names)
    return str(one.pub.get("number", ""))


def options(words: Mapping[str, Wording]) -> list[Option]:
    """Return the choices of a closed set."""
    return [Option(value=key, title=one.within(language())) for key, one in words.items()]


def area_options(office: Office, post: Post, *, lowest: AreaLevel = AreaLevel.GRID) -> list[Option]:
    """Return the areas of a post down to a level, each with the way to it."""
    depth = lowest.depth
    own = [one for one in office.directory.tree if one.path.startswith(post.area_path) and one.level.depth <= depth]
    return [
        Option(value=one.path, title=area_words(office, one.path) or area_name(office, one.path))
        for one in sorted(own, key=lambda one: one.path)
    ]


def unit_options(office: Office, kinds: frozenset[UnitKind], *, within: str = "/", standing: str = "") -> list[Option]:
    """Return units of some kinds on the way to an area or below it, and the one that stands there now."""
    units: Iterable[Unit] = office.directory.units.values()
    offered = [
        one
        for one in units
        if one.id == standing
        or (
            one.is_active
            and (not kinds or one.kind in kinds)
            and (one.area_path.startswith(within) or within.startswith(one.area_path))
        )
    ]
    return [
        Option(value=one.id, title=unit_name(office, one.id))
        for one in sorted(offered, key=lambda one: (one.tier.depth, one.name))
    ]
