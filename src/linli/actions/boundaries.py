"""Outlines of areas: from a layer that is looked at before it is applied, or drawn one by one."""

from dataclasses import dataclass, replace
from datetime import datetime

import shapely

from linli.actions.deciding import Office
from linli.actions.layer_files import read_layer
from linli.actions.setup_seat import check_seat, drop_draft
from linli.actions.setup_sheets import save_changes
from linli.domain.boundaries import LayerPlan, plan_layer, read_outline
from linli.domain.coordinates import Crs
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import settings as stored
from linli.store.settings import Draft

DRAFT = "layer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLayer:
    """A layer that was sent, with what it would do."""

    filename: str
    crs: Crs
    plan: LayerPlan


def send_layer(office: Office, post: Post, *, filename: str, content: bytes, crs: str, now: datetime) -> None:
    """Keep a layer that was sent; raises Refused with every reason why it cannot be read."""
    check_seat(office, post)
    problems = [] if crs in set(Crs) else [Problem("unknown_choice", at="crs", params={"value": crs[:20]})]
    try:
        read_layer(content)
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(problems)
    draft = Draft(filename=filename[:120], content=content, made_at=now, options={"crs": crs})
    stored.keep_draft(office.county_id, post.staff_id or "", DRAFT, draft)


def waiting_layer(office: Office, post: Post) -> WaitingLayer | None:
    """Return what the layer sent last would do; None where none waits."""
    draft = stored.draft_of(office.county_id, post.staff_id or "", DRAFT)
    if draft is None:
        return None
    crs = Crs(str(draft.options["crs"]))
    plan = plan_layer(read_layer(draft.content), office.directory.tree, crs)
    return WaitingLayer(filename=draft.filename, crs=crs, plan=plan)


def apply_layer(office: Office, post: Post, now: datetime) -> int:
    """Save the outlines of the layer sent last and return how many; raises Refused where none waits."""
    check_seat(office, post)
    waiting = waiting_layer(office, post)
    if waiting is None:
        raise Refused([Problem("draft_gone", at="file")])
    save_changes(office, post, waiting.plan.areas, now)
    drop_draft(office, post, DRAFT)
    return len(waiting.plan.areas)


def draw_outline(office: Office, post: Post, key: str, text: str, crs: str, *, now: datetime) -> None:
    """Save the outline that lines of coordinates draw; empty lines take the outline away."""
    check_seat(office, post)
    area = office.directory.tree.by_key.get(key)
    if area is None:
        raise Refused([Problem("not_found")])
    if crs not in set(Crs):
        raise Refused([Problem("unknown_choice", at="crs", params={"value": crs[:20]})])
    geometry = shapely.to_wkb(read_outline(text, Crs(crs))) if text.strip() else None
    if geometry != area.geometry:
        save_changes(office, post, (replace(area, geometry=geometry),), now)
