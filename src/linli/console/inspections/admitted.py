"""Who is admitted to the pages of inspections."""

from linli.console.seat import Access
from linli.domain.inspection_rights import has_inspections, may_plan
from linli.domain.unit import Role
from linli.domain.wording import Wording

INSPECTION_POSTS = Access(
    words=Wording("检查、安排检查和查看本辖区检查的岗位;审计员",
                  "Posts that inspect, plan inspections or read those of their area; the auditor"),
    admits=lambda office, post: has_inspections(post) and post.role is not Role.ADMINISTRATOR,
)  # fmt: skip
PLANNING_POSTS = Access(
    words=Wording("安排本单位检查的岗位", "Posts that plan inspections of their unit"),
    admits=lambda office, post: may_plan(post, office.directory),
)
BY_INSPECTION = Access(
    words=Wording(
        "在岗人员;每次检查只给检查人员、本单位和所在辖区看,突击检查开始前不给辖区看",
        "Anybody in post; each inspection only for its inspectors, its unit and its area, an unannounced one not for "
        "its area before it begins",
    ),
    admits=lambda office, post: has_inspections(post),
)
