"""Laws and rules that items of checklists rest on, by one short name each, and how well each article is known.

Source: FIELD.md §8 ([L]: read in the official text; [P]: a copy); the rest by the law's own numbering, to be compared
with the official text before an article is printed (FIELD.md §18.5).
"""

from linli.domain.checklist import Basis, Grade
from linli.domain.wording import Wording

FIRE = Wording("中华人民共和国消防法", "Fire Protection Law")
WORK_SAFETY = Wording("中华人民共和国安全生产法", "Work Safety Law")
FIRE_INSPECTION = Wording("消防监督检查规定", "Fire Inspection Rules")
FLOOD_HENAN = Wording("河南省实施《中华人民共和国防洪法》办法", "Henan Measures for the Flood Control Law")
FLOOD_RULES = Wording("中华人民共和国防汛条例", "Flood Prevention Regulations")
FIRE_HENAN = Wording("河南省消防条例", "Henan Fire Regulations")
CHEMICALS = Wording("危险化学品安全管理条例", "Regulations on Hazardous Chemicals")
FOOD = Wording("中华人民共和国食品安全法", "Food Safety Law")
AIR = Wording("中华人民共和国大气污染防治法", "Air Pollution Prevention Law")
WASTE = Wording("中华人民共和国固体废物污染环境防治法", "Solid Waste Law")
MINORS = Wording("中华人民共和国未成年人保护法", "Law on the Protection of Minors")
ROADS = Wording("中华人民共和国道路交通安全法", "Road Traffic Safety Law")
LODGING = Wording("旅馆业治安管理办法", "Measures for Hotels")
SANITATION = Wording("公共场所卫生管理条例", "Regulations on Hygiene in Public Places")
BUILDING = Wording("中华人民共和国民法典", "Civil Code")
LIFTS = Wording("中华人民共和国特种设备安全法", "Special Equipment Safety Law")
FACES = Wording("人脸识别技术应用安全管理办法", "Measures on Face Recognition")
HIGH_RISE = Wording("高层民用建筑消防安全管理规定", "Rules on Fire Safety of High-Rise Buildings")
CITY = Wording("城市市容和环境卫生管理条例", "Regulations on City Appearance and Sanitation")
BUILDING_SITES = Wording("建设工程安全生产管理条例", "Regulations on Safety of Construction Work")


def read(title: Wording, article: str) -> Basis:
    """Return an article that was read in the official text."""
    return Basis(title=title, article=article, grade=Grade.READ)


def cited(title: Wording, article: str = "") -> Basis:
    """Return an article that is to be compared with the official text before it is printed."""
    return Basis(title=title, article=article, grade=Grade.CITED)


def local(zh: str, en: str) -> Basis:
    """Return a standard that the district set itself."""
    return Basis(title=Wording(zh, en), grade=Grade.LOCAL)
