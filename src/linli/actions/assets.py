"""Equipment: pieces entered and changed, due checks, a fault that becomes one matter, what was used up."""

from dataclasses import replace
from datetime import date, datetime

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_acts import Keeping, Matter, acted, begun, by_system, text
from linli.actions.own_streams import Made
from linli.actions.typed_act import TypedAct
from linli.domain.asset import KIND_WORDS, Asset, AssetKind, AssetState, asset_values, checked
from linli.domain.engine.effects import Effect
from linli.domain.keepable_text import is_keepable
from linli.domain.problems import Problem, Refused
from linli.domain.supply_checks import KEEP_ROLES, Reading, may_begin, may_keep, may_read_kept
from linli.domain.unit import Post
from linli.store import assets as stored
from linli.store.assets import ASSETS


def may_see(office: Office, post: Post, asset: Asset) -> bool:
    """Say whether a post may see a piece."""
    return may_read_kept(post, unit=asset.head.unit, area=asset.head.area)


def may_change(office: Office, post: Post, asset: Asset) -> bool:
    """Say whether a post keeps a piece."""
    return may_keep(post, unit=asset.head.unit, area=asset.head.area, directory=office.directory)


def _matter(asset: Asset, today: date, is_looked_at: bool) -> Matter | None:
    """A fault is filed by whoever found it, or on the day it was used up; never again by the mere passing of time."""
    head = asset.head
    if not is_looked_at or head.state != AssetState.FAULT.value:
        return None
    what = KIND_WORDS[AssetKind(head.kind)].zh
    used_up = f",有效期到 {head.expires}" if head.is_used_up(today) else ""
    return Matter(
        title=f"{what}故障:{head.code}", words=f"{what} {head.code}({head.place}){used_up}", place=head.place,
        category=head.category, area=head.area,
    )  # fmt: skip


def _filed(asset: Asset, case_id: str, today: date) -> tuple[Effect, ...]:
    return (replace(asset.head, case=case_id),)


KEEPING: Keeping[Asset] = Keeping(
    ledger=ASSETS, may_see=may_see, may_change=may_change, matter_of=_matter, case_of=lambda asset: asset.head.case,
    filed=_filed,
)  # fmt: skip


def enter_asset(office: Office, post: Post, act: TypedAct, *, now: datetime) -> str:
    """Enter a piece that the post's unit keeps; return its id. Raises Refused with every mistake."""
    if not may_begin(post, office.directory):
        raise Refused([Problem("not_yours")])

    def make() -> Made:
        unit = office.directory.units[post.unit_id]
        reading = act.reading(today_of(office, now))
        _check_code(office, reading, "")
        told = asset_values(reading, None, unit.id, _area_of(post, unit.area_path), office.directory)
        return Made(past="entered", effects=(told,))

    return begun(office, post, KEEPING, act.asked("enter"), now=now, make=make)


def _area_of(post: Post, unit_area: str) -> str:
    """What a grid worker enters stands in the own grid."""
    return post.area_path if post.area_path.startswith(unit_area) else unit_area


def _check_code(office: Office, reading: Reading, own_id: str) -> None:
    code = reading.typed.get("code", "").strip()
    if code and is_keepable(code, is_line=True) and stored.code_holder(office.county_id, code) not in ("", own_id):
        reading.wrong("asset_code_taken", "code", code=code[:40])


def change_asset(office: Office, post: Post, asset_id: str, act: TypedAct, *, now: datetime) -> Asset:
    """Change what stands on a piece, where it is, how often it is looked at, how long it may be used."""

    def make(asset: Asset) -> Made:
        if asset.head.state == AssetState.RETIRED.value:
            raise Refused([Problem("asset_retired")])
        reading = act.reading(today_of(office, now))
        _check_code(office, reading, asset.id)
        told = asset_values(reading, asset.head, asset.head.unit, asset.head.area, office.directory)
        return Made(past="changed", effects=(told,))

    return acted(office, post, KEEPING, asset_id, act.asked("change"), now=now, make=make)


def colleagues(office: Office, post: Post, unit_id: str, now: datetime) -> tuple[Post, ...]:
    """Return the posts that may be the second at a letter box: of its unit, held now, by somebody else."""
    posts = office.directory.posts_of(unit_id, now, KEEP_ROLES)
    return tuple(one for one in posts if one.staff_id != post.staff_id)


def check_asset(office: Office, post: Post, asset_id: str, act: TypedAct, *, now: datetime) -> Asset:
    """Note how a piece was found; a fault becomes one matter."""

    def make(asset: Asset) -> Made:
        reading = act.reading(today_of(office, now))
        told, note = checked(reading, asset.head, colleagues(office, post, asset.head.unit, now))
        pub = {"result": told.state} | ({"second": told.second} if told.second else {})
        return Made(past="checked", effects=(told,), pub=pub, values=text("note", note))

    return acted(office, post, KEEPING, asset_id, act.asked("check"), now=now, make=make)


def note_used_up(office: Office, *, now: datetime, limit: int = 200) -> int:
    """Note as faulty what may no longer be used from today on, and file it; return how many pieces that were."""
    today, done = today_of(office, now), 0

    def make(asset: Asset) -> Made | None:
        head = asset.head
        if head.state != AssetState.OK.value or not head.is_used_up(today):
            return None
        return Made(past="used_up", effects=(replace(head, state=AssetState.FAULT.value),))

    for asset_id in stored.used_up(office.county_id, today, limit=limit):
        done += by_system(office, KEEPING, asset_id, now=now, make=make, is_looked_at=True)
    return done
