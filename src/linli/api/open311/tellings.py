"""How each thing is told: the fields of GeoReport v2, ids and codes as text, moments with their offset."""

from datetime import datetime
from typing import Any

from django.conf import settings

from linli.actions.open311 import RequestUpdate, ServiceRequest
from linli.api.open311.answers import TYPES
from linli.api.open311.door import Visit
from linli.domain.calendar import SHANGHAI
from linli.domain.category import CLOSING_WORDINGS, Category
from linli.domain.open311_services import Attribute, attributes_of, service_type
from linli.domain.wording import Language, Wording

CHANGED_AT = "2026-11-21T08:00:00+08:00"
"""When what the discovery says last changed. It moves on with this file."""
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"  # Source: service discovery; a name, never opened
CONTACT = Wording("本区综治中心,热线 {hotline}", "The district's governance centre, hotline {hotline}")
KEY_SERVICE = Wording(
    "向区综治中心申请密钥,说明系统名称和用途。",
    "Ask the district's governance centre for a key; say which system it is for.",
)
CLOSES_WHEN = Wording("办结标准:{state}", "Closed when: {state}")


def moment(at: datetime | None) -> str:
    """Return a moment in the district's time, with its offset and without fractions; "" for none."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds") if at else ""


def told_discovery(visit: Visit) -> dict[str, Any]:
    """Tell where the door is."""
    base = visit.office.ports.public_url or f"{visit.request.scheme}://{visit.request.get_host()}"
    day = visit.office.directory.calendar.local_date(visit.reader.now)
    hotline = visit.office.directory.settings.text("public.hotline", day)
    return {
        "changeset": CHANGED_AT,
        "contact": CONTACT.within(visit.reader.language).format(hotline=hotline),
        "key_service": KEY_SERVICE.within(visit.reader.language),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{base}/open311/v2",
                "changeset": CHANGED_AT,
                "type": "test" if settings.DEMO else "production",
                "formats": [one.partition(";")[0] for one in (TYPES["xml"], TYPES["json"])],
            }
        ],
    }


def told_service(visit: Visit, category: Category) -> dict[str, Any]:
    """Tell one kind of matter."""
    language = visit.reader.language
    parent = visit.office.directory.categories.get(category.parent_key or category.key, category)
    state = CLOSING_WORDINGS[category.closing_condition].within(language)
    other: Language = "zh" if language == "en" else "en"
    return {
        "service_code": category.key,
        "service_name": category.name.within(language),
        "description": CLOSES_WHEN.within(language).format(state=state),
        "metadata": bool(attributes_of(category.key)),
        "type": service_type(category.key).value,
        "keywords": ",".join((parent.name.within(language), category.name.within(other).replace(",", " "))),
        "group": parent.name.within(language),
    }


def told_attribute(one: Attribute, order: int, language: Language) -> dict[str, Any]:
    """Tell one question."""
    told: dict[str, Any] = {
        "variable": one.variable,
        "code": one.code,
        "datatype": one.datatype.value,
        "required": one.required,
        "datatype_description": one.hint.within(language) if one.hint else "",
        "order": order,
        "description": one.description.within(language),
    }
    if one.values:
        told["values"] = [{"key": key, "name": name.within(language)} for key, name in one.values]
    return told


def told_request(one: ServiceRequest, *, is_extended: bool) -> dict[str, Any]:
    """Tell one request; the finer state stands in `status_notes`."""
    told: dict[str, Any] = {
        "service_request_id": one.id,
        "status": "closed" if one.is_closed else "open",
        "status_notes": one.status_notes,
        "service_name": one.service_name,
        "service_code": one.service_code,
        "description": one.description,
        "agency_responsible": one.agency,
        "service_notice": one.notice,
        "requested_datetime": moment(one.requested_at),
        "updated_datetime": moment(one.updated_at),
        "expected_datetime": moment(one.expected_at),
        "address": one.address,
        "address_id": one.address_id,
        "zipcode": "",
        "lat": one.point.lat if one.point else None,
        "long": one.point.lon if one.point else None,
        "media_url": "",
    }
    if is_extended:
        told["extended_attributes"] = {
            "number": one.number, "channel": one.channel, "stage": one.stage, "photos": [],
        }  # fmt: skip
        told["attributes"], told["notes"] = [], []
    return told


def told_update(one: RequestUpdate) -> dict[str, Any]:
    """Tell one update."""
    return {
        "update_id": one.id,
        "service_request_id": one.request_id,
        "status": "closed" if one.is_closed else "open",
        "updated_datetime": moment(one.at),
        "description": one.words,
        "media_url": "",
        "external_status_code": one.stage,
    }
