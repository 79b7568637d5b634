"""Who is admitted to the set-up: as the one access policy says, for the whole county."""

from linli.console.seat import Access
from linli.domain.engine.access import may_set_up
from linli.domain.wording import Wording

READERS = Access(
    words=Wording("系统管理员、审计员、区级协调员(全区)", "Administrators, auditors, coordinators of the whole county"),
    admits=lambda office, post: may_set_up("setup.read", post, office.directory),
)
CHANGERS = Access(
    words=Wording("系统管理员(全区)", "Administrators of the whole county"),
    admits=lambda office, post: may_set_up("setup.change", post, office.directory),
)
DECIDERS = Access(
    words=Wording(
        "系统管理员、区级协调员、召集人、个人信息保护负责人(全区)",
        "Administrators, coordinators, conveners and data protection officers of the whole county",
    ),
    admits=lambda office, post: may_set_up("setup.decide", post, office.directory),
)
PROPOSAL_READERS = Access(
    words=Wording("设置的查看者和决定者(全区)", "Whoever reads the set-up or decides on it, for the whole county"),
    admits=lambda office, post: READERS.admits(office, post) or DECIDERS.admits(office, post),
)
REHEARSERS = Access(
    words=Wording("系统管理员、区级协调员(全区)", "Administrators and coordinators of the whole county"),
    admits=lambda office, post: may_set_up("setup.rehearse", post, office.directory),
)
