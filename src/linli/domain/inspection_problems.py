"""Sentences of the problems of inspections, draws and campaigns."""

from linli.domain.wording import Wording

INSPECTION_PROBLEMS: dict[str, Wording] = {
    "place_not_there": Wording("场所台账里没有这一处,请从列表里选。", "The register has no such place; choose one."),
    "inspected_place_closed": Wording("“{name}”已经停用,请另选一处。", "“{name}” is closed; choose another place."),
    "place_not_of_unit": Wording("“{name}”不在本单位的范围内。", "“{name}” lies outside your unit's area."),
    "inspection_in_past": Wording("检查日期不能早于今天。", "The day of an inspection cannot lie before today."),
    "inspection_too_far": Wording("这个日期太远了,请核对年份。", "That day lies too far ahead; check the year."),
    "too_many_inspectors": Wording("检查人员最多 {limit} 人。", "At most {limit} inspectors."),
    "inspector_unable": Wording(
        "有的岗位不在岗、不能做检查,或不管这一片,请重新选。",
        "One of those posts is not held, does not inspect, or does not serve this area; choose again.",
    ),
    "inspectors_one_person": Wording(
        "检查人员里有两个岗位是同一个人,请换一位。", "Two of those posts are one person; choose somebody else."
    ),
    "inspectors_too_few": Wording("依法至少要 {limit} 名检查人员。", "The law asks for at least {limit} inspectors."),
    "inspectors_of_other_unit": Wording(
        "有外单位的人员参加,请选“联合检查”。", "Somebody of another unit takes part: choose a joint inspection."
    ),
    "joint_needs_units": Wording(
        "联合检查要有两个以上单位的人员。", "A joint inspection takes inspectors of two units or more."
    ),
    "leader_needed": Wording("领导带队检查要有一位领导参加。", "One of the inspectors must be a leader."),
    "previous_unknown": Wording(
        "复查要从一次已完成的检查开始。", "A follow-up begins from an inspection that is finished."
    ),
    "previous_all_ok": Wording(
        "那次检查没有问题,不需要复查。", "Everything was in order then; nothing is to follow up."
    ),
    "previous_elsewhere": Wording("那次检查查的不是这一处。", "That inspection was of another place."),
    "item_not_on_list": Wording("这次检查没有这一项,请刷新页面。", "That item is not on this list; reload the page."),
    "finding_needs_note": Wording("请写明哪里不符合。", "Please say what is not in order."),
    "item_open": Wording("“{item}”还没有填。", "“{item}” has no answer yet."),
    "place_not_signed": Wording(
        "被检查单位还没有签字,也没有记下拒签。", "The place has not signed, and no refusal is noted."
    ),
    "inspectors_not_signed": Wording(
        "依法要 {limit} 名检查人员签字确认。", "The law asks {limit} inspectors to put their names to it."
    ),
    "inspection_not_started": Wording("这次检查还没有开始。", "This inspection has not begun."),
    "inspection_started": Wording("这次检查已经开始。", "This inspection has begun already."),
    "inspection_over": Wording("这次检查已经完成,记录不能再改。", "This inspection is finished; its record stands."),
    "inspection_not_over": Wording(
        "检查完成后才能制作检查记录。", "Its paper is made when the inspection is finished."
    ),
    "inspection_paper_made": Wording("检查记录已经制作。", "The record was made as a paper already."),
    "inspection_cancelled": Wording("这次检查已经取消。", "This inspection was called off."),
    "not_an_inspector": Wording("只有这次检查的检查人员可以填。", "Only its own inspectors may do this."),
    "checklist_gone": Wording(
        "这份清单现在没有生效的版本,请另选一份。", "No version of that checklist is in force; choose another."
    ),
    "no_batches_here": Wording("这份清单不做抽样。", "No samples are taken with this checklist."),
    "too_many_batches": Wording("一次检查最多抽 {limit} 批。", "At most {limit} batches in one inspection."),
    "batch_unknown": Wording("没有这一批次。", "There is no such batch."),
    "batch_decided": Wording("这一批次已经有结果。", "That batch has its result already."),
    "signature_way": Wording("请选签字、拒签或无人在场。", "Choose signed, refused or nobody there."),
    "refusal_needs_reason": Wording("请写明拒签或无人签字的情况。", "Please note how the signature was refused."),
    "draw_pool_empty": Wording("没有可以抽取的场所。", "No place is left to draw from."),
    "draw_too_many": Wording("抽取数量要在 1 到 {limit} 之间。", "Draw between 1 and {limit}."),
    "draw_few_inspectors": Wording(
        "检查人员不够:每处需要 {limit} 人。", "Too few inspectors: each place needs {limit}."
    ),
    "draw_pool_large": Wording("一次最多从 {limit} 处里抽。", "At most {limit} places in one draw."),
    "draw_aside_bad": Wording(
        "回避一栏的“{value}”不是本次可抽的场所编号,或者此人不在抽取之列。",
        "“{value}”, where somebody steps aside, is no place of this draw, or the person is not in it.",
    ),
    "draw_taken_back": Wording("这次抽取已经作废。", "This draw was taken back."),
    "draw_used": Wording("这次抽取已经排了检查,不能再作废。", "Inspections were planned from it; it stands."),
    "campaign_days": Wording("结束日期要在开始日期之后。", "The last day must not lie before the first."),
    "campaign_long": Wording("一次专项行动最多 {limit} 天。", "A campaign lasts at most {limit} days."),
    "campaign_closed": Wording("这次专项行动已经结束。", "This campaign is over."),
}
