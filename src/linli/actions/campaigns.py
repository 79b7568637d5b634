"""Campaigns: opened by hand or from the season that stands, closed when done; their figures come from inspections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office, today_of
from linli.actions.inspections import unit_of
from linli.actions.own_streams import Asking, Made, add_entry, begin_stream, existing, id_in, once
from linli.domain.campaign import STREAM, Campaign, CampaignSet, Opening, opening_problems
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.problems import Problem, Refused
from linli.domain.season import SEASONS, Standing, standing
from linli.domain.unit import Post
from linli.store import inspection_streams as streams
from linli.store import inspections, ledgers
from linli.store.inspection_streams import CAMPAIGNS
from linli.store.inspections import CampaignLine, Tally

AHEAD_DAYS = 14
"""A season is told so many days before it begins, so that it is planned for."""


def open_campaign(office: Office, post: Post, given: Opening, *, command_id: str, now: datetime) -> str:
    """Open a campaign of one's own unit; return its id. Raises Refused with every mistake."""
    unit = unit_of(office, post)
    command = Command(id=command_id, verb="open", stream=f"{STREAM}new", fields=_spelled(given))

    def make(asking: Asking) -> str:
        today = today_of(office, now)
        problems = opening_problems(given, office.directory.checklists.on(today), (one.key for one in SEASONS), today)
        if problems:
            raise Refused(problems)
        told = CampaignSet(
            unit=unit.id, area=unit.area_path, checklists=given.checklists, first=given.first, last=given.last,
            season=given.season,
        )  # fmt: skip
        title = ValueDraft(field="title", subject="campaign", value=given.title.strip().encode())
        made = Made(past="opened", effects=(told,), values=(title,))
        return begin_stream(office, CAMPAIGNS, made, asking, now).id

    return once(office, post, command, again=id_in(STREAM), make=make)


def _spelled(given: Opening) -> dict[str, Any]:
    return {
        "title": given.title, "checklists": list(given.checklists), "first": given.first, "last": given.last,
        "season": given.season,
    }  # fmt: skip


def close_campaign(office: Office, post: Post, campaign_id: str, *, command_id: str, now: datetime) -> Campaign:
    """Close a campaign: no inspection names it any more; what was done stays counted."""

    def make(asking: Asking) -> Campaign:
        before = ledgers.held(CAMPAIGNS, office.county_id, campaign_id)
        if before is None or not sees(post, before.told.area):
            raise Refused([Problem("not_found")])
        if unit_of(office, post).id != before.told.unit:
            raise Refused([Problem("not_yours")])
        if before.told.is_closed:
            raise Refused([Problem("campaign_closed")])
        made = Made(past="closed", effects=(replace(before.told, is_closed=True),))
        return add_entry(office, CAMPAIGNS, before.stream, made, asking, now)

    def again(_stream: str) -> Campaign:
        return existing(ledgers.kept(CAMPAIGNS, office.county_id, campaign_id))

    command = Command(id=command_id, verb="close", stream=f"{STREAM}{campaign_id[:26]}")
    return once(office, post, command, again=again, make=make)


def sees(post: Post, area_path: str) -> bool:
    """Say whether `post` sees a campaign: one of its area, of a part of it, or of the whole around it."""
    return area_path.startswith(post.area_path) or post.area_path.startswith(area_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """One campaign with what came of it."""

    line: CampaignLine
    title: str
    tally: Tally
    rectified: int
    """Findings that were put right by now, of `filed`."""
    filed: int
    is_own: bool

    @property
    def still_open(self) -> int:
        """Findings that are not put right yet."""
        return self.filed - self.rectified


def campaigns_of(office: Office, post: Post) -> tuple[CampaignView, ...]:
    """Return the campaigns that `post` sees, the latest to end first: four questions, however many."""
    lines = inspections.campaigns(office.county_id, area_path=post.area_path)
    titles = streams.first_words(office.county_id, [f"{STREAM}{one.id}" for one in lines], "title")
    tallies = inspections.tallies(office.county_id, [one.id for one in lines])
    righted = inspections.rectified(office.county_id, [one.id for one in lines])
    return tuple(
        CampaignView(
            line=one, title=titles.get(f"{STREAM}{one.id}", ""), tally=tallies.get(one.id, Tally()),
            rectified=righted.get(one.id, (0, 0))[0], filed=righted.get(one.id, (0, 0))[1],
            is_own=one.unit == post.unit_id,
        )
        for one in lines
    )  # fmt: skip


def open_for(office: Office, post: Post, now: datetime) -> Mapping[str, str]:
    """Return the titles of campaigns that an inspection may name today, by id."""
    today = today_of(office, now)
    return {
        one.line.id: one.title for one in campaigns_of(office, post)
        if not one.line.is_closed and one.line.last_date >= today
    }  # fmt: skip


def seasons_of(office: Office, now: datetime) -> tuple[Standing, ...]:
    """Return the seasons that stand today, or begin within two weeks: what the calendar switches on."""
    return standing(office.directory.calendar, today_of(office, now), ahead_days=AHEAD_DAYS)
