"""Which seats are admitted where: the few rules that views name in `who_may`."""

from linli.actions.case_lists import WITH_PAGES, has_desk
from linli.actions.deciding import Office
from linli.actions.figures import has_figures
from linli.actions.wall_views import sees_county
from linli.console.seat import Access
from linli.domain.engine.moves import move_for
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.procedures import procedures


def _may_file(office: Office, post: Post) -> bool:
    """The roles that a procedure with a form of its own lets take in a matter."""
    moves = (move_for(procedures()[key], None, "file") for key in WITH_PAGES)
    return any(post.role in way.roles for move in moves if move for way in move.who)


SIGNED_IN = Access(
    words=Wording("已登录的工作人员", "Staff who are signed in"), admits=lambda office, post: True, needs_post=False
)
ENROLLING = Access(
    words=Wording("已登录的工作人员,没有第二种验证方式时也可以", "Staff signed in, also before a second factor"),
    admits=lambda office, post: True,
    needs_post=False,
    is_before_two=True,
)
ANY_POST = Access(words=Wording("任何在岗人员", "Anybody in post"), admits=lambda office, post: True)
BY_CASE = Access(
    words=Wording("在岗人员;每件事项另按查看规则", "Anybody in post; each matter by the access policy"),
    admits=lambda office, post: True,
)
DESK_POSTS = Access(
    words=Wording("综治中心的受理员、派遣员、协调员", "Operators, dispatchers and coordinators of a centre"),
    admits=has_desk,
)
WALL_POSTS = Access(
    words=Wording("看得到全区公开事项的岗位", "Posts that may see the open matters of the whole county"),
    admits=sees_county,
)
FIGURE_POSTS = Access(
    words=Wording(
        "在岗人员(系统管理员除外);数字只取自己看得到的事项",
        "Anybody in post but administrators; figures are taken over matters that they may list",
    ),
    admits=has_figures,
)
FILING_POSTS = Access(words=Wording("可以登记事项的岗位", "Posts that may take in a matter"), admits=_may_file)
