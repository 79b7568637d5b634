"""What a shift of grid workers leaves to the next one: of places and things, as the hand-over asks; all invented."""

LEFT: tuple[str, ...] = (
    "{place}二号楼西单元楼道灯不亮,下午已报修,师傅说下一个工作日一早来;请上班先看一眼修好没有。",
    "{place}东门外井盖松动,已摆两个锥桶并上报;夜里有风,请留意锥桶还在不在原处。",
    "{place}充电棚三号插座跳闸,已断电贴条;电工没到之前不要合闸,有人来问就指到北侧的棚。",
    "{place}地下车库入口积水两公分左右,水泵已开;请接班先看水退了没有,没退就请物业加一台。",
    "{place}快递柜旁堆的旧家具约好后天上午清走;消防通道目前能过车,请看着不要再往外堆。",
    "{place}健身器材里有一台扭腰机螺丝脱落,已围起来;换件在路上,到货请签收放值班室。",
)
"""The place is one of the unit's own. What is said needs no answer, only that it is read."""
