"""Sentences of the register of places, and of the shapes that draw places and areas."""

from linli.domain.wording import Wording

PLACE_PROBLEMS: dict[str, Wording] = {
    "credit_code_form": Wording(
        "统一社会信用代码应为 18 位数字和大写字母(不用 I、O、S、V、Z),请核对“{value}”;已照原样保存。",
        "A credit code has 18 digits and capitals (no I, O, S, V, Z); check “{value}”. It is kept as typed.",
    ),
    "credit_code_check": Wording(
        "统一社会信用代码的校验位对不上,请与证照核对“{value}”;已照原样保存。",
        "The check digit of this credit code does not fit; compare “{value}” with the licence. It is kept as typed.",
    ),
    "phone_personal": Wording(
        "这是个人手机号。这里只登记单位的固定电话。",
        "That is a person's mobile number. Only an office's own number is kept here.",
    ),
    "phone_unreadable": Wording(
        "请填单位的固定电话,例如 0372-5551234;不要写姓名。",
        "Enter an office's number like 0372-5551234, without a name.",
    ),
    "point_outside_area": Wording(
        "这个点不在“{area}”的边界内(落在“{found}”);已照填写的保存,请核对。",
        "The point lies outside {area} (it falls in {found}). It is kept as typed; please check.",
    ),
    "point_outside_borders": Wording(
        "这个点不在任何已知边界内;已照填写的保存,请核对。",
        "The point lies outside every known border. It is kept as typed; please check.",
    ),
    "outline_too_long": Wording(
        "轮廓的角点太多,最多 {limit} 个,请简化后再试。",
        "The outline has too many corners: at most {limit}; simplify it.",
    ),
    "place_outside_yours": Wording(
        "这个场所不在您负责的区域内,请交该区域的综治中心登记。",
        "This place lies outside your area; the centre of its area enters it.",
    ),
    "place_number_taken": Wording("编号“{value}”已有场所使用。", "Another place has the number “{value}”."),
    "place_merged_before": Wording(
        "编号“{value}”的场所已并入“{name}”,这一行没有改动任何内容。",
        "The place “{value}” was merged into {name}; this row changed nothing.",
    ),
    "place_not_open": Wording(
        "这个场所已关闭或已合并,不能再登记。", "This place is closed or merged; nothing is added to it."
    ),
    "place_is_open": Wording("这个场所在用,不需要重新启用。", "This place is in use already."),
    "place_merged_stays": Wording("已合并的场所不能再改。", "A merged place stays as it is."),
    "layer_unreadable": Wording(
        "打不开这个文件,请给 GeoJSON,或把 Shapefile 的几个文件压缩成一个 ZIP。",
        "This file cannot be opened; give GeoJSON, or the files of a Shapefile in one ZIP.",
    ),
    "layer_without_polygons": Wording("文件里没有面。", "The file holds no polygons."),
    "outline_unreadable": Wording(
        "第 {line} 行不是坐标,请写成“经度,纬度”。", "Line {line} is no coordinate; write “longitude, latitude”."
    ),
    "outline_too_short": Wording("至少要有三个点。", "At least three points are needed."),
    "outline_crosses": Wording(
        "边界自己和自己相交,请检查点的顺序。", "The outline crosses itself; check the order of its points."
    ),
    "layer_without_shapes": Wording("文件里没有点或面。", "The file holds no points and no polygons."),
    "merge_same": Wording("不能与自己合并,请选另一个场所。", "A place cannot be merged with itself; choose another."),
    "merge_changed": Wording(
        "您确认期间这两个场所有了变动,请重新核对。", "One of the two changed while you were looking; compare again."
    ),
    "unit_not_there": Wording("没有“{value}”这个机构。", "There is no unit “{value}”."),
    "unit_unclear": Wording("有几个机构都叫“{value}”,请填代码。", "Several units are called “{value}”; give the key."),
    "adopted_already": Wording("这个单位已经挂点帮办。", "This unit has adopted the place already."),
    "not_adopted": Wording("这个单位没有挂点帮办这里。", "This unit has not adopted the place."),
    "day_in_future": Wording("日期不能在今天之后。", "That day lies ahead."),
    "check_empty": Wording("请至少答一项。", "Answer at least one item."),
    "places_too_many": Wording(
        "一张表最多 {limit} 个场所,请先用筛选缩小范围,例如按街道。",
        "One table takes at most {limit} places; narrow the filters first, by a street for example.",
    ),
    "place_photos_full": Wording(
        "一个场所最多 {limit} 张照片,现有 {there} 张;请先撤下旧的。",
        "A place has at most {limit} photos; there are {there}. Take an old one off first.",
    ),
    "place_photo_gone": Wording("这张照片已经撤下。", "This photo was taken off already."),
    "model_stands": Wording("这里已是示范点。", "This is a model place already."),
    "no_model": Wording("这里不是示范点。", "This is no model place."),
    "model_unmet": Wording("标准“{value}”还没有达到。", "The criterion “{value}” is not met yet."),
}
