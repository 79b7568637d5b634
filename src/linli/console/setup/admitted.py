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
REHEARSERS = Access(
    words=Wording("系统管理员、区级协调员(全区)", "Administrators and coordinators of the whole county"),
    admits=lambda office, post: may_set_up("setup.rehearse", post, office.directory),
)
