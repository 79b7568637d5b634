"""Types of disputes 纠纷类型: the kinds by which bodies and mediators say what they take.

The procedure of disputes declares the same kinds; `tests/procedures/test_dispute_types.py` holds the two equal.
"""

from collections.abc import Iterable, Mapping

from linli.domain.wording import Language, Wording

DISPUTE_TYPES: Mapping[str, Wording] = {
    "dispute.family": Wording("家庭", "Family"),
    "dispute.neighbour": Wording("邻里", "Neighbours"),
    "dispute.debt": Wording("债务", "Debt"),
    "dispute.property": Wording("物业", "Property management"),
    "dispute.wages": Wording("工资", "Wages"),
    "dispute.traffic": Wording("交通", "Traffic"),
    "dispute.medical": Wording("医疗", "Medical"),
    "dispute.land": Wording("土地", "Land"),
    "dispute.other": Wording("其他", "Other"),
}
"""By key, in the order in which they are offered."""


def types_words(types: Iterable[str], language: Language) -> str:
    """Return the names of `types` in their order, joined as the language joins words; "" for none."""
    chosen = frozenset(types)
    joint = "、" if language == "zh" else ", "
    return joint.join(title.within(language) for key, title in DISPUTE_TYPES.items() if key in chosen)
