"""Who is admitted to the room of deputies' suggestions."""

from linli.actions.suggestions import has_suggestions, takes_in
from linli.console.seat import Access
from linli.domain.wording import Wording

ROOM_POSTS = Access(
    words=Wording("办理单位、人大代表工作机构、分包领导和审计;每件另按查看规则",
                  "Units that answer, the deputies' office, sponsors and auditors; each by the access policy"),
    admits=lambda office, post: has_suggestions(post),
)  # fmt: skip
OFFICE_POSTS = Access(
    words=Wording("全区的受理员、派遣员、协调员", "Operators, dispatchers and coordinators of the whole county"),
    admits=takes_in,
)
