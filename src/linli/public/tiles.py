"""The choice of kinds: six that people report most, all others by family, and "I am not sure"."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from linli.actions.deciding import Office
from linli.domain.category import Category
from linli.domain.wording import Wording
from linli.public.words import language
from linli.ui.pieces import Option

NOT_SURE = "other"
"""The category under which the centre chooses."""
FIRST: tuple[tuple[str, Wording, str], ...] = (
    ("fire.blocked_lane", Wording("消防通道被占", "Fire lane blocked"), "fire"),
    ("municipal.street_lamp", Wording("路灯不亮", "Street lamp out"), "lamp"),
    ("appearance", Wording("垃圾污水", "Rubbish, sewage"), "rubbish"),
    ("municipal", Wording("道路井盖", "Road, manhole"), "manhole"),
    ("pollution", Wording("噪声油烟", "Noise, fumes"), "noise"),
    ("neighbour", Wording("邻里纠纷", "Neighbours"), "neighbours"),
)
NOT_SURE_WORDS = Wording("我说不清,请人帮我选", "I am not sure; please choose for me")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Kinds that belong together, under one heading."""

    title: str
    options: tuple[Option, ...]


def first_tiles(office: Office) -> tuple[Option, ...]:
    """Return the tiles of the first row, as far as this district has their kinds."""
    known = office.directory.categories
    return tuple(
        Option(value=key, title=title.within(language()), icon=icon)
        for key, title, icon in FIRST
        if key in known and known[key].is_active
    )


def families(office: Office) -> tuple[Family, ...]:
    """Return every kind of the second level by its family."""
    known = office.directory.categories.values()
    tops = [one for one in known if one.parent_key is None and one.is_active and one.key != NOT_SURE]
    found = [Family(title=top.name.within(language()), options=tuple(_below(top, known))) for top in tops]
    return tuple(family for family in found if family.options)


def not_sure(office: Office) -> Option | None:
    """Return the tile of those who cannot say, where the district has that kind."""
    known = office.directory.categories.get(NOT_SURE)
    return Option(value=NOT_SURE, title=NOT_SURE_WORDS.within(language())) if known else None


def _below(top: Category, known: Collection[Category]) -> Iterator[Option]:
    for one in known:
        if one.parent_key == top.key and one.is_active:
            yield Option(value=one.key, title=one.name.within(language()))
