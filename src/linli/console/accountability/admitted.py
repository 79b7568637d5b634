"""Who is admitted to accountability, as the one access policy says."""

from linli.console.seat import Access
from linli.domain.engine.access import ACCOUNT_ROLES, GLASS_ROLES
from linli.domain.wording import Wording

ACCOUNTANTS = Access(
    words=Wording(
        "个人信息保护负责人、审计员(本区域);单位负责人(本单位)",
        "Protection officers and auditors for their area; heads of unit for their unit",
    ),
    admits=lambda office, post: post.role in ACCOUNT_ROLES,
)
GLASS_POSTS = Access(
    words=Wording(
        "本区域的受理员、派遣员、协调员、回访员和单位负责人",
        "Operators, dispatchers, coordinators, follow-up desks and heads of unit of the area",
    ),
    admits=lambda office, post: post.role in GLASS_ROLES,
)
