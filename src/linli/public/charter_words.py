"""The charter as the product says it: what is never built, because of what, and what serves instead."""

from linli.domain.wording import Wording as W

ROWS: tuple[tuple[W, W, W], ...] = (
    (
        W(
            "不做人脸、步态、声纹识别,不比对人脸,不保存拍到人的视频",
            "No recognition of faces, gaits or voices, no comparing of faces, no stored video of people",
        ),
        W(
            "在公共场所认人,用的是人的身体特征,后果无法挽回",
            "Identifying people in public places by their bodies cannot be undone",
        ),
        W(
            "摄像头只当设备管:在哪里、归谁管、有没有提示牌、备案号、保存天数、在线率;画面只测故障,测完即弃;谁"
            "依法调看都有记录",
            "Cameras are managed as equipment: place, owner, sign, filing number, days kept, time online; a "
            "picture is measured for faults and dropped; every lawful look is logged",
        ),
    ),
    (
        W(
            "不识别车牌,不拼接行踪,不采集手机、MAC、IMSI",
            "No reading of number plates, no joining of sightings, no sensing of phones, MAC or IMSI numbers",
        ),
        W("这就是跟踪", "That is tracking"),
        W(
            "只对物报警:烟感、燃气、水位、消防通道被占、消防门、电梯故障",
            "Alarms about things: smoke, gas, water level, blocked fire lanes, fire doors, lifts",
        ),
    ),
    (
        W(
            "不建“重点人员”等名单,不给人贴“重复信访”之类的标签,不给人打风险分",
            "No lists of “key persons”, no labels such as “repeat petitioner”, no risk scores of people",
        ),
        W("名单带来歧视,错了也难改", "Lists discriminate, and mistakes in them stay"),
        W(
            "自愿的帮助:服务目录、心理咨询预约、自己申请;纠纷可以有安全提示,到期自动失效",
            "Voluntary help: a directory of services, counselling by appointment, self-referral; a dispute "
            "may carry a safety note that expires",
        ),
    ),
    (
        W(
            "不阻拦任何人向上级反映,不把“零上访”当成绩",
            "Nothing keeps anybody from going to a higher level; “zero petitions” is no merit",
        ),
        W("反映问题是公民的权利", "It is everybody's right"),
        W(
            "时限管的是机关:每一步都写明下一个法定步骤;回访;督办单发给单位",
            "Clocks on the authority, the next lawful step at every stage, call-backs, supervision orders to units",
        ),
    ),
    (
        W(
            "不把健康、低保、残疾等数据批量比对成名单",
            "No bulk matching of health, welfare or disability data into lists of names",
        ),
        W("这些是敏感信息,须本人单独同意", "These data are sensitive and need the person's own consent"),
        W(
            "由家庭自己申请,或同意后由他人代办;可以自己先算能不能享受;只保存是否符合的决定",
            "A household applies itself, or a helper does with its consent; a self-check; only the decision is stored",
        ),
    ),
    (
        W(
            "不逐户记录居民的看法或“思想动态”,不让居民举报“可疑的人”",
            "No record of what households think, no reporting of “suspicious people”",
        ),
        W("那会让邻居互相防备", "It sets neighbours against each other"),
        W(
            "只看走访覆盖到哪些楼栋;匿名提问箱;有危险直接拨 110",
            "Only which buildings were visited; an anonymous question box; 110 for danger",
        ),
    ),
    (
        W("不给居民和家庭打道德分、积分", "No moral scores, no points for residents or families"),
        W("人不应该被打分", "People are not to be scored"),
        W("愿意的人可以收到一声感谢", "Thanks, for those who want them"),
    ),
    (
        W("不监测人们在网上说什么", "No monitoring of what people say online"),
        W("说话是公民的权利", "Speech is a right"),
        W("什么也不代替", "Nothing instead"),
    ),
    (
        W(
            "不把网格里的居民信息送给与这件事无关的单位,不收集群聊内容,不要求装 APP 才能办事",
            "No resident's data to bodies without a duty in the matter, no harvesting of chat groups, no app "
            "as a condition",
        ),
        W("收集时说的用途,就是全部的用途", "Data serve the purpose they were given for, and no other"),
        W(
            "公开社区民警的联系方式;只有一件事确需移交时,连同依据一起移交这一件;各种渠道一样对待",
            "The local officer's public contact card; one matter handed over with the reason in duty; every "
            "channel equal",
        ),
    ),
    (
        W(
            "不打探人的线索,不让工作人员给人标“可疑”",
            "No digging for leads on people, no marking of people as suspicious by staff",
        ),
        W("没有这个权力,也没有保障", "There is no power to do so, and no safeguard"),
        W(
            "列出法定的电话:110、12337、12388;只管场所:照明、门锁、电动车停放",
            "The official lines: 110, 12337, 12388; conditions of places only: lighting, locks, e-bike parking",
        ),
    ),
    (
        W("不对人搞“大数据管控”", "No “big-data control” of people"),
        W("管的应当是事", "Matters are to be handled, not people"),
        W(
            "看哪里、几点容易出问题;数字太小就不公布",
            "Where and at what hour problems gather; small numbers are not shown",
        ),
    ),
    (
        W("不把刷脸当成唯一的进门办法", "No face gate as the only way in"),
        W("不能强迫人交出面部信息", "Nobody may be forced to give their face"),
        W(
            "门禁坏了可以报修;检查时核对有没有不刷脸的办法",
            "Faulty entrances are matters; inspections check that another way exists",
        ),
    ),
    (
        W("不跟踪工作人员", "No following of staff"),
        W("上班的人也有尊严", "Those who work have their dignity"),
        W(
            "当班时到点签到;位置 24 小时后变粗,30 天后删除,本人看得到;只比单位,不给个人排名",
            "Check-ins at places during a shift; positions coarse after 24 hours, gone after 30 days, "
            "visible to the worker; units are compared, never individuals",
        ),
    ),
    (
        W("不由机器对人作决定", "No automated decisions about a person"),
        W("《个人信息保护法》第二十四条", "Personal Information Protection Law, art. 24"),
        W(
            "计算器只作说明;由具名的岗位决定,写明理由和申诉办法",
            "Calculators explain; a named post decides, with a reason and a way to appeal",
        ),
    ),
)
"""In the order of the charter: never, because, instead."""
