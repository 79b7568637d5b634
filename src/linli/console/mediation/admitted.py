"""Who is admitted to the rooms of mediation."""

from linli.actions.disputes import may_register
from linli.actions.sittings import may_keep_rooms
from linli.console.seat import Access
from linli.domain.wording import Wording

REGISTERING = Access(
    words=Wording(
        "发现纠纷的岗位:受理、派遣、协调、调解员、网格员、网格长、社区民警、承办人",
        "Posts that find disputes: operators, dispatchers, coordinators, mediators, grid workers, officers, handlers",
    ),
    admits=lambda office, post: may_register(post),
)
ROOM_KEEPERS = Access(
    words=Wording(
        "综治中心、调委会、居(村)委会里登记调解室的岗位", "Posts of centres and committees that enter their own rooms"
    ),
    admits=may_keep_rooms,
)
