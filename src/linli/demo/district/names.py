"""Invented names of places; every name stands with its transcription: "磨坊 Mofang"."""

import re
from dataclasses import dataclass

from linli.domain.area import AreaKind
from linli.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class SubdistrictName:
    """One subdistrict or town: its name, its place in the district and what its communities are called."""

    name: Wording
    kind: AreaKind
    middle: tuple[float, float]
    """East and north of the middle, in units of the district's radii."""
    communities: tuple[Wording, ...]


def words(text: str) -> tuple[Wording, ...]:
    """Read "磨坊 Mofang 石桥 Shiqiao" as wordings; a transcription may hold several words."""
    return tuple(Wording(zh, en) for zh, en in re.findall(r"([一-鿿]+) ([A-Z][A-Za-zü' ]*[A-Za-zü])", text))


def _subdistrict(zh: str, en: str, middle: tuple[float, float], communities: str) -> SubdistrictName:
    is_town = zh.endswith("镇")
    return SubdistrictName(
        name=Wording(zh, f"{en} {'Town' if is_town else 'Subdistrict'}"),
        kind=AreaKind.TOWN if is_town else AreaKind.SUBDISTRICT,
        middle=middle,
        communities=words(communities),
    )


COUNTY_NAME = Wording("云溪区", "Yunxi District")

SUBDISTRICTS: tuple[SubdistrictName, ...] = (
    _subdistrict(
        "石桥街道",
        "Shiqiao",
        (0.30, 0.72),
        "磨坊 Mofang 桥头 Qiaotou 石榴园 Shiliuyuan 东桥 Dongqiao 青石 Qingshi 碾子沟 Nianzigou "
        "三孔桥 Sankongqiao 石匠营 Shijiangying 望桥 Wangqiao 桥西 Qiaoxi 柿子巷 Shizixiang "
        "丰谷 Fenggu 泉眼 Quanyan 晒布场 Shaibuchang",
    ),
    _subdistrict(
        "新渡街道",
        "Xindu",
        (-0.65, 0.45),
        "渡口 Dukou 新渡 Xindu 船坞 Chuanwu 码头 Matou 帆影 Fanying 芦荡 Ludang 沙洲 Shazhou "
        "渔歌 Yuge 望舟 Wangzhou 柳港 Liugang 北渡 Beidu 鹭洲 Luzhou 锚地 Maodi 河滩 Hetan",
    ),
    _subdistrict(
        "文峰里街道",
        "Wenfengli",
        (-0.05, 0.18),
        "书院 Shuyuan 墨香 Moxiang 砚池 Yanchi 学宫 Xuegong 文星 Wenxing 笔架 Bijia 竹简 Zhujian "
        "青灯 Qingdeng 弦歌 Xiange 晨读 Chendu 棋盘 Qipan 藏书楼 Cangshulou 折桂 Zhegui "
        "贡院后 Gongyuanhou 印月 Yinyue 琴台 Qintai",
    ),
    _subdistrict(
        "河曲镇",
        "Hequ",
        (0.88, 0.20),
        "河湾 Hewan 大柳 Daliu 枣林 Zaolin 东洼 Dongwa 西洼 Xiwa 麦场 Maichang 槐树坡 Huaishupo "
        "瓦窑 Wayao 北坡 Beipo 豆店 Doudian 荷塘 Hetang 上河 Shanghe 下河 Xiahe 油坊 Youfang",
    ),
    _subdistrict(
        "百工街道",
        "Baigong",
        (-0.72, -0.18),
        "织锦 Zhijin 铜坊 Tongfang 木作 Muzuo 纺纱 Fangsha 印染 Yinran 机修 Jixiu 陶瓷里 Taocili "
        "钟表 Zhongbiao 铁匠铺 Tiejiangpu 轴承 Zhoucheng 面粉厂 Mianfenchang 玻璃 Boli "
        "工人新村 Gongrenxincun 量具 Liangju",
    ),
    _subdistrict(
        "云溪街道",
        "Yunxi",
        (0.55, 0.42),
        "云溪 Yunxi 溪畔 Xipan 云杉 Yunshan 听泉 Tingquan 溪口 Xikou 晴岚 Qinglan 翠屏 Cuiping "
        "雨花坡 Yuhuapo 云桥 Yunqiao 松涧 Songjian 白鹭 Bailu 溪东 Xidong 霁月 Jiyue 枫林 Fenglin",
    ),
    _subdistrict(
        "柳岸街道",
        "Liu'an",
        (0.22, -0.28),
        "南堤 Nandi 柳荫 Liuyin 桃溪 Taoxi 水门 Shuimen 闸口 Zhakou 长堤 Changdi 柳絮 Liuxu "
        "鱼市 Yushi 洗衣滩 Xiyitan 观澜 Guanlan 晚渡 Wandu 河东 Hedong 水磨 Shuimo 春堤 Chundi "
        "浣纱 Huansha 清漪 Qingyi",
    ),
    _subdistrict(
        "栖霞路街道",
        "Qixialu",
        (-0.42, -0.68),
        "桐花 Tonghua 霞光 Xiaguang 银杏 Yinxing 雁来 Yanlai 枫桥里 Fengqiaoli 暮云 Muyun "
        "紫藤 Ziteng 海棠 Haitang 橘园 Juyuan 松风 Songfeng 栖凤 Qifeng 朝晖 Zhaohui 落霞 Luoxia "
        "丹枫 Danfeng",
    ),
    _subdistrict(
        "北苑街道",
        "Beiyuan",
        (-0.22, 0.72),
        "槐荫 Huaiyin 北苑 Beiyuan 梨园 Liyuan 杏林 Xinglin 花圃 Huapu 葡萄架 Putaojia 百草 Baicao "
        "果园 Guoyuan 苗圃 Miaopu 蔷薇 Qiangwei 金桂 Jingui 合欢 Hehuan 木槿 Mujin 芳草 Fangcao",
    ),
    _subdistrict(
        "东钟楼街道",
        "Dongzhonglou",
        (0.62, -0.55),
        "鼓楼 Gulou 钟楼 Zhonglou 晨钟 Chenzhong 更鼓 Genggu 东门里 Dongmenli 城隍后 Chenghuanghou "
        "马道 Madao 箭楼 Jianlou 瓮城 Wengcheng 角楼 Jiaolou 护城 Hucheng 灯市 Dengshi 旗杆 Qigan "
        "十字街 Shizijie",
    ),
)

SPARE_COMMUNITIES: tuple[Wording, ...] = words(
    "福安 Fu'an 和顺 Heshun 吉庆 Jiqing 同乐 Tongle 永宁 Yongning 长乐 Changle 安康里 Ankangli "
    "仁和 Renhe 双槐 Shuanghuai 广济 Guangji 丰乐 Fengle 迎春 Yingchun 向阳里 Xiangyangli "
    "清泉 Qingquan 百福 Baifu 德馨 Dexin 景和 Jinghe 康宁 Kangning 锦绣 Jinxiu 瑞雪 Ruixue "
    "嘉禾 Jiahe 阳光里 Yangguangli 春晓 Chunxiao 知春 Zhichun 望湖 Wanghu 星河 Xinghe 竹苑 Zhuyuan "
    "兰亭后 Lantinghou 松鹤 Songhe 梅园 Meiyuan 月季 Yueji 玉兰 Yulan 石竹 Shizhu 云锦 Yunjin "
    "秋实 Qiushi 花桥 Huaqiao 双井 Shuangjing 官塘 Guantang 沁园 Qinyuan 临溪 Linxi 汇贤 Huixian"
)

TRUNK_ROADS_EAST: tuple[Wording, ...] = words(
    "南环路 Nanhuan Road 栖霞路 Qixia Road 柳岸大街 Liu'an Street 云溪大道 Yunxi Avenue "
    "文峰里大街 Wenfengli Street 百工路 Baigong Road 石桥大街 Shiqiao Street 北环路 Beihuan Road"
)
TRUNK_ROADS_NORTH: tuple[Wording, ...] = words(
    "西渡路 Xidu Road 工坊路 Gongfang Road 书院大街 Shuyuan Street 梧桐路 Wutong Road "
    "中钟路 Zhongzhong Road 鼓楼大街 Gulou Street 河曲路 Hequ Road 东堤路 Dongdi Road "
    "枣林大道 Zaolin Avenue"
)

ESTATE_FIRST: tuple[Wording, ...] = words(
    "锦绣 Jinxiu 阳光 Yangguang 翠竹 Cuizhu 金桂 Jingui 和谐 Hexie 春晓 Chunxiao 丰华 Fenghua "
    "香樟 Xiangzhang 梧桐 Wutong 水岸 Shui'an 书香 Shuxiang 盛世 Shengshi 月湖 Yuehu 天和 Tianhe "
    "龙泉 Longquan 凤栖 Fengqi 怡景 Yijing 东方 Dongfang 碧波 Bibo 安居 Anju 祥和 Xianghe 福满 Fuman "
    "绿茵 Lüyin 雅居 Yaju 景秀 Jingxiu 御河 Yuhe 朝阳 Chaoyang 新月 Xinyue 宏达 Hongda 永兴 Yongxing "
    "康乐 Kangle 温馨 Wenxin 银河 Yinhe 双喜 Shuangxi 百合 Baihe 清风 Qingfeng 明珠 Mingzhu "
    "家和 Jiahe 静雅 Jingya 玫瑰 Meigui 枫叶 Fengye 牡丹 Mudan 望江 Wangjiang 和美 Hemei 德馨 Dexin "
    "万福 Wanfu 兴华 Xinghua 丽水 Lishui 青云 Qingyun 嘉和 Jiahe 荷花 Hehua 紫荆 Zijing 南风 Nanfeng "
    "富春 Fuchun 星光 Xingguang 桃李 Taoli 滨河 Binhe 文华 Wenhua 瑞景 Ruijing 长青 Changqing "
    "同心 Tongxin 惠民 Huimin 海棠 Haitang 云栖 Yunqi 松柏 Songbai 鑫源 Xinyuan 民乐 Minle "
    "金色 Jinse 柳树 Liushu 麦香 Maixiang 秋水 Qiushui"
)
ESTATE_LAST: tuple[Wording, ...] = words(
    "小区 Estate 花园 Garden 嘉园 Jiayuan 家属院 Staff Housing 苑 Court 新村 New Village "
    "佳苑 Jiayuan Court 公寓 Apartments 园 Park Homes 里 Lane Homes 府 House 名邸 Mansion "
    "雅苑 Yayuan 华庭 Huating 新居 New Homes 小院 Yard"
)

SURNAMES: tuple[Wording, ...] = words(
    "王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 赵 Zhao 黄 Huang 周 Zhou 吴 Wu 徐 Xu 孙 Sun 胡 Hu "
    "朱 Zhu 高 Gao 林 Lin 何 He 郭 Guo 马 Ma 罗 Luo 梁 Liang 宋 Song 郑 Zheng 谢 Xie 韩 Han 唐 Tang "
    "冯 Feng 于 Yu 董 Dong 萧 Xiao 程 Cheng 曹 Cao 袁 Yuan 邓 Deng 许 Xu 傅 Fu 沈 Shen 曾 Zeng "
    "彭 Peng 吕 Lü 苏 Su 卢 Lu 蒋 Jiang 蔡 Cai 贾 Jia 丁 Ding 魏 Wei 薛 Xue 叶 Ye 阎 Yan 余 Yu "
    "潘 Pan 杜 Du 戴 Dai 夏 Xia 钟 Zhong 汪 Wang 田 Tian 任 Ren 姜 Jiang"
)
GIVEN_FIRST: tuple[Wording, ...] = words(
    "雨 Yu 晓 Xiao 文 Wen 海 Hai 春 Chun 秋 Qiu 志 Zhi 建 Jian 玉 Yu 思 Si 佳 Jia 明 Ming 永 Yong "
    "瑞 Rui 静 Jing 书 Shu 国 Guo 新 Xin 素 Su 景 Jing 庆 Qing 广 Guang 若 Ruo 忠 Zhong 慧 Hui "
    "长 Chang"
)
GIVEN_LAST: tuple[Wording, ...] = words(
    "禾 He 桐 Tong 岩 Yan 溪 Xi 林 Lin 舟 Zhou 荷 He 松 Song 苇 Wei 霞 Xia 峰 Feng 娟 Juan 柏 Bai "
    "岚 Lan 芹 Qin 田 Tian 川 Chuan 竹 Zhu 芸 Yun 山 Shan 梅 Mei 泽 Ze 穗 Sui 茂 Mao 莲 Lian 安 An"
)
