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


CALL_SCRIPTS = (
    ("grid_event", "网格事件", "grid events",
     "您好,这里是区回访组,打电话问一下您反映的{what}(编号 {number})。{unit}说已经办好了,您现在看是解决了吗?"
     "您对办理满意吗?不满意可以请求重新办理,这不影响您以后的任何事。现在不方便的话,我换个时间再打。",
     "Good day, this is the district's follow-up desk about your report of {what_en} ({number}). {unit} says it is done. "
     "Is it solved as you see it? Are you satisfied with how it was handled? If not, you may ask to have it reopened; it "
     "affects nothing else of yours. If this is a bad time, I will call again."),
    ("petition", "信访事项", "petitions",
     "您好,这里是区回访组,想听听您对信访事项 {number} 办理情况的意见。{unit}的书面答复您收到了吗?答复说清楚了吗?"
     "您对办理满意吗?不满意的话,法定期限内您可以请求复查、复核,怎么提我可以告诉您。",
     "Good day, this is the district's follow-up desk about petition {number}. Did the written answer of {unit} reach you? Was it "
     "clear? Are you satisfied with the handling? If not, you may ask for a review within the lawful time; I can tell you how."),
    ("dispute", "矛盾纠纷", "disputes",
     "(先确认接电话的是本人。)您好,这里是区回访组。您申请调解的事项 {number} 已经了结。约定的事都做到了吗?您对调解员的工作满意吗?"
     "具体内容您不用在电话里说。如果还有争议,可以申请重新调解,也可以仲裁或者起诉。",
     "(Make sure first that it is the person.) Good day, this is the district's follow-up desk. The mediation you applied for ({number}) has come to its end. Was done what "
     "was agreed? Are you satisfied with the mediators' work? You need not say what it was about. If something is still open, you "
     "may ask for mediation again, or go to arbitration or court."),
    ("support", "帮扶", "support",
     "您好,这里是区回访组,打电话问一下编号 {number} 的帮扶事项。定下来的措施都到位了吗?您满意吗?"
     "不满意可以申诉,我可以帮您记下来。",
     "Good day, this is the district's follow-up desk about the support matter {number}. Were all measures that were decided really "
     "given? Are you satisfied? If not, you may appeal, and I can take it down."),
    ("stuck_matter", "办不成事", "stuck matters",
     "您好,这里是区回访组,打电话问一下您反映办不成的事(编号 {number})。{unit}说已经办好了,您现在办成了吗?您满意吗?"
     "没办成的话,可以请求重新办理。",
     "Good day, this is the district's follow-up desk about what could not get done ({number}). {unit} says it is done now. Is it? "
     "Are you satisfied? If it is not done, you may ask to have it reopened."),
    ("service_visit", "窗口办事", "service visits",
     "您好,这里是区回访组,打电话问一下您在窗口办的事(编号 {number})。{unit}说已经办结,结果您拿到了吗?跑了几趟?您满意吗?",
     "Good day, this is the district's follow-up desk about what you applied for at the counter ({number}). {unit} says it is done. "
     "Did you get the result? How many trips did it take? Are you satisfied?"),
)  # fmt: skip
"""What is said on the telephone, for each kind of matter: nothing that a stranger on the line should not hear."""

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
        "drill_overdue",
        ("预案演练逾期:{what}", "Drill overdue: {what_en}"),
        ("“{what}”应在{due}前演练,还没有记录。请组织演练并写下经验教训。",
         "“{what_en}” was to be drilled by {due_en} and no drill is recorded. Hold one and write down what it taught."),
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
        "recounted",
        ("{number} 的期限变了", "{number} has another deadline"),
        ("放假安排公布或更新,{what}({number})的“{clock}”由{was_due}改为{due}到期。", "The public holidays were published or changed: “{clock_en}” of {what_en} ({number}) was due {was_due_en} and is now due {due_en}."),
        is_reminder=True,
    ),
    _template(
        "supervised",
        ("{number} 收到督办", "{number} is under supervision"),
        ("{asker}对{what}({number})发出督办。", "{asker} issued a supervision order on {what_en} ({number})."),
    ),
    _template(
        "sponsor_named",
        ("{number} 由您包案", "{number}: you are its sponsor"),
        ("联席会议确定由您包案:{what}({number}),由{unit}办理,请督促在{due}前化解。", "The joint meeting named you sponsor of {what_en} ({number}), handled by {unit}. Please see it solved {due_en}."),
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
        "r_recounted",
        ("{number} 的期限变了", "{number} has another deadline"),
        ("放假安排公布或更新,您反映的{what}的“{clock}”由{was_due}改为{due}到期。", "The public holidays were published or changed: “{clock_en}” of your report of {what_en} was due {was_due_en} and is now due {due_en}."),
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
        "r_missing",
        ("{number} 还缺材料", "{number}: papers are missing"),
        ("您申请的{what}还缺材料,清单已一次列全,请凭回执码查看。补齐前的时间不计入期限。", "Papers are missing for {what_en}. The list is complete; please look with your receipt code. Time until you send them does not count."),
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
    _template(
        "glass_broken",
        ("{number} 被紧急打开,请复核", "{number} was opened in an emergency: please review"),
        ("{unit}的{role}紧急打开了密封事项 {number},理由:{reason}。请在 7 天内到“问责”页复核。", "The {role_en} of {unit} opened the sealed matter {number} in an emergency: {reason_en}. Please review it on the Accountability page within 7 days."),
    ),
    _template(
        "glass_overdue",
        ("{number} 的紧急打开逾期未复核", "The emergency opening of {number} was not reviewed in time"),
        ("{unit}的{role}紧急打开密封事项 {number},7 天内应当复核,已逾期 {days} 天。请到“问责”页督促或复核。", "The {role_en} of {unit} opened the sealed matter {number} in an emergency; its review was due within 7 days and is late (day {days}). Please see to it on the Accountability page."),
    ),
    _template(
        "bulk_reading",
        ("一个岗位今天查看较多", "A post opened much today"),
        ("{unit}的{role}今天已 {amount} 次打开隐藏信息,明显多于平时。请到“问责”页了解。", "The {role_en} of {unit} opened hidden data {amount} times today, far more than usual. Please look at the Accountability page."),
    ),
    _template(
        "sign_in_changed",
        ("您的账号有变动", "Your account has changed"),
        ("{when},您账号的登录方式有变动:{change}。如果不是您本人操作,请立即到“我的账号”结束所有会话,并联系管理员。", "At {when_en} the sign-in of your account changed. {change_en}. If it was not you, end every session under “My account” now and tell your administrator."),
    ),
    _template(
        "sign_in_new_browser",
        ("您的账号在新的浏览器上登录", "Your account was used on a new browser"),
        ("{when},您的账号在一台以前没有用过的浏览器上登录({browser})。如果不是您本人,请立即到“我的账号”结束所有会话、更换密码,并联系管理员。", "At {when_en} your account signed in on a browser that was not used before ({browser_en}). If it was not you, end every session under “My account” now, change the password and tell your administrator."),
    ),
    _template(
        "sitting",
        ("{number} 约定了调解时间", "{number}: a sitting is planned"),
        ("{number} 的调解定于{when},请准时参加。打开这件事可以下载日程。", "Mediation of {number} sits {when_en}. Open the matter to take it into your calendar."),
    ),
    _template(
        "sitting_off",
        ("{number} 的调解取消", "{number}: a sitting is called off"),
        ("{number} 的第 {sitting} 次调解取消,新的时间另行通知。", "Sitting no. {sitting} of {number} is called off; you will hear of a new time."),
    ),
    _template(
        "r_sitting",
        ("{number} 约定了调解时间", "{number}: a sitting is planned"),
        ("您申请的调解({number})定于{when}。地点和日程请凭回执码查看;来不了请提前打电话。", "The mediation you applied for ({number}) sits {when_en}. See the place with your receipt code; call if you cannot come."),
    ),
    _template(
        "r_sitting_off",
        ("{number} 的调解取消", "{number}: a sitting is called off"),
        ("您申请的调解({number})第 {sitting} 次取消,新的时间另行通知。", "Sitting no. {sitting} of the mediation you applied for ({number}) is called off; you will hear of a new time."),
    ),
    _template(
        "p_sitting",
        ("{number} 约定了调解时间", "{number}: a sitting is planned"),
        ("您参加的调解({number})定于{when}。地点请看给您的链接;来不了请提前告诉{unit}。", "The mediation in which you are a party ({number}) sits {when_en}. See the place by the link you were given; tell {unit} if you cannot come."),
    ),
    _template(
        "p_sitting_off",
        ("{number} 的调解取消", "{number}: a sitting is called off"),
        ("您参加的调解({number})第 {sitting} 次取消,新的时间另行通知。", "Sitting no. {sitting} of the mediation in which you are a party ({number}) is called off; you will hear of a new time."),
    ),
    *(
        _template(f"call_{kind}", (f"回访话术:{zh_kind}", f"Script of a call: {en_kind}"), (zh, en))
        for kind, zh_kind, en_kind, zh, en in CALL_SCRIPTS
    ),
)  # fmt: skip

TEMPLATES: dict[str, MessageTemplate] = {template.key: template for template in _ALL}
