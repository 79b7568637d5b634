"""Who is admitted to the pages of oversight rounds."""

from linli.actions.deciding import Office
from linli.console.seat import Access
from linli.domain.oversight_round import reads_rounds, team_unit
from linli.domain.unit import Post
from linli.domain.wording import Wording


def has_rounds(office: Office, post: Post) -> bool:
    """Say whether `post` goes on rounds or watches over them."""
    return reads_rounds(post, office.directory)


def _plans(office: Office, post: Post) -> bool:
    return team_unit(post, office.directory) is not None


ROUND_POSTS = Access(
    words=Wording("巡察组、区级协调员和审计岗位", "Oversight teams, the district's coordinator, auditors"),
    admits=has_rounds,
)
PLANNING_POSTS = Access(words=Wording("巡察组成员", "Members of an oversight team"), admits=_plans)
BY_ROUND = Access(
    words=Wording(
        "巡察组;区级协调员和审计岗位只看,被巡察单位的人看不到",
        "The round's team; the coordinator and auditors read it, nobody of a visited unit does",
    ),
    admits=has_rounds,
)
BY_UNIT = Access(
    words=Wording("在岗人员;只看移交给本单位的问题", "Anybody in post; only what was handed over to their unit"),
    admits=lambda office, post: True,
)
