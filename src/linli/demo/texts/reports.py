"""Puts a report together: a place, what is wrong there, and a few of the things that people add."""

from dataclasses import dataclass
from random import Random

from linli.demo.district import Spot
from linli.demo.texts.naming import name_place
from linli.demo.texts.vocabulary import Lasting, Vocabulary, Where
from linli.demo.texts.words_buildings import BUILDINGS
from linli.demo.texts.words_people import PEOPLE
from linli.demo.texts.words_streets import STREETS
from linli.domain.default_catalogue import CATEGORY_BY_KEY

VOCABULARIES: dict[str, Vocabulary] = {**STREETS, **BUILDINGS, **PEOPLE}
"""Words by category key."""

SHORTEST, LONGEST = 8, 120
_TITLE_FITS = 0.5
_TYPO_CHANCE = 0.015
_TYPOS = (("已经", "以经"), ("麻烦", "麻凡"), ("反映", "反应"), ("再", "在"), ("几天", "几填"), ("路口", "路囗"))

_GREETINGS = (
    "你好,",
    "您好,",
    "反映一下,",
    "想反映个事,",
    "麻烦看一下,",
    "打扰了,",
    "同志你好,",
    "请问这个归谁管:",
    "帮忙看看,",
)
_WHEN = {
    Lasting.DAYS: ("这几天", "最近", "昨天路过看到", "今天早上发现", "下楼时看到", "上周末发现", "下班路上看到"),
    Lasting.HOURS: ("现在", "刚才路过,", "今天早上", "昨天晚上", "今天中午", "每到傍晚", "一大早"),
}
_SINCE = {
    Lasting.DAYS: (
        "有一个多星期了",
        "好几天了",
        "快半个月了",
        "上个月就这样了",
        "前两天开始的",
        "有些日子了",
        "前后有三四天了",
        "前阵子就这样",
        "问过一次,还没动静",
    ),
    Lasting.HOURS: ("从早上到现在", "快一个小时了", "今天就这样", "刚刚看到的", "昨天也这样", "这周第三次了"),
}
_WISHES = (
    "麻烦派人看看",
    "希望尽快处理",
    "请帮忙解决一下,谢谢",
    "能不能来看一下",
    "辛苦你们了",
    "请问什么时候能处理",
    "盼回复",
    "谢谢",
    "麻烦安排一下",
    "有照片,可以看看",
    "处理了请告诉我一声",
    "不急,但别忘了",
    "希望这次能彻底解决",
)
# Each shape is a whole report; a part in it is filled once.
_SHAPES = (
    "{matter}。",
    "{matter},{since}。",
    "{matter},{effect}。",
    "{matter},{effect}。{wish}。",
    "{matter}。{since},{wish}。",
    "{matter},{since},{effect}。",
    "{greeting}{matter},{wish}。",
    "{greeting}{matter}。{effect},{wish}。",
    "{greeting}{matter},{since}。{effect},{wish}。",
    "{when}{matter},{effect}。",
    "{when}{matter}。{wish}。",
    "{when}{matter}。{effect},{second}。{wish}!",
    "{matter}。{effect},{second}。",
)
_QUESTIONS = (
    "{matter},{wish}。",
    "{matter}。{effect},{wish}。",
    "{matter}。{effect},{second}。{wish}。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """A report in a resident's words, where it says it is, and the title that a desk would give it."""

    words: str
    place_words: str
    title: str


def write_report(category: str, spot: Spot, rng: Random) -> ReportText:
    """Return what somebody writes about `category` at `spot`; raises KeyError for an unknown category."""
    vocabulary = VOCABULARIES[category]
    place = name_place(vocabulary.where, spot, rng)
    fact = rng.choice(vocabulary.facts)
    words = _sentence(vocabulary, place.words, fact, rng)
    while not SHORTEST <= len(words) <= LONGEST:
        words = _sentence(vocabulary, place.words, fact, rng)
    at_office = vocabulary.where is Where.OFFICE
    return ReportText(
        words=_mistyped(words, rng),
        place_words=spot.community if at_office else place.words,
        title=f"{place.short}{_title(category, fact)}",
    )


def _title(category: str, fact: str) -> str:
    """Return the title whose characters the fact shares most, or the category's name where none fits."""
    titles = VOCABULARIES[category].titles
    shared = [len(set(title) & set(fact)) / len(title) for title in titles]
    best = max(range(len(titles)), key=shared.__getitem__)
    return titles[best] if shared[best] >= _TITLE_FITS else CATEGORY_BY_KEY[category].name.zh


def _joined(place: str, fact: str) -> str:
    """Return the place with what is wrong there, saying no word twice: 路口 + 路口积水 is 路口积水."""
    bare = fact.removeprefix("的")
    return place + (bare[2:] if place.endswith(bare[:2]) else fact)


def _sentence(vocabulary: Vocabulary, place: str, fact: str, rng: Random) -> str:
    shapes = _QUESTIONS if vocabulary.where is Where.OFFICE else _SHAPES
    effect, second = rng.sample(vocabulary.effects, 2)
    wishes = vocabulary.asks if rng.random() < 0.5 else _WISHES
    sentence = rng.choice(shapes).format(
        matter=_joined(place, fact),
        effect=effect,
        second=second,
        wish=rng.choice(wishes),
        greeting=rng.choice(_GREETINGS),
        when=rng.choice(_WHEN[vocabulary.lasting]),
        since=rng.choice(_SINCE[vocabulary.lasting]),
    )
    return sentence.replace("吗。", "吗?").replace("吗,", "吗?")


def _mistyped(words: str, rng: Random) -> str:
    """Return the words, now and then with one slip of the kind that input methods make."""
    if rng.random() >= _TYPO_CHANCE:
        return words
    right, wrong = rng.choice(_TYPOS)
    return words.replace(right, wrong, 1)
