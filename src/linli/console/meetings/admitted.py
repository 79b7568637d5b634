"""Who is admitted to the pages of joint meetings."""

from linli.actions.deciding import Office
from linli.actions.meetings import own_unit
from linli.console.seat import Access
from linli.domain.meeting import may_prepare, may_sign
from linli.domain.unit import Post
from linli.domain.wording import Wording


def has_meetings(office: Office, post: Post) -> bool:
    """Say whether `post` sits in a joint meeting or belongs to its office."""
    return own_unit(office, post) is not None


def _prepares(office: Office, post: Post) -> bool:
    unit = own_unit(office, post)
    return unit is not None and may_prepare(post, unit, office.directory)


def _signs(office: Office, post: Post) -> bool:
    unit = own_unit(office, post)
    return unit is not None and may_sign(post, unit)


MEETING_POSTS = Access(
    words=Wording("联席会议的召集人、包案领导和会议办公室",
                  "Conveners and sponsors of a joint meeting, and its office"),
    admits=has_meetings,
)  # fmt: skip
PREPARING_POSTS = Access(
    words=Wording("联席会议办公室(同级综治中心)和召集人",
                  "The meeting's office (the centre beside it) and its convener"),
    admits=_prepares,
)  # fmt: skip
SIGNING_POSTS = Access(
    words=Wording("联席会议召集人", "The convener of a joint meeting"), admits=_signs
)  # fmt: skip
BY_MEETING = Access(
    words=Wording(
        "在岗人员;每次会议只给参会的、筹备的和审计岗位看",
        "Anybody in post; each sitting only for who sits in it, prepares it, is asked to it, or audits",
    ),
    admits=lambda office, post: True,
)
