"""Who is admitted to the pages of what stands ready."""

from linli.console.seat import Access
from linli.domain.supply_checks import has_supplies, is_centre_post, may_begin
from linli.domain.wording import Wording

READY_POSTS = Access(
    words=Wording(
        "在岗人员(系统管理员、个人信息保护负责人、楼栋联络员除外);只看得到本单位和本辖区的",
        "Anybody in post but administrators, data protection officers and building contacts; own unit and area only",
    ),
    admits=lambda office, post: has_supplies(post),
)
KEEPING_POSTS = Access(
    words=Wording("管物资设备的岗位,只登记本单位的", "Posts that keep supplies and equipment, for their own unit"),
    admits=lambda office, post: may_begin(post, office.directory),
)
CHECKING_POSTS = Access(
    words=Wording("综治中心的岗位,自查本级和下级中心", "Posts of a centre, for their own and those below it"),
    admits=lambda office, post: is_centre_post(post, office.directory),
)
