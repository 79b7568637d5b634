"""Sentences for papers: what keeps one from being issued, and what is wrong with a template."""

from linli.domain.wording import Wording

PAPER_PROBLEMS: dict[str, Wording] = {
    "paper_unknown": Wording("这件事项没有“{value}”这种文书。", "This matter has no paper called “{value}”."),
    "paper_not_due": Wording(
        "还没到出这份文书的时候:要先“{move}”。", "This paper is not due yet: “{move}” comes first."
    ),
    "paper_issued_already": Wording(
        "这份文书已经出具。要重出,请先作废并写明原因。",
        "This paper has been issued. To issue it anew, declare it void first and say why.",
    ),
    "paper_not_issued": Wording("这份文书没有出具过,或者已经作废。", "This paper was not issued, or is void already."),
    "paper_not_prepared": Wording(
        "文书要在事项页面的“文书”里出具。", "A paper is issued under “Papers” on the page of the matter."
    ),
    "paper_words_missing": Wording("缺“{name}”。", "“{name}” is missing."),
    "paper_words_hidden": Wording(
        "“{name}”对您不显示,您不能出具这份文书;请由承办人出具。",
        "“{name}” is not shown to you, so you cannot issue this paper; whoever handles the matter can.",
    ),
    "paper_number_busy": Wording(
        "同时出文书的人太多,这次没有取到文号,请再按一次。",
        "Several papers are being numbered at once and this one got no number; please press once more.",
    ),
    "paper_no_press": Wording("这台服务器没有配置文书功能。", "This server is not set up to make papers."),
    "paper_no_office": Wording(
        "没有装 LibreOffice,只能出 DOCX,不能出 PDF。请管理员安装 libreoffice-writer-nogui。",
        "LibreOffice is not installed: there is a DOCX and no PDF. Ask the administrator for libreoffice-writer-nogui.",
    ),
    "paper_office_failed": Wording(
        "LibreOffice 没有生成 PDF,DOCX 照常可用。请稍后再试,或告诉管理员。",
        "LibreOffice made no PDF; the DOCX is there all the same. Try again later, or tell the administrator.",
    ),
    "paper_no_chinese_font": Wording(
        "没有装中文字体,不生成 PDF,以免出现空白方块。请管理员安装 fonts-noto-cjk。",
        "No Chinese font is installed, so no PDF is made rather than one of empty boxes. Ask for fonts-noto-cjk.",
    ),
    "paper_font_stands_in": Wording(
        "没有装“{wanted}”字体,PDF 里用“{used}”代替;DOCX 不受影响。",
        "The font “{wanted}” is not installed; in the PDF “{used}” stands in. The DOCX is as it should be.",
    ),
    "paper_font_missing": Wording(
        "没有装“{wanted}”字体,也没有可以代替的。", "The font “{wanted}” is not installed, and nothing can stand in."
    ),
    "template_not_docx": Wording(
        "这不是 DOCX 文件,或者文件已损坏。请在 Word 或 WPS 里另存为“.docx”。",
        "This is no DOCX file, or it is damaged. Save it as “.docx” in Word or WPS.",
    ),
    "template_too_large": Wording(
        "模板文件太大(最多 {limit} MB,展开后最多 {limit_open} MB)。",
        "The template is too large: at most {limit} MB, and {limit_open} MB unpacked.",
    ),
    "template_too_slow": Wording(
        "这个文件处理不了(太复杂,或者内容异常)。请从下载的模板改起。",
        "This file cannot be dealt with: too intricate, or malformed. Start from the template you can download here.",
    ),
    "template_macros": Wording("模板里有宏,不能使用。", "The template holds macros and cannot be used."),
    "template_outside": Wording(
        "模板引用了外部内容({what}),请删掉后再传。", "The template refers to something outside ({what}); remove it."
    ),
    "template_embedded": Wording(
        "模板里嵌了别的文件({what}),请删掉后再传。", "The template has another file inside ({what}); remove it."
    ),
    "template_entities": Wording(
        "模板的内部格式不允许({what}),请重新另存为 DOCX。",
        "The inside of the template is not allowed ({what}); save it as a DOCX again.",
    ),
    "template_field": Wording(
        "模板里有自动域“{what}”,只允许页码。", "The template has an automatic field “{what}”; only page numbers may be."
    ),
    "template_variable_unknown": Wording(
        "没有“{value}”这个变量;可用的变量列在页面上。",
        "There is no variable “{value}”; the page lists those there are.",
    ),
    "template_variable_missing": Wording(
        "模板里缺少必须有的“{name}”。", "The template lacks “{name}”, which it must have."
    ),
    "template_syntax": Wording(
        "这里的花括号不成对或写法不对:“{text}”。变量写成 {{{{名称}}}}。",
        "The braces do not match, or are written wrongly: “{text}”. A variable is written {{{{name}}}}.",
    ),
    "template_two_lists": Wording("同一行里用了两种列表:“{text}”。", "One row uses two different lists: “{text}”."),
    "template_same": Wording("和正在使用的模板一样,没有改动。", "This is the template in use; nothing would change."),
    "template_version_unknown": Wording("没有这个版本。", "There is no such version."),
}
