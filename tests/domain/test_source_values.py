"""Values as other systems write them: read exactly, or refused by name."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from linli.domain.problems import Refused
from linli.domain.source_values import kept_text, read_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text", ["yesterday", "32/13/2019", "2019-02-30", "12", "25:00", "5/3/19", "1e99", "-1", "13 PM"]
)
def test_what_is_no_moment_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_moment(text, zone=SHANGHAI, is_day_first=True, at="filed_at")
    assert refused.value.codes == ("not_a_moment",)


@pytest.mark.parametrize(
    "text",
    [
        "1556866800",
        "1556866800000",
        "2019-05-03T07:00:00Z",
        "2019-05-03 15:00",
        "2019/5/3 15:00:00",
        "3.5.2019 15:00",
        "03/05/2019 3:00 PM",
        "3 May 2019 15:00",
        "May 3, 2019 3:00 pm",
        "2019年5月3日 15时00分",
        "2019-05-03T15:00:00+08:00",
    ],
)
def test_eleven_ways_of_writing_one_moment_mean_the_same(text: str) -> None:
    expected = datetime(2019, 5, 3, 7, 0, tzinfo=UTC)
    assert read_moment(text, zone=SHANGHAI, is_day_first=True, at="filed_at") == expected


def test_whether_the_day_or_the_month_stands_first_is_said_by_the_map() -> None:
    first = read_moment("03/05/2019", zone=SHANGHAI, is_day_first=True, at="x")
    assert first.astimezone(SHANGHAI).month == 5
    assert read_moment("03/05/2019", zone=SHANGHAI, is_day_first=False, at="x").astimezone(SHANGHAI).month == 3


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "bell\a"])
def test_text_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        kept_text(text, limit=100, at="words")
    assert refused.value.codes == ("bad_text",)


def test_text_longer_than_allowed_is_refused_with_the_limit() -> None:
    with pytest.raises(Refused) as refused:
        kept_text("字" * 11, limit=10, at="words")
    assert refused.value.problems[0].params == {"limit": 10}


def test_line_ends_become_plain() -> None:
    assert kept_text(" a\r\nb\rc ", limit=100, at="words") == "a\nb\nc"
