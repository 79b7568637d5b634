"""A signature on the screen: points within the pad, drawn again as lines; a touch by mistake is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.mediation_fields import STROKES_MAX
from linli.domain.problems import Refused
from linli.domain.strokes import PAD_HEIGHT, PAD_WIDTH, kept_signature, read_signature

NAME = "[[100,200,200,100,300,220,420,90],[450,120,520,260,610,100,700,240,820,120]]"


@pytest.mark.parametrize(
    ("spelled", "code"),
    [
        ("", "signature_missing"),
        ("   ", "signature_missing"),
        ("<svg onload=alert(1)>", "signature_unreadable"),
        ("{}", "signature_unreadable"),
        ("[[1,2,3]]", "signature_unreadable"),
        ("[[]]", "signature_unreadable"),
        ("[[1.5,2]]", "signature_unreadable"),
        ("[[true,false]]", "signature_unreadable"),
        ('[["1","2"]]', "signature_unreadable"),
        ("[[-1,2,3,4]]", "signature_unreadable"),
        (f"[[{PAD_WIDTH + 1},2,3,4]]", "signature_unreadable"),
        ("[" * 5000, "signature_unreadable"),
        ("[[1,1,2,2]]", "signature_too_short"),
        ("[[5,5],[6,6],[5,6],[6,5],[5,5],[6,6],[5,6],[6,5]]", "signature_too_short"),
        ("[[" + ",".join(["1"] * STROKES_MAX) + "]]", "signature_too_large"),
        (json.dumps([[n % 1000, n % 400] for n in range(100)]), "signature_too_large"),
    ],
)
def test_what_is_no_signature_is_refused_with_a_sentence(spelled: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_signature(spelled)
    assert refused.value.codes == (code,)
    assert kept_signature(spelled) is None


def test_a_signature_is_drawn_again_as_it_was_written() -> None:
    signature = read_signature(NAME)
    assert signature.spelled == NAME
    assert signature.paths[0] == "M100 200L200 100L300 220L420 90"
    assert signature.view_box == f"0 0 {PAD_WIDTH} {PAD_HEIGHT}"


points = st.tuples(st.integers(0, PAD_WIDTH), st.integers(0, PAD_HEIGHT))


@given(st.lists(st.lists(points, min_size=1, max_size=30), min_size=1, max_size=10))
def test_whatever_is_kept_is_read_back_the_same_and_draws_only_numbers(strokes: list[list[tuple[int, int]]]) -> None:
    spelled = json.dumps([[value for point in stroke for value in point] for stroke in strokes])
    try:
        signature = read_signature(spelled)
    except Refused as refused:
        assert refused.codes == ("signature_too_short",)
        return
    assert read_signature(signature.spelled) == signature
    assert all(set(path) <= set("ML 0123456789") for path in signature.paths)
