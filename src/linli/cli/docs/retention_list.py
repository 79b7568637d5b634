"""The reference of retention: how long personal data of each kind of matter are kept, and the notices with versions."""

from collections.abc import Iterator

from linli.cli.docs.tables import GENERATED, table
from linli.domain.notice_history import FORMER
from linli.domain.privacy_notice import NOTICES
from linli.domain.retention import LEGAL_BASIS, RULES
from linli.domain.wording import Wording

TITLE = Wording("保存期限和告知", "Retention and notices")
WHAT = Wording(
    "事项办结、期限届满后,`linli work` 删除反映人和当事人留下的个人信息,以“{basis}”为据写入日志。"
    "依法留存、待定的重办请求和待同意的操作会挡住它;工作人员写的办理记录不动。"
    "依法留存由个人信息保护负责人或区协调员凭文书设置(写入日志),由另一人解除,期间按请求删除也会被拒绝。"
    "七天没有继续办理的待导入文件、过期的会话和已导入文件里被退回的单元格内容,同时清除;有人依法删除时,待导入的文件立即清除。",
    "When a matter has ended and its period is over, `linli work` erases what reporters and parties left, by an "
    "ordinary `erase` entry with the basis “{basis}”. A legal hold, a pending wish to reopen or a pending proposal "
    "stops it. What staff wrote about the work stays. A hold is put by the data protection officer or the district "
    "coordinator with the number of a document, as an entry, and lifted by somebody else; erasing on request is "
    "refused meanwhile. The same round drops files that waited seven days to be loaded, ended sessions, and what stood "
    "in refused cells; an erasure on request drops every file that waits at once.",
)
NOTICES_ARE = Wording(
    "告知的版本由文字算出,改一个字就是新的版本;旧版保留在“隐私告知”页,每次反映、来电登记和评价都记下当时的版本。",
    "The version of a notice is worked out from its words; a changed word is a new version. Former ones stay readable "
    "under /privacy/notices/, and each report, call and rating keeps the version that stood on its form.",
)
KEPT_HEAD = (
    Wording("事项", "Matter"), Wording("办结后几天", "Days after the end"), Wording("参数", "Setting"),
    Wording("理由", "Why"),
)  # fmt: skip
WHEN = {False: Wording("现行", "now"), True: Wording("旧版", "former")}
NOTICE_HEAD = (
    Wording("版本", "Version"), Wording("状态", "Stands"), Wording("收集什么", "What is asked"),
    Wording("依据", "Legal basis"),
)  # fmt: skip


def retention_pages() -> Iterator[tuple[str, str]]:
    """Yield the page of retention and notices, in both languages."""
    lines: list[str] = []
    for language in ("zh", "en"):
        kept = [
            (rule.kind.within(language), str(rule.default_days), f"`{rule.setting}`", rule.why.within(language))
            for rule in RULES
        ]
        notices = [
            (f"`{one.version}`", WHEN[one in FORMER].within(language), one.what.within(language),
             one.basis.within(language))
            for one in (*NOTICES.values(), *FORMER)
        ]  # fmt: skip
        lines += ["# " + TITLE.within(language) if language == "zh" else "## " + TITLE.within(language), ""]
        lines += [GENERATED.within(language), ""]
        lines += [WHAT.within(language).format(basis=LEGAL_BASIS.within(language)), ""]
        lines += table(KEPT_HEAD, kept, language)
        lines += [NOTICES_ARE.within(language), "", *table(NOTICE_HEAD, notices, language)]
    yield "retention.md", "\n".join(lines)
