"""The demo's voices: varied, about places and things, and never about a person."""

import re
from random import Random

import pytest

from linli.demo.district import build_district, gazetteer_of
from linli.demo.troubles import TROUBLES
from linli.demo.wording_source import demo_voices
from linli.domain.default_catalogue import LEAF_CATEGORIES

KEYS = tuple(getattr(one, "key", one) for one in LEAF_CATEGORIES)
FORBIDDEN = re.compile(r"重点人员|可疑人|刑满|吸毒|精神病|上访户|缠访|人脸|车牌|身份证号")


@pytest.mark.parametrize("key", KEYS)
def test_every_category_has_words_of_its_own(key: str) -> None:
    assert len(TROUBLES[key]) >= 3
    assert len(set(TROUBLES[key])) == len(TROUBLES[key])


def test_a_thousand_reports_are_nearly_all_different_and_the_same_chance_says_the_same() -> None:
    district = build_district(1)
    gazetteer = gazetteer_of(district)
    grids = [area.path for area in district.areas if area.level.value == "grid"]

    def thousand(seed: int) -> list[str]:
        rng, voices = Random(seed), demo_voices()
        return [voices.report(rng.choice(KEYS), gazetteer.pick(rng.choice(grids), rng), rng).words for _ in range(1000)]

    said = thousand(5)
    assert len(set(said)) >= 900
    assert said == thousand(5)
    assert not [one for one in said if FORBIDDEN.search(one)]
    assert not [one for one in said if re.search(r"1[3-9]\d{9}", one)]
