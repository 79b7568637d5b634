"""What can be wrong with a section, a school term, a note to the next shift and a drive with the loudspeaker."""

from linli.domain.wording import Wording

SECTION_PROBLEMS: dict[str, Wording] = {
    "section_no_place": Wording("请至少选一个场所。", "Choose at least one place."),
    "section_places_many": Wording("最多选 {limit} 个场所。", "At most {limit} places."),
    "section_ended": Wording("这个路段已停用。", "This section is asked for no more."),
    "term_overlaps": Wording("和已有的学期重叠:{first} 至 {last}。", "It overlaps a term: {first} to {last}."),
    "term_too_far": Wording("请填写前后两年之内的日子。", "Give days within two years of today."),
    "broadcast_old": Wording("只能补记 {limit} 天以内的广播。", "Only drives of the last {limit} days are entered."),
    "broadcast_void": Wording("这条记录已作废。", "This record was struck out already."),
    "note_not_now": Wording(
        "只能在当班期间或下班后 12 小时内写交接。", "A note is written during the shift or within 12 hours after it."
    ),
    "note_read": Wording("这条交接已经有人确认。", "This note was confirmed already."),
    "term_off": Wording("这个学期已撤回。", "This term was taken back."),
}
