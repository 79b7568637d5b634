"""Rows of safe places for benches: a register, rounds, inspections and what stands ready, laid beside a grown county.

They are rows without streams, so they lie there only while pages are opened, and go before anybody audits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connections
from psycopg import sql

from linli.actions.deciding import Office
from linli.domain.checklists import checklists
from linli.domain.place import PlaceKind
from linli.procedures import procedures
from linli.store.writing import CASE
from linli.ui.moment import present
from linli.ui.office import the_office

HEAD, AUDITOR, INSPECTOR = "bench-head", "bench-auditor", "bench-inspector"
"""Posts that come with the rows: the head of a committee, an auditor of the county, one of an oversight team."""
COMMITTEE, TEAM = "bench-committee", "bench-team"
GRIDS = 1_000
"""Grids of the bench's county; each has one worker while the rows lie there."""
AREA = "'/bench/s' || mod(n / 100, 10) || '/c' || mod(n / 10, 10) || '/g' || mod(n, 10) || '/'"
COMMUNITY = "'/bench/s' || mod(n / 100, 10) || '/c' || mod(n / 10, 10) || '/'"
ID = "'01BENCH' || lpad(n::text, 19, '0')"
"""As ids of streams are: 26 signs, the first ten of them a moment."""
DAY = "%(day)s::date"
NOW = "%(now)s::timestamptz"
KIND = "(%(kinds)s::text[])[1 + mod(n, %(kind_count)s)]"
LIST = "(%(lists)s::text[])[1 + mod(n, %(list_count)s)]"
SERIES = "FROM generate_series(1, %(rows)s) AS n"

PEOPLE = {
    "unit": f"""(id, county_id, key, name, kind, area_id, area_path, tier, name_en, phone, is_active)
        VALUES ('{COMMITTEE}', %(county)s, '{COMMITTEE}', '实验居委会', 'committee', 'bench-s0-c0', '/bench/s0/c0/',
                'community', '', '', true),
               ('{TEAM}', %(county)s, '{TEAM}', '实验巡察组', 'team', 'bench', '/bench/', 'county', '', '', true)""",
    "post": f"""(id, county_id, unit_id, role, area_path, staff_id, title, started_at)
        SELECT 'bench-w' || n, %(county)s, '{COMMITTEE}', 'grid_worker', {AREA}, 'bench-w' || n, '',
               {NOW} - interval '1 year'
        FROM generate_series(0, {GRIDS - 1}) AS n UNION ALL
        VALUES ('{HEAD}', %(county)s, '{COMMITTEE}', 'unit_head', '/bench/s0/c0/', '{HEAD}', '',
                {NOW} - interval '1 year'),
               ('{AUDITOR}', %(county)s, 'u-centre', 'auditor', '/bench/', '{AUDITOR}', '', {NOW} - interval '1 year'),
               ('{INSPECTOR}', %(county)s, '{TEAM}', 'inspector', '/bench/', '{INSPECTOR}', '',
                {NOW} - interval '1 year')""",
}
"""Whose seats the pages are opened from, and who walks; by table."""
ROWS = {
    "place": f"""(id, county_id, key, name, kind, area_path, name_en, aliases, address, lon_e6, lat_e6, is_active, risk,
                  regulator_unit, owner_unit, adopters)
        SELECT {ID}, %(county)s, 'B' || n, '实验场所' || n, {KIND}, {AREA}, '', '',
               '实验路' || n, 116000000 + n, 40000000 + n, mod(n, 50) > 0,
               (ARRAY['unrated', 'low', 'general', 'major'])[1 + mod(n, 4)],
               CASE WHEN mod(n, 10) = 0 THEN 'u-d-building' ELSE '' END, '', mod(n, 3) {SERIES}""",
    "round": f"""(id, county_id, seq, post, unit, community, started_at, ended_at, stage, result, is_forgotten, cases)
        SELECT {ID}, %(county)s, 3, 'bench-w' || mod(n, {GRIDS}), '{COMMITTEE}', {COMMUNITY},
               {NOW} - n * interval '12 minutes', {NOW} - n * interval '12 minutes' + interval '70 minutes', 'ended',
               'clear', false, '{{}}' {SERIES}""",
    "round_stop": f"""(county_id, round, seq, place, at)
        SELECT %(county)s, {ID}, 2, '01BENCH' || lpad((mod(n, 60000))::text, 19, '0'), {NOW} - n * interval '12 minutes'
        {SERIES}""",
    "exemption": f"""(id, county_id, seq, kind, first_date, last_date, area_path, unit, post, stage)
        SELECT {ID}, %(county)s, 1, 'leave', {DAY} - n / 100, {DAY} - n / 100 + 1, {AREA}, '{COMMITTEE}',
               'bench-w' || mod(n, {GRIDS}), 'agreed' {SERIES}""",
    "shift": f"""(county_id, unit, shift, post, starts_at, ends_at, asked)
        SELECT %(county)s, CASE WHEN mod(n, 100) = 0 THEN '{COMMITTEE}' ELSE 'u-other-' || mod(n, 100) END, 's' || n,
               'bench-w' || mod(n, 10), {DAY} + n / 500 - 100 + interval '8 hours',
               {DAY} + n / 500 - 100 + interval '17 hours', ''
        {SERIES}""",
    "inspection": f"""(id, county_id, seq, unit, units, inspectors, area_path, place, checklist, version, kind, stage,
                       planned_date, finished_at, items, not_ok, batches, place_way, cases, campaign, draw, previous)
        SELECT {ID}, %(county)s, 4, CASE WHEN mod(n, 20) = 0 THEN 's0' ELSE 'u-d-building' END, '{{}}',
               ARRAY['bench-w' || mod(n, {GRIDS})], {AREA}, {ID}, {LIST}, 1, 'routine',
               CASE WHEN mod(n, 7) = 0 THEN 'planned' ELSE 'finished' END, {DAY} - n / 200,
               CASE WHEN mod(n, 7) = 0 THEN NULL ELSE {NOW} - n * interval '7 minutes' END, 12, mod(n, 3), 0,
               'signed', '{{}}',
               CASE WHEN mod(n, 2) = 0 THEN '01BENCH' || lpad((mod(n, 400))::text, 19, '0') ELSE '' END, '',
               '' {SERIES}""",
    "inspection_draw": f"""(id, county_id, seq, unit, area_path, checklist, stage, count, places, inspectors, drawn_at,
                            opens_date)
        SELECT {ID}, %(county)s, 1, 'u-d-building', {AREA}, (%(lists)s::text[])[1], 'drawn', 5, 400, 12,
               {NOW} - n * interval '9 minutes', {DAY} - n / 160 {SERIES}""",
    "inspection_campaign": f"""(id, county_id, seq, unit, area_path, checklists, season, first_date, last_date,
               is_closed)
        SELECT {ID}, %(county)s, 1, 'u-d-building', {AREA}, ARRAY[(%(lists)s::text[])[1]], '', {DAY} - n / 100 - 30,
               {DAY} - n / 100, mod(n, 2) = 0 {SERIES}""",
    "sweep": f"""(id, county_id, seq, case_id, kind, area_path, overseer, due_date, stage, places, checked, found,
               begun_at)
        SELECT {ID}, %(county)s, 2, {ID}, {KIND}, {AREA}, '{HEAD}', {DAY} - n / 100, 'open',
               40, mod(n, 40), mod(n, 3), {NOW} - n * interval '9 minutes' {SERIES}""",
    "oversight_round": f"""(id, county_id, seq, unit, area_path, title, starts_date, ends_date, stage, visited,
               findings,
                            handed_over, notice_number)
        SELECT {ID}, %(county)s, 2, '{TEAM}', '/bench/', '实验巡察' || n, {DAY} - n / 50, {DAY} - n / 50 + 50, 'closed',
               ARRAY['u-d-building', 'u-s' || mod(n, 10)], 248, 248, '' {SERIES}""",
    "stock_site": f"""(id, county_id, seq, unit, area_path, name, items, short, counted_date, case_id, is_active)
        SELECT {ID}, %(county)s, 2, 'u-s' || mod(n, 10), {AREA}, '实验库' || n, 6, CASE WHEN mod(n,
               30) = 0 THEN 1 ELSE 0 END,
               {DAY} - n / 500, '', mod(n, 20) > 0 {SERIES}""",
    "asset": f"""(id, county_id, seq, unit, area_path, kind, code, place, state, due_date, case_id)
        SELECT {ID}, %(county)s, 2, 'u-s' || mod(n, 10), {AREA}, (ARRAY['extinguisher', 'notice_board'])[1 + mod(n,
               2)], 'B' || n,
               '楼道' || n, (ARRAY['ok', 'ok', 'ok', 'fault', 'gone'])[1 + mod(n, 5)], {DAY} - 60 + n / 500,
               '' {SERIES}""",
    "emergency_plan": f"""(id, county_id, seq, unit, area_path, kind, title, version, in_force_date, due_date,
               is_active)
        SELECT {ID}, %(county)s, 1, 'u-s' || mod(n, 10), {AREA}, 'flood', '实验预案' || n, 1, {DAY} - 400,
               {DAY} - 60 + n / 500,
               mod(n, 20) > 0 {SERIES}""",
}
"""Columns and rows, by table."""
HAZARD = {
    "id": ID, "number": "'bench-' || n", "procedure": "'hazard'", "version": "%(version)s",
    "stage": "CASE WHEN is_final THEN 'closed' ELSE %(stage)s END", "place_id": ID,
    "severity": "CASE WHEN mod(n, 9) = 0 THEN 'major' ELSE 'general' END",
}  # fmt: skip
"""What a hazard's row has of its own; the rest it has from a grown case."""


@contextmanager
def safe_rows(office: Office, rows: int) -> Iterator[Office]:
    """Lay `rows` rows into every table of safe places, yield the office that knows them, take them away again."""
    with connections["owner"].cursor() as cursor:
        _clear(cursor, office.county_id)
        try:
            _lay(cursor, office.county_id, rows, present())
            yield the_office()
        finally:
            _clear(cursor, office.county_id)


def _lay(cursor: Any, county_id: int, rows: int, now: datetime) -> None:
    hazard = procedures()["hazard"]
    kinds, lists = [one.value for one in PlaceKind], list(checklists())
    told = {
        "county": county_id, "rows": rows, "now": now, "day": now.date(), "kinds": kinds, "kind_count": len(kinds),
        "lists": lists, "list_count": len(lists), "version": hazard.version,
        "stage": next(one.key for one in hazard.stages if one.kind == "active"),
    }  # fmt: skip
    for table, statement in {**PEOPLE, **ROWS, "case_row": _hazards()}.items():
        cursor.execute(f"INSERT INTO {table} {statement}", told)
    cursor.execute("ANALYZE")
    _know(cursor, county_id)


def _hazards() -> str:
    named = ", ".join(CASE.columns)
    told = ", ".join(HAZARD.get(column, column) for column in CASE.columns)
    return f"""({named}) SELECT {told} FROM generate_series(1, %(rows)s) AS n JOIN
        (SELECT *, row_number() OVER () AS place, count(*) OVER () AS size FROM case_row WHERE county_id = %(county)s)
        AS grown ON grown.place = 1 + mod(n, grown.size)"""


def _clear(cursor: Any, county_id: int) -> None:
    cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, ROWS))))
    for table, begins in (("case_row", "01BENCH"), *((one, "bench-") for one in PEOPLE)):
        cursor.execute(f"DELETE FROM {table} WHERE county_id = %s AND id LIKE %s", [county_id, f"{begins}%"])
    _know(cursor, county_id)


def _know(cursor: Any, county_id: int) -> None:
    """Let every process read the set-up anew."""
    cursor.execute("UPDATE county SET setup_version = setup_version + 1 WHERE id = %s", [county_id])
