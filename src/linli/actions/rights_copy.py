"""The person's copy of what they left: a page to read and a file for machines, in one package.

Source: 个人信息保护法 art. 45 (see, copy, transfer).
"""

import io
import json
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any

from linli.actions.case_views import erased_in
from linli.actions.deciding import Office
from linli.actions.kept_things import RIGHT, of_receipt, things_of
from linli.actions.look_views import looks_for_requester
from linli.procedures import procedure_of
from linli.store import cases, consents

COPIED = frozenset({"right.access", "right.copy"})
"""Requests whose granting gives the person a copy."""


def copy_by_receipt(office: Office, code: str) -> bytes | None:
    """Return the person's copy as a ZIP of JSON and a readable page; None unless a request for it was granted."""
    asked = of_receipt(office, code)
    matter = copied_matter(asked) if asked else None
    kept = cases.open_case(office.county_id, f"case/{matter}") if matter else None
    return _package(office, kept) if kept else None


def copied_matter(kept: cases.CaseFile) -> str | None:
    """Return the id of the matter of which a copy was granted by this request; None where none was."""
    state = kept.state
    is_ready = state.procedure == RIGHT and state.notes.get("result") == "granted" and state.category in COPIED
    return str(kept.entries[0].pub.get("matter") or "") or None if is_ready else None


def _package(office: Office, kept: cases.CaseFile) -> bytes:
    """Everything the person left, in plain words and for machines; the photos beside it."""
    state, stream = kept.state, kept.state.stream
    procedure = procedure_of(state.procedure, state.version)
    things = {(one.seq, one.key): one for one in things_of(procedure, kept.entries, erased_in(kept.entries))}
    values = [one for one in cases.values_of(office.county_id, stream) if (one.seq, one.field) in things]
    data = {
        "number": state.number,
        "procedure": state.procedure,
        "category": state.category,
        "filed_at": kept.entries[0].recv.isoformat(),
        "values": [{"field": one.field, "title": things[one.seq, one.field].title.zh, "value": one.text,
                    "at": things[one.seq, one.field].at.isoformat()} for one in values],
        "erased": [one.title.zh for one in things.values() if one.is_erased],
        "looks": [{"at": one.at.isoformat(), "unit": office.directory.unit_name(one.unit), "role": one.role.zh,
                   "what": [title.zh for title in one.titles], "reason": one.reason.zh}
                  for one in looks_for_requester(office, stream)],
        "consents": {key: version for key, (version, _) in consents.of_stream(office.county_id, stream).items()},
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        package.writestr("data.html", _page(data))
        for seq, key in sorted(place for place in things if place[1].startswith("photo")):
            photo = cases.photo(office.county_id, stream, seq, key)
            if photo is not None:
                package.writestr(f"photos/{seq}-{key}.jpg", photo)
    return made.getvalue()


def _page(data: Mapping[str, Any]) -> str:
    kept = "".join(f"<dt>{escape(one['title'])}</dt><dd>{escape(one['value'])}</dd>" for one in data["values"])
    looks = "".join(
        f"<li>{escape(one['at'])} {escape(one['unit'])} {escape(one['role'])}:{escape('、'.join(one['what']))},"
        f"{escape(one['reason'])}</li>"
        for one in data["looks"]
    )
    return (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>您的个人信息副本</title>'
        f"<h1>您的个人信息副本 · Your data</h1><p>{escape(data['number'])}</p><dl>{kept}</dl>"
        f"<h2>谁看过 · Who looked</h2><ul>{looks}</ul></html>"
    )
