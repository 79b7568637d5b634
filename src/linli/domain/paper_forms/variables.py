"""Variables that many papers share, and the short ways to declare others."""

from typing import Any

from linli.domain.paper import Line, Source, Style, Variable
from linli.domain.wording import Wording


def fact(key: str, zh: str, en: str, sample: str, **rest: Any) -> Variable:
    """Return a variable for what the office knows of the matter."""
    return Variable(key=key, title=Wording(zh, en), source=Source.FACT, sample=sample, **rest)


def coded(key: str, zh: str, en: str, sample: str, *, of: str, **rest: Any) -> Variable:
    """Return a variable for what was chosen at the move that the paper goes with."""
    return Variable(key=key, title=Wording(zh, en), source=Source.CODED, of=of, sample=sample, **rest)


def value(key: str, zh: str, en: str, sample: str, *, of: str, **rest: Any) -> Variable:
    """Return a variable for what somebody wrote."""
    return Variable(key=key, title=Wording(zh, en), source=Source.VALUE, of=of, sample=sample, **rest)


def asked(key: str, zh: str, en: str, sample: str, **rest: Any) -> Variable:
    """Return a variable that whoever issues the paper is asked for."""
    return Variable(key=key, title=Wording(zh, en), source=Source.ASKED, sample=sample, **rest)


def title(text: str) -> Line:
    """Return the title of a paper."""
    return Line(Style.TITLE, text)


def lead(text: str) -> Line:
    """Return the line that says to whom a paper goes."""
    return Line(Style.LEAD, text)


def body(*texts: str) -> tuple[Line, ...]:
    """Return paragraphs of the text."""
    return tuple(Line(Style.BODY, one) for one in texts)


def head(text: str) -> Line:
    """Return a heading of the text."""
    return Line(Style.HEAD, text)


def sign(*texts: str) -> tuple[Line, ...]:
    """Return lines to be signed by hand."""
    return tuple(Line(Style.SIGN, one) for one in texts)


UNIT = fact("unit", "制作单位", "Issuing unit", "柳岸街道综治中心")
DAY = fact("day", "落款日期", "Date", "2026年3月16日")
NUMBER = fact("paper_number", "文号", "Number of the paper", "柳岸综治信复〔2026〕12号")
CASE = fact("case_number", "事项编号", "Number of the matter", "柳岸-2026-000128")
FILED = fact("filed_day", "登记日期", "Day of registration", "2026年3月2日")
PLACE = fact("place", "所在地", "Where", "明河区柳岸街道桥东社区第1网格")


def kind(sample: str) -> Variable:
    """Return the variable for the kind of matter."""
    return fact("kind", "事项类别", "Kind of matter", sample)


HOLDER = fact("holder", "承办单位", "Unit that handles it", "区城市管理局")
PHONE = fact("unit_phone", "联系电话", "Telephone of the unit", "0372-0000000", is_required=False)
HANDLER = fact("handler", "承办人", "Who handles it", "周某", is_required=False)
APPLICANT = value("applicant", "申请人", "Applicant", "张某某", of="requester_name")

SEAL = (Line(Style.SEAL, "{{制作单位}}"), Line(Style.SEAL, "{{落款日期}}"))
"""The unit in whose name it is, and the day; the seal goes over the day. Source: GB/T 9704-2012, 7.3.5."""
STANDING = (UNIT, DAY)
