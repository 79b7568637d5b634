"""Keeping letters: registered with the next number of their unit and year, moved on under a lock."""

from collections.abc import Iterable
from datetime import date

from linli.domain.letter import Aside, Hand, Letter, Way
from linli.store import models

LISTED_MAX = 200


def last_serial(county_id: int, unit: str, year: int) -> int:
    """Return the last number given in that unit and year; the caller holds the county's row."""
    rows = models.Letter.objects.filter(county_id=county_id, unit=unit, year=year)
    found = rows.order_by("-serial").values_list("serial", flat=True).first()
    return int(found or 0)


def lock_register(county_id: int) -> None:
    """Make two who register at once wait for each other until the transaction ends."""
    models.County.objects.select_for_update().only("pk").get(pk=county_id)


def add(county_id: int, letters: Iterable[Letter]) -> None:
    """Keep letters that were just registered."""
    models.Letter.objects.bulk_create(
        models.Letter(
            id=one.id, county_id=county_id, unit=one.unit_id, year=one.year, serial=one.serial, way=one.way.value,
            box=one.box, received_date=one.received_date, registered_at=one.registered.at,
            registered_post=one.registered.post_id, registered_staff=one.registered.staff_id,
        )
        for one in letters
    )  # fmt: skip


def lock(county_id: int, unit: str, letter_id: str) -> Letter | None:
    """Return a letter of that unit, locked until the transaction ends; None where there is none."""
    rows = models.Letter.objects.select_for_update()
    row = rows.filter(county_id=county_id, unit=unit, pk=letter_id).first()
    return _letter(row) if row else None


def find(county_id: int, unit: str, letter_id: str) -> Letter | None:
    """Return a letter of that unit, or None."""
    row = models.Letter.objects.filter(county_id=county_id, unit=unit, pk=letter_id).first()
    return _letter(row) if row else None


def of_unit(county_id: int, unit: str, *, since: date) -> tuple[Letter, ...]:
    """Return the letters of a unit that are not settled, and those received since a day, the newest first.

    Where there are too many to list, those that wait longest are told and those settled last.
    """
    rows = models.Letter.objects.filter(county_id=county_id, unit=unit)
    open_rows = rows.filter(settled_at__isnull=True)
    recent = rows.filter(settled_at__isnull=False, received_date__gte=since)
    found = [*open_rows.order_by("year", "serial")[:LISTED_MAX], *recent.order_by("-year", "-serial")[:LISTED_MAX]]
    return tuple(_letter(row) for row in sorted(found, key=lambda row: (-row.year, -row.serial)))


def mark_opened(letter_id: str, hand: Hand, *, pages: int) -> None:
    """Note who opened a letter, and how much lay in it."""
    models.Letter.objects.filter(pk=letter_id).update(
        pages=pages, opened_at=hand.at, opened_post=hand.post_id, opened_staff=hand.staff_id
    )


def mark_witnessed(letter_id: str, hand: Hand) -> None:
    """Note who witnessed the opening."""
    models.Letter.objects.filter(pk=letter_id).update(
        witnessed_at=hand.at, witnessed_post=hand.post_id, witnessed_staff=hand.staff_id
    )


def mark_settled(letter_id: str, hand: Hand, *, case_id: str = "", aside: Aside | None = None) -> None:
    """Note what became of a letter: a matter, or none with the reason."""
    models.Letter.objects.filter(pk=letter_id).update(
        case_id=case_id, aside=aside.value if aside else "", settled_at=hand.at
    )


def _letter(row: models.Letter) -> Letter:
    def hand(name: str) -> Hand | None:
        at = getattr(row, f"{name}_at")
        return Hand(post_id=getattr(row, f"{name}_post"), staff_id=getattr(row, f"{name}_staff"), at=at) if at else None

    registered = Hand(post_id=row.registered_post, staff_id=row.registered_staff, at=row.registered_at)
    return Letter(
        id=row.pk, unit_id=row.unit, year=row.year, serial=row.serial, way=Way(row.way), box=row.box,
        received_date=row.received_date, registered=registered, opened=hand("opened"), pages=row.pages,
        witnessed=hand("witnessed"), case_id=row.case_id, aside=Aside(row.aside) if row.aside else None,
    )  # fmt: skip
