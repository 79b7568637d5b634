"""A calendar as RFC 5545 spells it: lines of at most 75 octets, text escaped, moments in UTC."""

from dataclasses import replace
from datetime import datetime, timedelta

from icalendar import Calendar

from linli.domain.calendar import SHANGHAI
from linli.domain.calendar_feed import Appointment, feed

NINE = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
ONE = Appointment(uid="1", begins_at=NINE, ends_at=NINE + timedelta(hours=2), title="接待日", place="一楼, 大厅")


def test_long_chinese_lines_are_folded_between_characters() -> None:
    title = "接待日:顾某(柳岸街道综治中心单位负责人兼街道党工委副书记、办事处副主任、综治工作召集人)"
    found = feed([replace(ONE, title=title)], made_at=NINE, name="接待")
    lines = found.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() or line == b"" for line in lines)
    whole = found.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{title}\r\n" in whole and "X-WR-CALNAME:接待\r\n" in whole


def test_text_cannot_end_its_line_or_its_property() -> None:
    found = feed([replace(ONE, title="a;b,c\\d\r\nBEGIN:VEVENT", words="两项\n请带材料")], made_at=NINE).decode()
    assert "SUMMARY:a\\;b\\,c\\\\d\\nBEGIN:VEVENT\r\n" in found
    assert found.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert "LOCATION:一楼\\, 大厅\r\n" in found and "DESCRIPTION:两项\\n请带材料\r\n" in found


def test_moments_are_told_in_utc_and_read_back_as_they_were() -> None:
    found = feed([ONE], made_at=NINE)
    assert b"DTSTART:20260302T010000Z\r\nDTEND:20260302T030000Z\r\n" in found
    (event,) = Calendar.from_ical(found).walk("VEVENT")
    assert (event.decoded("dtstart"), event["uid"]) == (NINE, "1@linli")


def test_what_was_called_off_takes_itself_out_of_the_calendar_again() -> None:
    found = feed([replace(ONE, is_off=True, sequence=4)], made_at=NINE)
    assert b"METHOD:CANCEL" in found and b"STATUS:CANCELLED" in found and b"SEQUENCE:4" in found


def test_a_feed_without_appointments_is_a_calendar_all_the_same() -> None:
    assert Calendar.from_ical(feed([], made_at=NINE, name="接待"))["method"] == "PUBLISH"
