"""Data breaches: written down by whoever answers for data, held by the officer, sealed from everybody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli.actions.asking import officer_of
from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office, decide_filing
from linli.actions.seats import actor_at
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.procedures import data_breach

PROCEDURE = data_breach.PROCEDURE.key
ASKED = (
    "noticed_at", "began_at", "data_class", "data_kinds", "matters_concerned", "people_count", "cause_class",
    "cause_words", "harm", "measures",
)  # fmt: skip
NOTICED, BEGAN = "noticed_at", "began_at"
"""Typed as day and time of the county."""


def record_breach(office: Office, post: Post, given: Mapping[str, str], *, command_id: str, now: datetime) -> FiledCase:
    """Write a breach down and hand it to the officer; raises Refused with every mistake."""
    fields: dict[str, Any] = {
        key: given[key] for key in ASKED if key not in (NOTICED, BEGAN) and given.get(key, "").strip()
    }
    moments, problems = _moments(office, given, now)
    unit, holder = officer_of(office, post.area_path, now)
    fields |= {**moments, "area": post.area_path, "channel": "inside", "unit": unit, "post": holder}
    filing = Filing(command_id=command_id, procedure=PROCEDURE, fields=fields)
    if not problems:
        return file_case(office, filing, actor=actor_at(post), now=now)
    try:
        decide_filing(office, filing, actor=actor_at(post), serial=1, now=now)
    except Refused as refused:
        told = {one.at for one in problems}
        problems += [one for one in refused.problems if one.at not in told]
    raise Refused(problems)


def _moments(office: Office, given: Mapping[str, str], now: datetime) -> tuple[dict[str, datetime], list[Problem]]:
    """Read the two moments, which are past and in their order."""
    zone = office.directory.calendar.zone
    found: dict[str, datetime] = {}
    problems = []
    for key in (NOTICED, BEGAN):
        typed = given.get(key, "").strip()
        if not typed:
            continue
        try:
            found[key] = datetime.fromisoformat(typed[:40]).replace(tzinfo=zone)
        except ValueError:
            problems.append(Problem("not_a_moment", at=key, params={"value": typed[:40]}))
            continue
        if found[key] > now:
            problems.append(Problem("moment_ahead", at=key))
    if NOTICED in found and BEGAN in found and found[BEGAN] > found[NOTICED]:
        problems.append(Problem("began_after_noticed", at=BEGAN))
    return found, problems
