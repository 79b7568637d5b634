"""Papers of a joint meeting's supervision: reminder, order and notice of listed supervision, each with the four fixed.

Source: 信访工作条例 (2022) arts. 38-40 (supervision); FIELD.md §2 (order signed by the chief convener).
"""

from linli.domain.paper import Line as PaperLine
from linli.domain.paper import PaperForm, Reader, Style, Table
from linli.domain.paper_forms.variables import (
    CASE,
    FILED,
    HOLDER,
    PHONE,
    PLACE,
    SEAL,
    STANDING,
    asked,
    body,
    coded,
    head,
    kind,
    lead,
    sign,
    title,
    value,
)
from linli.domain.wording import Wording

SIGNED = "________________"


def _order(key: str, *, called: Wording, heading: str, answer: str, repeat: str) -> PaperForm:
    """Return one strength of supervision as a paper; its number is the order's own, given when it was signed."""
    return PaperForm(
        key=key,
        title=called,
        reader=Reader.UNIT,
        has_red_head=True,
        variables=(
            CASE,
            FILED,
            kind("超期未办结"),
            PLACE,
            HOLDER,
            *STANDING,
            PHONE,
            coded("order_number", "督办文号", "Number of the order", "柳岸信访工作联席会议督〔2026〕3号",
                  of="order_number", is_required=False),
            coded("due_day", "督办期限", "Due", "2026年4月3日", of="due_date"),
            value("measures", "工作措施", "Measures", "应急抢修并恢复路面，费用由应急维修资金列支。", of="measures",
                  is_required=False),
            value("reason", "督办事由", "Why", "经联席会议明确四定后，到期仍未化解。", of="reason"),
            asked("demands", "督办要求", "What is demanded",
                  "一、本周内完成现场施工。\n二、每三个工作日反馈一次进展。"),
        ),
        layout=(
            title(heading),
            PaperLine(Style.CENTRE, "{{督办文号}}"),
            lead("{{承办单位}}："),
            Table(
                widths_mm=(30, 48, 30, 48),
                rows=(
                    ("事项编号", "{{事项编号}}", "上会原因", "{{事项类别}}"),
                    ("会议定案", "{{登记日期}}", "督办期限", "{{督办期限}}"),
                ),
            ),
            head("一、会议明确的措施"),
            *body("{{工作措施}}"),
            head("二、督办事由"),
            *body("{{督办事由}}"),
            head("三、督办要求"),
            *body("{{督办要求}}"),
            head("四、反馈方式"),
            *body(f"请在收到之日起{answer}个工作日内在系统中书面反馈；{repeat}。", "联系电话：{{联系电话}}"),
            *SEAL,
            *sign(f"总召集人（签发）：{SIGNED}", f"签 收 人：{SIGNED}"),
        ),
    )  # fmt: skip


ORDER_FORMS: tuple[PaperForm, ...] = (
    _order("meeting_reminder", called=Wording("督办提醒函", "Reminder of a joint meeting"), heading="督办提醒函",
           answer="10", repeat="逾期未反馈的，每10个工作日再次提醒"),
    _order("meeting_order", called=Wording("联席会议督办单", "Supervision order of a joint meeting"),
           heading="督 办 单", answer="5", repeat="逾期未反馈的，每5个工作日再次督办"),
    _order("meeting_listing", called=Wording("挂牌督办通知书", "Notice of listed supervision"),
           heading="挂牌督办通知书", answer="3", repeat="逾期未反馈的，每3个工作日再次督办，直至办结摘牌"),
)  # fmt: skip
