"""Who is admitted to the petition duty desk."""

from linli.actions.petitions import has_petitions, may_register
from linli.console.seat import Access
from linli.domain.wording import Wording

REGISTERING = Access(
    words=Wording(
        "登记信访事项的岗位:受理、派遣、协调、承办、联络、回访",
        "Posts that register petitions: operators, dispatchers, coordinators, handlers, liaisons, follow-up",
    ),
    admits=lambda office, post: may_register(post),
)
DUTY_DESK = Access(
    words=Wording(
        "登记或办理信访事项的岗位,以及单位负责人、召集人、包案领导、审计;每件另按查看规则",
        "Posts that register or handle petitions, heads, conveners, sponsors, auditors; each matter by the policy",
    ),
    admits=lambda office, post: has_petitions(post),
)
