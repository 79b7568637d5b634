"""Food with sampling batches 食品抽检: kitchens that feed many, and samples batch by batch.

Source: REQUIREMENTS 001-39 (schools, care homes, building sites, large meals; 400 batches sampled).
"""

from datetime import date

from linli.domain.checklist import Checklist, looked
from linli.domain.place import PlaceKind
from linli.domain.statutes import FOOD, cited
from linli.domain.wording import Wording

SOURCE = "REQUIREMENTS 001-39"

CHECKLIST = Checklist(
    key="food_sampling",
    version=1,
    title=Wording("食品安全检查与抽检", "Food check with samples"),
    since=date(2026, 1, 1),
    place_kinds=(
        PlaceKind.SCHOOL,
        PlaceKind.KINDERGARTEN,
        PlaceKind.SITE,
        PlaceKind.MARKET,
        PlaceKind.COMPANY,
    ),
    category="safety",
    again_days=60,
    inspectors_enforcing=2,
    has_batches=True,
    items=(
        looked(
            "licence",
            "食品经营许可在有效期内并公示",
            "The food permit is valid and posted",
            cited(FOOD, "35"),
            source=SOURCE,
        ),
        looked(
            "health_cards",
            "从业人员健康证明有效",
            "Health certificates of food handlers are valid",
            cited(FOOD, "45"),
            source=SOURCE,
        ),
        looked(
            "purchase",
            "进货查验记录和票据齐全",
            "Purchase checks and receipts are complete",
            cited(FOOD, "53"),
            source=SOURCE,
        ),
        looked(
            "storage",
            "生熟分开,没有过期、变质食品",
            "Raw and cooked are kept apart; nothing is out of date or spoilt",
            cited(FOOD, "33"),
            source=SOURCE,
            is_urgent=True,
        ),
        looked(
            "cleaning",
            "餐饮具清洗消毒、后厨防鼠防蝇",
            "Dishes are disinfected; the kitchen keeps out rats and flies",
            cited(FOOD, "56"),
            source=SOURCE,
        ),
        looked(
            "samples_kept",
            "集中用餐按规定留样",
            "Meals for many are kept as samples by the rules",
            cited(FOOD, "57"),
            source=SOURCE,
        ),
        looked(
            "additives",
            "添加剂专人专柜、有使用记录",
            "Additives are locked, kept by one person and recorded",
            cited(FOOD, "40"),
            source=SOURCE,
        ),
    ),
)
