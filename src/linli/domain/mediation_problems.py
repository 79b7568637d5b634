"""Sentences for the registers of mediation: what a body lacks by law, and what a line of the roster gets wrong."""

from linli.domain.wording import Wording

MEDIATION_PROBLEMS: dict[str, Wording] = {
    "members_out_of_range": Wording(
        "调解委员会由 {least} 至 {most} 名委员组成(人民调解法第八条)。",
        "A people's mediation committee has {least} to {most} members (People's Mediation Law art. 8).",
    ),
    "woman_needed": Wording(
        "调解委员会应当有妇女委员(人民调解法第八条)。",
        "Women must sit on the committee (People's Mediation Law art. 8).",
    ),
    "minority_needed": Wording(
        "多民族居住的地方,应当有人数较少民族的委员(人民调解法第八条)。",
        "Where several peoples live, one of the minorities must sit on it (People's Mediation Law art. 8).",
    ),
    "more_than_members": Wording("不能多于委员总数 {limit}。", "It cannot be more than all {limit} members together."),
    "chair_needed": Wording(
        "请填主任的登录名;没有主任的调解组织先不要启用。",
        "Enter the chair's login; a body without a chair is not in use yet.",
    ),
    "chair_elsewhere": Wording(
        "“{value}”在这个单位没有在岗的岗位,不能任主任。",
        "“{value}” holds no post in this unit and cannot be its chair.",
    ),
    "term_too_long": Wording(
        "每届任期 {limit} 年(人民调解法第九条),请改“到”,换届后再续。",
        "A term is {limit} years (People's Mediation Law art. 9); shorten it, and renew it after the election.",
    ),
    "unit_does_not_mediate": Wording(
        "这类单位不是调解组织,请先在“单位”里设一个调解委员会。",
        "A unit of this kind does not mediate; set up a mediation committee under “Units” first.",
    ),
    "committee_of_other_level": Wording(
        "类型和单位所在的层级对不上。", "The kind does not fit the level on which the unit works."
    ),
    "sector_of_no_body": Wording("只有行业性、专业性调解委员会才填行业。", "Only a sector body names a sector."),
    "mediator_unknown": Wording(
        "“{value}”在这个单位没有在岗的调解员岗位,请先在“岗位”里设。",
        "“{value}” holds no post as mediator in this unit; set it up under “Posts” first.",
    ),
    "digits_lost": Wording(
        "这一格是数字,超过 15 位的部分已被表格软件改掉。请把这一列设成文本,再填一次。",
        "This cell is a number whose digits beyond the 15th a spreadsheet has changed. Make the column text and enter"
        " it again.",
    ),
    "mediator_stepped_aside": Wording(
        "这位调解员在这件纠纷里已经回避,请另选一位。",
        "This mediator stepped aside in this dispute; choose another one.",
    ),
}
