"""How people name a place: the same spot has many names, by what happens there."""

from dataclasses import dataclass
from random import Random

from linli.demo.district import Spot
from linli.demo.texts.vocabulary import Where

_IN_TOWN: dict[Where, tuple[str, ...]] = {
    Where.STREET: (
        "{address}门口",
        "{address}附近",
        "{address}对面",
        "{road}路口",
        "{road}{community}这一段",
        "{road}公交站旁边",
        "{estate}门前的{road}",
        "{estate}东边那条路",
        "{estate}旁边的路口",
        "{address}往东五十米",
        "{road}靠近{estate}的地方",
    ),
    Where.ESTATE: (
        "{estate}",
        "{estate}{n}号楼下",
        "{estate}东门",
        "{estate}北门里边",
        "{estate}{n}号楼后面",
        "{estate}院里",
        "{address}院里",
        "{estate}{n}号楼前",
        "{community}{estate}",
        "{address}{estate}",
    ),
    Where.BUILDING: (
        "{estate}{n}号楼",
        "{estate}{n}号楼{u}单元",
        "{address}院里的楼",
        "{estate}最里面那栋楼",
        "{estate}临街那栋楼",
        "{community}{estate}{n}号楼",
        "{estate}{n}栋{u}单元",
    ),
    Where.GREEN: (
        "{estate}旁边的小游园",
        "{community}小广场",
        "{road}边的绿地",
        "{address}对面的游园",
        "{estate}中心花园",
        "{community}健身点",
        "{estate}南边的小广场",
    ),
    Where.RIVER: (
        "{community}这段河边",
        "云溪河{community}段",
        "{road}桥下",
        "{road}桥头河边",
        "{estate}后面的河道",
        "{community}亲水平台",
    ),
    Where.SITE: (
        "{road}旁边的工地",
        "{address}对面的工地",
        "{estate}北边的工地",
        "{community}改造工地",
        "{road}路口的工地",
    ),
    Where.OFFICE: (
        "我住{estate},",
        "我是{community}的,",
        "您好,我住{road},",
        "在{subdistrict}便民服务厅问过,",
        "替家里老人问一下,",
        "住在{community}{estate},",
        "",
    ),
}
_IN_VILLAGE: dict[Where, tuple[str, ...]] = {
    Where.ESTATE: ("{estate}", "{estate}村口", "{community}文化大院旁边", "{estate}中间的巷子", "{road}边上的院子"),
    Where.BUILDING: ("{estate}", "{estate}东头", "{address}院里", "{community}安置楼{n}号楼", "{estate}临路那家"),
    Where.GREEN: ("{community}文化广场", "{community}村口游园", "{estate}健身点", "{road}边的绿地"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place in somebody's words, and the short form for a title that points at no household."""

    words: str
    short: str


def name_place(where: Where, spot: Spot, rng: Random) -> Named:
    """Return one of the ways to name `spot` for a matter of kind `where`."""
    is_village = spot.community.endswith("村")
    ways = _IN_VILLAGE.get(where, _IN_TOWN[where]) if is_village else _IN_TOWN[where]
    words = rng.choice(ways).format(
        address=spot.address,
        road=spot.road,
        estate=spot.estate,
        community=spot.community,
        subdistrict=spot.subdistrict,
        n=rng.randrange(1, 19),
        u=rng.randrange(1, 5),
    )
    if where is Where.OFFICE:
        return Named(words=words, short="")
    in_the_open = where in (Where.STREET, Where.RIVER, Where.SITE)
    return Named(words=words, short=spot.road if in_the_open else spot.estate)
