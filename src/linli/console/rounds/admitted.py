"""Who is admitted to the pages of rounds: a worker to their own, offices to totals; nobody to a list of workers."""

from linli.actions.deciding import Office
from linli.actions.rosters import may_open_roster
from linli.actions.round_weeks import may_cover
from linli.console.seat import Access
from linli.domain.exemption import LEADERS, may_state
from linli.domain.roster import makes_rosters
from linli.domain.round import walks
from linli.domain.unit import Post, UnitKind
from linli.domain.wording import Wording


def has_rounds(office: Office, post: Post) -> bool:
    """Say whether `post` goes on rounds."""
    return walks(post, office.directory)


def keeps_days(office: Office, post: Post) -> bool:
    """Say whether `post` states days that no round is asked for, or agrees to somebody's leave."""
    unit = office.directory.units.get(post.unit_id)
    leads = unit is not None and unit.kind in (UnitKind.COMMITTEE, UnitKind.TEAM) and post.role in LEADERS
    return leads or may_state(post, office.directory)


WALKING_POSTS = Access(
    words=Wording(
        "网格员、网格长和队伍里的承办人,只看自己的巡查",
        "Grid workers, grid leaders and handlers of teams: their own rounds",
    ),
    admits=has_rounds,
)
COVERING_POSTS = Access(
    words=Wording(
        "综治中心、居(村)委会、联席会议和审计岗位;只有社区合计",
        "Centres, committees, the joint meeting and auditors: totals of communities alone",
    ),
    admits=may_cover,
)
ROSTER_POSTS = Access(
    words=Wording(
        "网格员、网格长和队伍,以及排班的负责人,只看本单位",
        "Who walks for a unit and who makes its roster: their own unit",
    ),
    admits=may_open_roster,
)
BROADCAST_POSTS = Access(
    words=Wording(
        "网格员、网格长和队伍登记本单位的;综治中心、居(村)委会、联席会议和审计岗位查看本区域的",
        "Who walks for a unit enters its own; centres, committees, the joint meeting and auditors read",
    ),
    admits=lambda office, post: may_open_roster(office, post) or may_cover(office, post),
)
SECTION_POSTS = Access(
    words=Wording("单位负责人和网格长,只管本单位的路段", "Heads and grid leaders of units: their own unit's sections"),
    admits=lambda office, post: makes_rosters(post, office.directory),
)
DAYS_POSTS = Access(
    words=Wording("综治中心办公室,居(村)委会和队伍的负责人", "Offices of centres, and heads of committees and teams"),
    admits=keeps_days,
)
