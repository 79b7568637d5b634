"""What can be wrong with a section, a school term, a note to the next shift and a drive with the loudspeaker."""

from linli.domain.wording import Wording

SECTION_PROBLEMS: dict[str, Wording] = {
    "section_no_place": Wording("请至少选一个场所。", "Choose at least one place."),
    "section_places_many": Wording("一个路段最多 {limit} 个场所。", "A section has at most {limit} places."),
    "section_ended": Wording("这个路段已停用。", "This section is asked for no more."),
    "term_overlaps": Wording("和已有的学期重叠:{first} 至 {last}。", "It overlaps a term: {first} to {last}."),
    "term_too_far": Wording("请填写前后两年之内的日子。", "Give days within two years of today."),
    "term_off": Wording("这个学期已撤回。", "This term was taken back."),
}
