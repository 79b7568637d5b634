"""A first map: guessed from names and values in three languages, and spelled so that it reads back the same."""

import tomllib

from linli.domain.load_guess import common_values, guess_columns, guess_day_first, guess_statuses, map_text


def test_a_head_that_tells_nothing_is_mapped_to_nothing() -> None:
    assert guess_columns(["foo", "", "bar"]) == {}


def test_columns_are_found_by_their_chinese_english_and_german_names() -> None:
    assert guess_columns(["编号", "诉求内容", "事发地址", "受理时间"]) == {
        "id": "编号", "words": "诉求内容", "place_words": "事发地址", "filed_at": "受理时间",
    }  # fmt: skip
    assert guess_columns(["Nummer", "Beschreibung", "Status", "Datum"]) == {
        "id": "Nummer", "words": "Beschreibung", "status": "Status", "filed_at": "Datum",
    }  # fmt: skip
    assert guess_columns([" Date Created ", "ID"])["filed_at"] == "Date Created"


def test_a_number_above_twelve_decides_the_date_form_and_nothing_decides_for_the_day() -> None:
    assert guess_day_first(["03/04/2019"]) and guess_day_first(["31/04/2019"])
    assert not guess_day_first(["04/31/2019"])


def test_a_word_is_closed_only_where_it_says_so() -> None:
    assert guess_statuses(["Completed", "erledigt", "已办结", "in progress"]) == {
        "Completed": "closed", "erledigt": "closed", "已办结": "closed", "in progress": "open",
    }  # fmt: skip


def test_the_most_frequent_values_come_first_and_endless_ones_not_at_all() -> None:
    assert common_values(["b", "a", "b", "", "x" * 500]) == ("b", "a")


def test_a_map_reads_back_as_it_was_whatever_stands_in_it() -> None:
    spelled = {"source": 'a"b\\\n', "day_first": False, "columns": {"id": "编 号\x7f"}, "statuses": {"= [x]": "open"}}
    assert tomllib.loads(map_text(spelled)) == spelled
