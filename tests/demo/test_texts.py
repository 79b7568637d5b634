"""The large vocabulary: every category has many words of its own, and none of them is about a person."""

import re
from collections.abc import Callable
from random import Random

import pytest

from linli.demo.district import Gazetteer, build_district, gazetteer_of
from linli.demo.texts import VariedVoices
from linli.demo.texts.handling import COMMENTS, REASONS
from linli.demo.texts.reports import LONGEST, SHORTEST, VOCABULARIES
from linli.demo.texts.vocabulary import read_vocabulary
from linli.domain.area import AreaLevel
from linli.domain.default_catalogue import CATEGORY_BY_KEY, LEAF_CATEGORIES

KEYS = tuple(category.key for category in LEAF_CATEGORIES)
VOICES = VariedVoices()
FORBIDDEN = re.compile(
    r"重点人|可疑|刑满|吸毒|精神病|上访|缠访|闹访|稳控|人脸|步态|车牌|身份证|监控他|思想动态|积分|举报|黑名单|盯着他"
)
PHONE = re.compile(r"\d{7,}|1[3-9]\d{4,}")

Place = tuple[Gazetteer, list[str]]


@pytest.fixture(scope="module")
def place() -> Place:
    district = build_district(1)
    return gazetteer_of(district), [area.path for area in district.areas if area.level is AreaLevel.GRID]


def reports(place: Place, category: Callable[[Random], str], *, count: int, seed: int) -> list[str]:
    gazetteer, grids = place
    rng = Random(seed)
    return [VOICES.report(category(rng), gazetteer.pick(rng.choice(grids), rng), rng).words for _ in range(count)]


def test_an_unknown_category_and_an_unknown_kind_of_line_are_refused(place: Place) -> None:
    with pytest.raises(KeyError):
        reports(place, lambda _: "municipal.unheard_of", count=1, seed=1)
    with pytest.raises(KeyError):
        read_vocabulary("a.b street days\nrumour somebody said so")
    with pytest.raises(ValueError, match="moon"):
        read_vocabulary("a.b moon days\nfact it is dark")


def test_exactly_the_categories_of_the_catalogue_have_words() -> None:
    assert set(VOCABULARIES) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_category_has_enough_different_words(key: str) -> None:
    words = VOCABULARIES[key]
    for items, least in ((words.titles, 3), (words.facts, 5), (words.effects, 4), (words.asks, 2), (words.results, 2)):
        assert len(set(items)) == len(items) >= least
        assert all(items)


@pytest.mark.parametrize("key", KEYS)
def test_sixty_reports_of_one_category_say_it_in_at_least_fifty_ways(place: Place, key: str) -> None:
    assert len(set(reports(place, lambda _: key, count=60, seed=3))) >= 50


def test_a_thousand_reports_are_nearly_all_different_and_the_same_chance_says_the_same(place: Place) -> None:
    said = reports(place, lambda rng: rng.choice(KEYS), count=1_000, seed=5)
    assert len(set(said)) >= 950
    assert said == reports(place, lambda rng: rng.choice(KEYS), count=1_000, seed=5)


def test_a_report_has_a_readable_length_and_no_open_slot(place: Place) -> None:
    for words in reports(place, lambda rng: rng.choice(KEYS), count=2_000, seed=7):
        assert SHORTEST <= len(words) <= LONGEST
        assert not re.search(r"[{}|]|,,|。。|,。|的的|None", words), words


def test_a_title_names_a_matter_and_a_public_place_but_no_household(place: Place) -> None:
    gazetteer, grids = place
    rng = Random(11)
    for key in KEYS:
        title = VOICES.report(key, gazetteer.pick(rng.choice(grids), rng), rng).title
        assert any(title.endswith(one) for one in (*VOCABULARIES[key].titles, CATEGORY_BY_KEY[key].name.zh))
        assert len(title) <= 40
        assert not re.search(r"\d+号楼|\d+单元", title)


def test_a_title_fits_what_the_report_says(place: Place) -> None:
    gazetteer, grids = place
    rng = Random(23)
    said = [VOICES.report("traffic.marking", gazetteer.pick(rng.choice(grids), rng), rng) for _ in range(60)]
    crossings = [one for one in said if one.title.endswith("斑马线磨损")]
    assert crossings
    assert all("斑马线" in one.words for one in crossings)


def test_no_report_says_a_word_of_the_place_twice(place: Place) -> None:
    for words in reports(place, lambda rng: rng.choice(KEYS), count=2_000, seed=29):
        assert not re.search(r"路口的?路口|工地的?工地|河边的?河边|路上的?路上", words), words


def test_a_village_has_no_numbered_blocks_of_an_estate(place: Place) -> None:
    gazetteer, grids = place
    rng = Random(13)
    spots = [spot for spot in (gazetteer.pick(path, rng) for path in grids) if spot.community.endswith("村")]
    assert len(spots) > 50
    for spot in spots:
        assert not re.search(r"村民组\d+(号楼|栋)", VOICES.report("facility.lift", spot, rng).words)


def test_every_reason_is_said_in_several_ways_and_an_unknown_one_is_refused() -> None:
    assert all(len(set(items)) == len(items) >= 2 for items in REASONS.values())
    with pytest.raises(KeyError):
        VOICES.because("no such move", Random(1))


def test_results_and_answers_are_whole_sentences() -> None:
    rng = Random(17)
    for key in KEYS:
        for text in (VOICES.result(key, rng), VOICES.answer(key, "石桥街道综治中心", rng)):
            assert text.endswith("。")
            assert not re.search(r"[{}|]|。。|,。|::", text), text


def test_every_grade_has_comments_and_most_good_ones_say_nothing() -> None:
    assert set(COMMENTS) == {1, 2, 3, 4, 5}
    assert VOICES.comment(5, Random(2)) in COMMENTS[5]


def test_no_word_is_about_a_person_or_could_be_a_number_to_call(place: Place) -> None:
    everything = [
        *(
            word
            for one in VOCABULARIES.values()
            for word in (*one.titles, *one.facts, *one.effects, *one.asks, *one.results)
        ),
        *(word for items in REASONS.values() for word in items),
        *(word for items in COMMENTS.values() for word in items),
        *reports(place, lambda rng: rng.choice(KEYS), count=1_000, seed=19),
    ]
    assert [one for one in everything if FORBIDDEN.search(one) or PHONE.search(one)] == []
