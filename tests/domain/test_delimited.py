"""Delimited text: every record is kept or named, and none takes its neighbours along."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.domain.delimited import guess_delimiter, guess_encoding, records, text_lines


def read(data: bytes, encoding: str = "utf-8") -> list[tuple[int, tuple[str, ...], str]]:
    return [(one.line, one.cells, one.problem) for one in records(text_lines([data], encoding))]


def test_a_quote_that_never_closes_is_named_and_the_next_rows_are_kept() -> None:
    found = read(b'a,b\n1,"open\n2,two\n3,three\n')
    assert found == [(1, ("a", "b"), ""), (2, ('1,"open',), "quote_not_closed"), (3, ("2", "two"), ""),
                     (4, ("3", "three"), "")]  # fmt: skip


def test_a_never_closed_quote_before_many_rows_swallows_none_of_them() -> None:
    rows = b"".join(f"{n},x\n".encode() for n in range(1000))
    found = read(b'a,b\n1,"open\n' + rows)
    assert [one[2] for one in found].count("quote_not_closed") == 1
    assert len(found) == 1002


def test_a_never_closed_quote_does_not_close_at_the_next_rows_quote() -> None:
    found = read(b'1,"open\n2,"two"\n3,three\n')
    assert [(one[0], one[2]) for one in found] == [(1, "quote_not_closed"), (2, ""), (3, "")]


def test_an_inch_mark_inside_a_cell_is_only_a_character() -> None:
    assert read(b'a,b\n1,5" pipe\n2,next\n')[1:] == [(2, ("1", '5" pipe'), ""), (3, ("2", "next"), "")]


def test_something_after_a_closing_quote_is_read_leniently() -> None:
    assert read(b'1,"a"b\n2,c\n') == [(1, ("1", "ab"), ""), (2, ("2", "c"), "")]


def test_a_cell_of_several_lines_is_one_record_at_its_first_line() -> None:
    assert read(b'1,"two\nlines"\n2,x\n') == [(1, ("1", "two\nlines"), ""), (3, ("2", "x"), "")]


def test_empty_lines_are_no_records() -> None:
    assert read(b"a\n\n,,\n  \nb\n") == [(1, ("a",), ""), (5, ("b",), "")]


def test_bytes_that_do_not_decode_stay_in_their_own_row() -> None:
    found = read("好,行\n".encode() + b"\xff\xfe\xfa,x\n" + "末,尾\n".encode())
    assert found[0][1] == ("好", "行")
    assert found[2][1] == ("末", "尾")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_of_an_honest_file_is_found(encoding: str) -> None:
    text = "编号,内容\n1,路灯不亮,影响出行\n" * 20
    data = text.encode(encoding)
    guessed = guess_encoding(data)
    assert "".join(text_lines([data], guessed)) == text


def test_a_few_broken_rows_do_not_turn_utf8_into_something_else() -> None:
    data = "编号,内容,说明一些话\n".encode() * 5000 + b"\xff\xff,bad\n"
    assert guess_encoding(data) == "utf-8"


def test_chunks_may_split_a_character() -> None:
    data = "甲乙丙\n丁\n".encode()
    assert list(text_lines([data[:4], data[4:5], data[5:]], "utf-8")) == ["甲乙丙\n", "丁\n"]


def test_the_delimiter_is_what_splits_the_header() -> None:
    assert [guess_delimiter(one) for one in ("a,b,c", "a;b;c", "a\tb", "a|b|c", "a")] == [",", ";", "\t", "|", ","]


cells = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.lists(cells, max_size=12))
def test_whatever_a_csv_writer_wrote_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    found = [list(one.cells) for one in records(io.StringIO(file.getvalue(), newline=""))]
    assert found == [row for row in rows if any(cell.strip() for cell in row)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(['"', ",", "a", "\n", "b", '""', " "]), max_size=60))
def test_no_line_of_any_text_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = list(records(io.StringIO(text, newline="")))
    letters = "".join(cell for one in found for cell in one.cells)
    assert [char for char in letters if char in "ab"] == [char for char in text if char in "ab"]
