"""Who is admitted to the ledger of hazards and to sweeps."""

from linli.actions.hazards import has_ledger, may_enter
from linli.console.seat import Access
from linli.domain.sweep import PLANS
from linli.domain.wording import Wording

LEDGER_POSTS = Access(
    words=Wording("到场所开展工作的岗位、包案领导、召集人和审计;每件另按查看规则",
                  "Posts whose work leads them to places, sponsors, conveners, auditors; each by the access policy"),
    admits=lambda office, post: has_ledger(post),
)  # fmt: skip
ENTERING_POSTS = Access(
    words=Wording("可以登记安全隐患的岗位", "Posts that may enter a hazard"),
    admits=lambda office, post: may_enter(post),
)
SWEEP_POSTS = Access(
    words=Wording("可以组织排查的岗位,限本单位的区域", "Posts that may begin a sweep, in the area of their unit"),
    admits=lambda office, post: post.role in PLANS,
)
