"""Templates of papers, version by version, and their numbers: taken in the transaction that saves the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from linli.store.models import PaperTemplate

LAST = "SELECT last FROM paper_counter WHERE county_id = %s AND unit = %s AND series = %s AND year = %s"
TAKE = """
INSERT INTO paper_counter (county_id, unit, series, year, last) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (county_id, unit, series, year) DO UPDATE SET last = paper_counter.last + 1 RETURNING last
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))"


class NumberTaken(Exception):
    """Another paper got the number meanwhile: the transaction is to be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """One run of numbers."""

    county_id: int
    unit: str
    series: str
    year: int

    @property
    def key(self) -> list[str | int]:
        """Its key, in the order of its columns."""
        return [self.county_id, self.unit, self.series, self.year]


def next_serial(counter: Counter) -> int:
    """Return the number that comes next; nobody holds it until `take_serial`."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, counter.key)
        row = cursor.fetchone()
    return (int(row[0]) if row else 0) + 1


def take_serial(counter: Counter, serial: int) -> None:
    """Take `serial` for good with the present transaction; raises NumberTaken where it is not the next any more."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, counter.key)
        row = cursor.fetchone()
    if row is None or int(row[0]) != serial:
        raise NumberTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateVersion:
    """One version of a template, as its history tells it."""

    form: str
    version: int
    sha256: str
    filename: str
    reason: str
    post: str
    staff: str
    made_at: datetime
    is_shipped: bool
    """Whether it goes back to the template that comes with Linli."""


_TOLD = ("form", "version", "sha256", "filename", "reason", "post", "staff", "made_at")


def versions_of(county_id: int, form: str = "") -> tuple[TemplateVersion, ...]:
    """Return the versions of a form (of all forms), the newest first; their bytes are fetched apart."""
    rows = PaperTemplate.objects.filter(county_id=county_id)
    if form:
        rows = rows.filter(form=form)
    shipped = ExpressionWrapper(Q(content__isnull=True), output_field=BooleanField())
    found = rows.annotate(is_shipped=shipped).order_by("form", "-version").values(*_TOLD, "is_shipped")
    return tuple(TemplateVersion(**one) for one in found)


def template_content(county_id: int, form: str, version: int) -> bytes | None:
    """Return the bytes of one version; None where it is the shipped one, or there is no such version."""
    row = PaperTemplate.objects.filter(county_id=county_id, form=form, version=version).values_list("content").first()
    return bytes(row[0]) if row and row[0] is not None else None


def add_version(county_id: int, told: TemplateVersion, content: bytes | None) -> int:
    """Keep a new version of a template; return its number. Two at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"paper_template/{told.form}", county_id])
    latest: Sequence[TemplateVersion] = versions_of(county_id, told.form)
    version = (latest[0].version if latest else 0) + 1
    PaperTemplate.objects.create(
        county_id=county_id, form=told.form, version=version, content=content, sha256=told.sha256,
        filename=told.filename, reason=told.reason, post=told.post, staff=told.staff, made_at=told.made_at,
    )  # fmt: skip
    return version
