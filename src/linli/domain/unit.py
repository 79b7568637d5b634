"""Units 机构 and posts 岗位: rights come from posts, never from persons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.domain.area import AreaLevel
from linli.domain.wording import Wording


class UnitKind(StrEnum):
    """What sort of body a unit is."""

    GOVERNANCE_CENTRE = "governance_centre"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    MEDIATION_COMMITTEE = "mediation_committee"
    JOINT_MEETING = "joint_meeting"
    TEAM = "team"
    PROPERTY_COMPANY = "property_company"
    SECTOR_BODY = "sector_body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that can hold duties and cases, at home in one area."""

    id: str
    key: str
    """Unique in the county."""
    name: str
    kind: UnitKind
    area_id: str
    area_path: str
    tier: AreaLevel
    """The level it works on: a district department is `county`."""
    name_en: str = ""
    head_post_id: str | None = None
    """A committee's head (chief convener, chair); None elsewhere."""
    phone: str = ""
    """The unit's public line; for a grid's community it is the supervision phone."""
    is_active: bool = True


class Role(StrEnum):
    """What a post does; one post has one role."""

    OPERATOR = "operator"
    DISPATCHER = "dispatcher"
    GRID_WORKER = "grid_worker"
    GRID_LEADER = "grid_leader"
    HANDLER = "handler"
    LIAISON = "liaison"
    MEDIATOR = "mediator"
    FOLLOW_UP = "follow_up"
    UNIT_HEAD = "unit_head"
    SPONSOR = "sponsor"
    CONVENER = "convener"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    BUILDING_CONTACT = "building_contact"
    DISTRICT_COORDINATOR = "district_coordinator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    COMMUNITY_OFFICER = "community_officer"
    LEGAL_ADVISER = "legal_adviser"
    ADMINISTRATOR = "administrator"

    @property
    def wording(self) -> Wording:
        """The role's name in both languages."""
        return ROLE_WORDINGS[self]


SPONSORING = frozenset({Role.SPONSOR, Role.CONVENER})
"""Whose work it is to sponsor a matter 包案."""

ROLE_WORDINGS: dict[Role, Wording] = {
    Role.OPERATOR: Wording("受理员", "Operator"),
    Role.DISPATCHER: Wording("派遣员", "Dispatcher"),
    Role.GRID_WORKER: Wording("网格员", "Grid worker"),
    Role.GRID_LEADER: Wording("网格长", "Grid leader"),
    Role.HANDLER: Wording("承办人", "Handler"),
    Role.LIAISON: Wording("部门联络员", "Department liaison"),
    Role.MEDIATOR: Wording("调解员", "Mediator"),
    Role.FOLLOW_UP: Wording("回访员", "Follow-up desk"),
    Role.UNIT_HEAD: Wording("单位负责人", "Head of unit"),
    Role.SPONSOR: Wording("包案领导", "Case sponsor"),
    Role.CONVENER: Wording("召集人", "Convener"),
    Role.INSPECTOR: Wording("检查员", "Inspector"),
    Role.AUDITOR: Wording("审计员", "Auditor"),
    Role.BUILDING_CONTACT: Wording("楼栋联络员", "Building contact"),
    Role.DISTRICT_COORDINATOR: Wording("区级协调员", "District coordinator"),
    Role.DATA_PROTECTION_OFFICER: Wording("个人信息保护负责人", "Data protection officer"),
    Role.COMMUNITY_OFFICER: Wording("社区民警", "Community officer"),
    Role.LEGAL_ADVISER: Wording("法律顾问", "Legal adviser"),
    Role.ADMINISTRATOR: Wording("系统管理员", "Administrator"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One role in one unit, held by one member of staff from a moment to a moment."""

    id: str
    unit_id: str
    role: Role
    area_path: str
    """The area it serves: the unit's, or a smaller one (a grid worker's grid)."""
    staff_id: str | None = None
    """Pseudonym of the holder; None while the post is vacant."""
    title: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None

    def is_active(self, now: datetime) -> bool:
        """Say whether the post is held at `now`."""
        if self.staff_id is None or self.started_at is None or now < self.started_at:
            return False
        return self.ended_at is None or now < self.ended_at
