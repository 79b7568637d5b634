"""Who is admitted to the service hall's pages."""

from linli.actions.service_guides import EDITORS
from linli.actions.services import ROOM_ROLES
from linli.console.seat import Access
from linli.domain.wording import Wording
from linli.procedures import service_visit

ROOM_POSTS = Access(
    words=Wording(
        "窗口、受理、派遣、承办、协调、回访、审计岗位;事项另按查看规则",
        "Desk, dispatching, handling, coordinating, follow-up and auditing posts; each matter by the access policy",
    ),
    admits=lambda office, post: post.role in ROOM_ROLES,
)
DESK_POSTS = Access(
    words=Wording("窗口收件的岗位", "Posts that take in at a desk"),
    admits=lambda office, post: post.role in service_visit.WINDOW,
)
EDITING_POSTS = Access(
    words=Wording(
        "受理员、派遣员、协调员、联络员、单位负责人;只改本单位的,区综治中心可改全部",
        "Operators, dispatchers, coordinators, liaisons, heads of unit: their own unit's; the county's centre, all",
    ),
    admits=lambda office, post: post.role in EDITORS,
)
