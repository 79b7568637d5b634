"""What messages say: short, polite, concrete, in both languages; `{names}` are filled from the message's params."""

from dataclasses import dataclass

from linli.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplate:
    """One message: a subject for mail and lists, and the text."""

    key: str
    subject: Wording
    text: Wording
    is_reminder: bool = False
    """Reminders wait for the receiver's working hours."""


def _template(
    key: str, subject: tuple[str, str], text: tuple[str, str], *, is_reminder: bool = False
) -> MessageTemplate:
    return MessageTemplate(key=key, subject=Wording(*subject), text=Wording(*text), is_reminder=is_reminder)


_ALL = (
    _template(
        "handed_over",
        ("{number} 交给您办理", "{number} is with you now"),
        ("{what}({number})现在由{unit}负责,请在{due}前办这一步。", "{what_en} ({number}) is now with {unit}. This step is due {due_en}."),
    ),
    _template(
        "near",
        ("{number} 快到期", "{number} is nearly due"),
        ("{what}({number})的“{clock}”将在{due}到期。", "“{clock_en}” of {what_en} ({number}) is due {due_en}."),
        is_reminder=True,
    ),
    _template(
        "overdue",
        ("{number} 已超时", "{number} is overdue"),
        ("{what}({number})的“{clock}”已在{due}到期。", "“{clock_en}” of {what_en} ({number}) was due {due_en}."),
        is_reminder=True,
    ),
    _template(
        "moved_up_to_you",
        ("{number} 超时上移到您这里", "{number} moved up to you"),
        ("{what}({number})超过时限,已从{from_unit}上移到{unit},请接手。", "{what_en} ({number}) ran over and moved up from {from_unit} to {unit}. Please take it on."),
    ),
    _template(
        "moved_up",
        ("{number} 超时,已上移一级", "{number} moved up one tier"),
        ("{what}({number})超过时限,已上移到{unit}。您仍可以看到进展。", "{what_en} ({number}) ran over and moved up to {unit}. You can still follow it."),
        is_reminder=True,
    ),
    _template(
        "on_agenda",
        ("{number} 列入联席会议", "{number} is on the joint meeting's agenda"),
        ("{what}({number})在最高一级仍超时,已列入联席会议议程,仍由{unit}负责。", "{what_en} ({number}) ran over at the top tier and is on the joint meeting's agenda. {unit} still has it."),
        is_reminder=True,
    ),
    _template(
        "asked_to_help",
        ("{number} 请您单位协办", "{number}: your help is asked"),
        ("{asker}请{unit}协办{what}({number}),请在{due}前答复。", "{asker} asks {unit} for help with {what_en} ({number}). A reply is due {due_en}."),
    ),
    _template(
        "second_person_needed",
        ("{number} 等您同意", "{number} waits for your agreement"),
        ("{what}({number})的“{move}”需要另一个人同意。", "“{move_en}” of {what_en} ({number}) needs a second person's agreement."),
    ),
    _template(
        "extension_asked",
        ("{number} 申请延期", "{number}: an extension is asked"),
        ("{asker}为{what}({number})申请延期,请批复。", "{asker} asks for more time for {what_en} ({number}). Please decide."),
    ),
    _template(
        "reopen_asked",
        ("{number} 请求重新办理", "{number}: reopening is asked"),
        ("反映人对{what}({number})的结果不满意,请求重新办理,请在{due}前答复。", "Whoever reported {what_en} ({number}) is unhappy and asks to reopen it. Please answer by {due_en}."),
    ),
    _template(
        "supervised",
        ("{number} 收到督办", "{number} is under supervision"),
        ("{asker}对{what}({number})发出督办。", "{asker} issued a supervision order on {what_en} ({number})."),
    ),
    _template(
        "r_filed",
        ("已收到您反映的事 {number}", "We received your report {number}"),
        ("您反映的{what}已收到,编号 {number}。最迟{due}答复您。凭回执码可以随时查看进展。", "Your report of {what_en} has arrived, number {number}. You will be answered by {due_en}. Your receipt code shows the progress at any time."),
    ),
    _template(
        "r_dispatched",
        ("您反映的事 {number} 有人办了", "{number} has found its unit"),
        ("已转给{unit},最迟{due}答复您。", "It was sent to {unit}. You will be answered by {due_en}."),
    ),
    _template(
        "r_paused",
        ("{number} 暂停办理", "{number} is paused"),
        ("您反映的{what}暂停计时,原因:{reason}。", "The clock of your report of {what_en} is paused: {reason_en}."),
    ),
    _template(
        "r_extended",
        ("{number} 延长了时限", "{number} was given more time"),
        ("您反映的{what}经批准延长了处置时限,新的期限是{due}。", "More time was approved for your report of {what_en}: it is now due {due_en}."),
    ),
    _template(
        "r_answered",
        ("{number} 有了答复", "{number} has been answered"),
        ("您反映的{what}有了答复,请凭回执码查看。", "Your report of {what_en} has been answered. Please look with your receipt code."),
    ),
    _template(
        "r_closed",
        ("{number} 已办结", "{number} is closed"),
        ("您反映的{what}已办结。您可以评价;不满意可以请求重新办理。", "Your report of {what_en} is closed. You may rate it; if you are unhappy, ask to reopen it."),
    ),
    _template(
        "r_rejected",
        ("{number} 没有受理", "{number} was not taken in"),
        ("您反映的{what}没有受理,原因请凭回执码查看。您可以请求重新办理,或拨打 12345。", "Your report of {what_en} was not taken in; your receipt code shows why. You may ask to reopen it, or call 12345."),
    ),
    _template(
        "r_reopened",
        ("{number} 重新办理", "{number} is reopened"),
        ("您反映的{what}已决定重新办理,最迟{due}答复您。", "Your report of {what_en} is reopened. You will be answered by {due_en}."),
    ),
    _template(
        "r_kept_closed",
        ("{number} 维持办结", "{number} stays closed"),
        ("经复核,您反映的{what}维持办结,理由请凭回执码查看。", "After review your report of {what_en} stays closed; your receipt code shows why."),
    ),
)  # fmt: skip

TEMPLATES: dict[str, MessageTemplate] = {template.key: template for template in _ALL}
