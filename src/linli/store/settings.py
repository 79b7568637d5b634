"""Settings as their entries tell them, and files that wait to be applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from linli.domain.setup_records import RecordSet
from linli.store.journal import entries_of
from linli.store.models import SetupDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingEntry:
    """One value as it was set."""

    key: str
    value: str
    from_date: date
    reason: str
    changed_at: datetime
    staff: str
    """Pseudonym of whoever set it, "" for the system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that was sent and not applied yet."""

    filename: str
    content: bytes
    made_at: datetime
    options: Mapping[str, str] = field(default_factory=dict)


def setting_entries(county_id: int, county: str) -> tuple[SettingEntry, ...]:
    """Return every value ever set in a county, the oldest first."""
    stream = f"rules/{county}-settings"
    found = []
    for entry in entries_of(county_id, [stream])[stream]:
        for effect in entry.effects:
            if effect["k"] == RecordSet.k and effect["what"] == "setting":
                values = effect["values"]
                found.append(
                    SettingEntry(
                        key=values["key"], value=values["value"], from_date=date.fromisoformat(values["from_date"]),
                        reason=values["reason"], changed_at=entry.recv, staff=str(entry.actor.get("staff", "")),
                    )
                )  # fmt: skip
    return tuple(found)


def keep_draft(county_id: int, pseudonym: str, kind: str, draft: Draft) -> None:
    """Keep a file in place of the one of that kind which the account sent before."""
    SetupDraft.objects.update_or_create(
        county_id=county_id, pseudonym=pseudonym, kind=kind,
        defaults={
            "filename": draft.filename, "content": draft.content, "made_at": draft.made_at,
            "options": dict(draft.options),
        },
    )  # fmt: skip


def draft_of(county_id: int, pseudonym: str, kind: str) -> Draft | None:
    """Return the file of that kind which an account sent last, or None."""
    row = SetupDraft.objects.filter(county_id=county_id, pseudonym=pseudonym, kind=kind).first()
    if row is None:
        return None
    return Draft(filename=row.filename, content=bytes(row.content), made_at=row.made_at, options=row.options)


def drop_draft(county_id: int, pseudonym: str, kind: str) -> None:
    """Forget a file that was applied or given up."""
    SetupDraft.objects.filter(county_id=county_id, pseudonym=pseudonym, kind=kind).delete()
