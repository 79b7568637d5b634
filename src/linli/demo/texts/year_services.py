"""What people apply for at the counter in the demo, and what got stuck: invented matters."""

from dataclasses import dataclass

STUCK: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "dept-land",
        "service.many_trips",
        "换发不动产证跑了四趟",
        "换不动产证,前后要了四次材料,每次说的都不一样,跑了四趟还没办成。",
        "窗口之间材料清单不一致,已统一清单并当天受理,三个工作日后发证。",
    ),
    (
        "dept-labour",
        "service.not_decided",
        "灵活就业社保转移迟迟没办",
        "社保关系转移申请交了两个月,一直说在走流程。",
        "原参保地回函遗漏,已电话核对并补发,转移当天办结。",
    ),
    (
        "dept-market",
        "service.asked_again",
        "个体户注销反复要材料",
        "店关了想注销营业执照,来回补了三次材料。",
        "实名认证信息有误,已协助线上更正并当场注销。",
    ),
    (
        "dept-housing",
        "service.not_taken_in",
        "维修资金申请不受理",
        "申请动用维修资金修电梯,窗口说缺一户签名就不收。",
        "按三分之二以上同意即可受理,已收件并公示,已向窗口重申规定。",
    ),
    (
        "dept-civil",
        "service.many_trips",
        "高龄津贴认证办不下来",
        "老人人在外地,认证要本人到场,跑了两趟没办成。",
        "已开通视频认证,当天办完,并告知以后在手机上就能办。",
    ),
    (
        "dept-education",
        "service.not_decided",
        "转学手续没有下文",
        "孩子转学材料交了一个月没有消息,学校说等通知。",
        "系统内派位漏单,已补录,三日内到校报到。",
    ),
    (
        "dept-transport",
        "service.asked_again",
        "道路运输证换证",
        "换运输证要的检测报告,说过期就过期,前后花了两次钱。",
        "报告有效期认定有误,已按规定受理并退回重复检测费的说明材料。",
    ),
    (
        "dept-health",
        "service.not_taken_in",
        "生育登记异地不受理",
        "户口在外地,窗口说只能回去登记。",
        "按规定现居住地可以登记,已当场办好并通报各窗口。",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of the hall, with what is said when it is done and what people forget to bring."""

    unit: str
    desk: str
    """At which desk it is taken in."""
    title: str
    title_en: str
    days: int
    done: str
    missing: str
    materials: str
    """Line by line: what, as what, how many, from where; `missing` names nothing beyond it."""
    basis: str
    for_whom: str
    cross_province: bool = False


SERVICES: tuple[Service, ...] = (
    Service(
        unit="dept-land", title="不动产转移登记", title_en="Transfer of real estate", days=5,
        desk="hall-estate", done="已办理转移登记,证书可在窗口领取或邮寄。", missing="买卖合同少一方签字,缺完税凭证。",
        materials="不动产权证书|原件|1|本人持有\n买卖合同|原件|1|双方签订\n完税凭证|电子件|1|税务部门\n身份证明|出示即可|1|本人持有",
        basis="《不动产登记暂行条例》第十四条、第二十条", for_whom="转移双方",
    ),
    Service(
        unit="dept-market", title="个体工商户设立登记", title_en="Registration of a sole trader", days=3,
        desk="hall-trade", done="已准予设立,营业执照可自取或邮寄。", missing="经营场所证明没有写明面积。",
        materials="经营者身份证明|出示即可|1|本人持有\n经营场所使用证明|复印件|1|产权人或出租人",
        basis="《促进个体工商户发展条例》第十一条", for_whom="自然人", cross_province=True,
    ),
    Service(
        unit="dept-labour", title="灵活就业人员参保登记", title_en="Social insurance of the self-employed", days=2,
        desk="hall-general", done="已办理登记,缴费方式在进度页上。", missing="身份证明已经过了有效期。",
        materials="身份证明|出示即可|1|本人持有\n户籍信息|免提交|1|公安部门核验",
        basis="《社会保险法》第五十八条", for_whom="无雇工的个体工商户和灵活就业人员", cross_province=True,
    ),
    Service(
        unit="dept-civil", title="高龄津贴申请", title_en="Allowance for the very old", days=7,
        desk="hall-general", done="已准予,下月起发放。", missing="缺少银行账户。",
        materials="身份证明|出示即可|1|本人持有\n本人银行账户|复印件|1|开户银行",
        basis="《老年人权益保障法》第三十三条", for_whom="八十周岁以上老人",
    ),
    Service(
        unit="dept-education", title="义务教育入学报名", title_en="Enrolment at school", days=15,
        desk="hall-general", done="已派位,报到时间见通知书。", missing="居住证明的日期已过。",
        materials="户口簿|出示即可|1|本人持有\n居住证明|复印件|1|产权人或出租人",
        basis="《义务教育法》第十二条", for_whom="适龄儿童的监护人",
    ),
    Service(
        unit="dept-transport", title="道路货物运输经营许可", title_en="Licence for road haulage", days=12,
        desk="hall-trade", done="已准予,证件可邮寄。", missing="驾驶员从业资格证已经过期。",
        materials="车辆行驶证|出示即可|1|本人持有\n驾驶员从业资格证|复印件|1|本人持有",
        basis="《道路运输条例》第二十四条", for_whom="从事货运的个人和企业", cross_province=True,
    ),
    Service(
        unit="dept-health", title="公共场所卫生许可", title_en="Hygiene licence", days=10,
        desk="hall-trade", done="已准予,现场核查合格。", missing="从业人员健康证明少两份。",
        materials="场所平面图|原件|1|申请人绘制\n从业人员健康证明|复印件|1|体检机构",
        basis="《公共场所卫生管理条例》第八条", for_whom="公共场所经营者",
    ),
    Service(
        unit="dept-housing", title="住宅专项维修资金使用备案", title_en="Use of the maintenance fund", days=10,
        desk="hall-estate", done="已备案,资金三个工作日内拨付。", missing="业主表决结果没有公示照片。",
        materials="使用方案|原件|1|物业或业主委员会\n业主表决结果|原件|1|业主委员会\n公示照片|电子件|2|物业",
        basis="《住宅专项维修资金管理办法》第二十二条", for_whom="业主委员会、物业企业",
    ),
)  # fmt: skip
DESKS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "hall-general",
        "综合窗口",
        "General desk",
        "一楼 A 区 1-8 号",
        "先收件、后分办;材料不齐一次讲清;老人和残疾人优先,可以请人帮办。",
    ),
    (
        "hall-trade",
        "企业开办窗口",
        "Desk for businesses",
        "一楼 B 区",
        "一张表、一次收件、一天办成;不收费,不指定中介。",
    ),
    ("hall-estate", "不动产窗口", "Real estate desk", "二楼 C 区", "登记、交易、缴税一窗受理;不用重复交材料。"),
)
CAUSES = ("materials", "system", "policy", "multi_department")
ANSWERS = "您好,您反映的事办好了:{text}窗口已按这次的情况改了说明,以后不用再跑。"
PUT_RIGHT: tuple[tuple[str, str], ...] = (
    (
        "核对了当天的排队记录,等候超过了公布的时间。已在高峰时段加开一个窗口。",
        "您好,您说的等得太久,查实了。上午已加开一个窗口,下次来请先看大厅屏幕上的等候时间。",
    ),
    (
        "窗口没有把补件的理由讲清楚。已重新培训,补件一律出书面清单。",
        "您好,让您没听明白要补什么,是我们的问题。现在缺什么都写在清单上给您,不再只用嘴说。",
    ),
)
"""How a bad review was put right, and what whoever gave it was told."""
