"""What the reading pages say: help and privacy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linli.domain.wording import Wording as W


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its lines."""

    title: W
    lines: tuple[W, ...]


def filled(sections: Iterable[Section], words: Mapping[str, W]) -> tuple[Section, ...]:
    """Return sections with every {name} in their lines replaced by the words of that name."""
    zh, en = ({key: one.within(language) for key, one in words.items()} for language in ("zh", "en"))
    return tuple(
        Section(title=one.title, lines=tuple(W(line.zh.format(**zh), line.en.format(**en)) for line in one.lines))
        for one in sections
    )


def _section(title: W, *lines: W) -> Section:
    return Section(title=title, lines=lines)


HELP: tuple[Section, ...] = (
    _section(
        W("怎么反映", "How to report"),
        W(
            "分三步:在哪里、发生了什么、看一遍再提交。不用注册,不用装软件。",
            "Three steps: where, what, check and send. No account and no app is needed.",
        ),
        W(
            "说不清是哪一类,就选“我说不清”,由综治中心帮您选。",
            "If you cannot say what kind it is, choose “I am not sure”; the centre chooses for you.",
        ),
        W(
            "填到一半离开,两小时内回来,填过的还在。",
            "If you leave halfway and come back within two hours, everything is still there.",
        ),
    ),
    _section(
        W("回执码是什么", "What is the receipt code"),
        W(
            "提交后您会得到 16 位回执码。凭它查进度、补充、评价、请求重新办理。",
            "After sending you get a code of 16 characters. With it you follow the matter, add to it, rate "
            "it, or ask to reopen it.",
        ),
        W(
            "请抄下来、拍下来或打印出来。谁拿着它,谁就能看到这件事;我们不会向您索要。",
            "Write it down, photograph it or print it. Whoever holds it can see the matter; we never ask you for it.",
        ),
        W(
            "匿名反映的,回执码丢了就找不回来了;留了电话的,可以打电话请中心核对后重新告诉您。",
            "If you reported anonymously, a lost code cannot be recovered; if you left a phone number, call "
            "the centre.",
        ),
    ),
    _section(
        W("多久有答复", "How long it takes"),
        W(
            "网上来件 {take_in}内受理,一般事项 {wait}内答复。每一步的时限和算法,在“查进度”里都看得到。",
            "Web reports are taken in within {take_in} and answered within {wait} as a rule. Every "
            "step's time, and how it is counted, stands on the page of your matter.",
        ),
        W(
            "超过时限,这件事会自动上移一级,换人来办。",
            "When a step is late, the matter moves up one level by itself.",
        ),
    ),
    _section(
        W("对结果不满意", "If you are not satisfied"),
        W(
            "办结后 {rating_right}内可以评价,也可以请求重新办理;由上一级决定,第一次的办理记录会保留。",
            "Within {rating_right} you may rate it, or ask to reopen it; the level above decides, and the first "
            "record stays.",
        ),
        W(
            "您也可以拨打 12345,或依法申请复查、行政复议、提起诉讼。",
            "You may also call 12345, ask for a review, or go to court as the law provides.",
        ),
    ),
    _section(
        W("看不清、不会用", "If reading is hard"),
        W(
            "点页面上方的“长辈版”,字更大、按钮更大;还嫌小,点“再大些”。",
            "Press “Large type” at the top; for still larger type press “Larger”.",
        ),
        W(
            "也可以直接打电话,或到社区、街道的窗口,由工作人员代填。",
            "Or call, or come to the window of the community or subdistrict; staff fill it in for you.",
        ),
    ),
    _section(
        W("到窗口办事", "At the service hall"),
        W(
            "先看“政务服务”里的办事指南:带什么、要多久、收不收费。缺材料的,五个工作日内一次告诉您,清单以外的不得再要。",
            "Read the guide under “Services” first: what to bring, how long, what it costs. What is missing is told"
            " once, within five working days; nothing beyond that list may be asked for.",
        ),
        W(
            "申请了不受理、迟迟不办、跑了几趟没结果,用“反映办不成的事”:当日有人联系您,五个工作日内解决。",
            "Not taken in, never decided, or several trips for nothing: use “Something will not get done”. You are"
            " contacted the same day; it is solved within five working days.",
        ),
        W(
            "凭回执码评价,五个等级不预先选好;工作人员看不到是谁评的。差评要整改并回访。",
            "Rate it with the receipt code; none of the five grades is chosen beforehand, and staff do not see who"
            " rated. A bad review is put right and called back.",
        ),
    ),
)

PRIVACY: tuple[Section, ...] = (
    _section(
        W("谁在处理", "Who handles your data"),
        W(
            "本区综治中心。电话见“反映渠道”页。个人信息保护负责人可以通过中心联系。",
            "The governance centre of this district; its phone numbers stand on the page of channels. The "
            "data protection officer is reached through the centre.",
        ),
    ),
    _section(
        W("收集什么,用来做什么", "What is asked, and what for"),
        W(
            "地点、类别、您写的情况、照片:用来办这件事。",
            "Place, kind, your words and photos: to handle the matter.",
        ),
        W(
            "称呼、电话、邮箱(您可以不填,选择匿名):只用来就这件事回复您。",
            "Name, phone, e-mail (you may stay anonymous instead): only to answer you about this matter.",
        ),
        W(
            "当前位置:只有您按下“用我的位置”时才读取一次,用来找到网格。",
            "Your position: read once, only when you press “Use my position”, to find the grid.",
        ),
        W(
            "不要求身份证号、人脸、通讯录;请不要写别人的隐私。",
            "No identity number, no face, no address book is asked. Please do not write private things about others.",
        ),
    ),
    _section(
        W("谁看得到", "Who sees it"),
        W(
            "承办单位看得到事情本身,看不到您的姓名和电话;综治中心和回访人员为了回复您可以看到,每次查看都有记录。",
            "The handling unit sees the matter, not your name or phone. The centre and the follow-up desk "
            "may see them to answer you; every look is recorded.",
        ),
        W(
            "公开的只有类别、所在网格、办到哪一步、哪天收到。您的话和照片不公开。",
            "Public are only the kind, the grid, the stage and the day. Your words and photos are not.",
        ),
        W(
            "照片会重新生成,里面的拍摄位置、时间、机型都会去掉。",
            "Photos are made anew: the place, time and device stored inside are removed.",
        ),
        W(
            "除法律规定外,不提供给与这件事无关的任何单位和个人。",
            "Nothing goes to anybody without a duty in the matter, unless the law demands it.",
        ),
    ),
    _section(
        W("保存多久", "How long it is kept"),
        W(
            "没有提交的:至多保留两小时;您也可以按“不报了,删除已填的”,马上删除。",
            "Not sent: two hours at most; or press “Do not report; delete what I filled in”, and it is gone at once.",
        ),
        W(
            "已提交的:按本区公布的档案期限保存,到期删除个人信息;删除后公开的记录仍能核验。",
            "Sent: for the period this district publishes; then personal data are erased, and the public "
            "record can still be verified.",
        ),
        W(
            "防止有人乱试回执码:只记网段的加密摘要,十分钟后失效,不记您的地址。",
            "Against guessing of codes: a keyed hash of the part of the net, for ten minutes; your address "
            "is not stored.",
        ),
    ),
    _section(
        W("浏览器里存什么", "What stays in your browser"),
        W(
            "语言、字号、明暗的选择,防伪造提交的随机数,填写时的草稿编号。没有统计和广告,不连接别的网站。",
            "Your choice of language, type size and theme, a random number against forged forms, the number "
            "of your draft. No statistics, no adverts, no other site is contacted.",
        ),
    ),
    _section(
        W("您的权利", "Your rights"),
        W(
            "您可以查阅、复制、更正、补充、删除您的个人信息,撤回同意,要求解释,或注销反映。凭回执码在“查进度”"
            "里补充、撤回,或到窗口、打电话提出。",
            "You may see, copy, correct, complete and erase your data, take back consent, and ask for an "
            "explanation: with your code on the page of your matter, at the window, or by phone.",
        ),
        W(
            "不同意处理不影响您匿名反映。对处理不满意,可以向网信部门投诉或依法起诉。",
            "You can always report anonymously. You may complain to the cyberspace administration or go to court.",
        ),
        W("依据:《个人信息保护法》第十七条。", "Basis: Personal Information Protection Law, art. 17."),
    ),
)
