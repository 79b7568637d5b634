"""Who is admitted to the pages about rights and breaches."""

from linli.console.seat import Access
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.procedures import data_breach, data_right

OFFICERS = Access(
    words=Wording("个人信息保护负责人", "Data protection officers"),
    admits=lambda office, post: post.role is Role.DATA_PROTECTION_OFFICER,
)
COUNTER_POSTS = Access(
    words=Wording("登记权利请求的岗位:受理、派遣、协调、回访、个人信息保护负责人",
                  "Posts that take rights requests down: operators, dispatchers, coordinators, follow-up, officers"),
    admits=lambda office, post: post.role in data_right.COUNTER,
)  # fmt: skip
BREACH_POSTS = Access(
    words=Wording("个人信息保护负责人和区协调员", "Data protection officers and district coordinators"),
    admits=lambda office, post: post.role in data_breach.RECORDERS,
)
