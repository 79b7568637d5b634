"""Tables, one file per noun; only `linli.store` imports them."""

from linli.store.models.allowance import Allowance, HeldReport
from linli.store.models.case import Case, Clock
from linli.store.models.channels import Letter, ReceptionDuty, Visit, WechatMessage
from linli.store.models.checklist import Checklist, ChecklistItem
from linli.store.models.county import Area, Category, County, Limit, YearTable
from linli.store.models.doors import DoorClient, DoorFiling, Webhook, WebhookDelivery
from linli.store.models.inspection import Inspection, InspectionCampaign, InspectionDraw
from linli.store.models.journal import Command, Entry, Stream, Value
from linli.store.models.loading import LoadBatch, LoadRow
from linli.store.models.look import AccessHead, AccessRecord
from linli.store.models.mediation import MediationCommittee, Mediator
from linli.store.models.meeting import Meeting
from linli.store.models.outbox import Notice, Outbox
from linli.store.models.oversight import OversightRound
from linli.store.models.paper import PaperCounter, PaperTemplate
from linli.store.models.place import Call, Place, PlaceApart, PlaceChange, PlacePairing
from linli.store.models.policy_report import PolicyCount
from linli.store.models.privacy import Consent
from linli.store.models.proposal import Proposal
from linli.store.models.receipt import Attempt, Receipt
from linli.store.models.room import Room, RoomBooking
from linli.store.models.round import Exemption, RosterMonth, Round, RoundStop, Shift
from linli.store.models.section import PatrolSection, SchoolTerm
from linli.store.models.service import ServiceRecord
from linli.store.models.settings import ListItem, MessageText, Setting, SetupDraft
from linli.store.models.shift_note import Broadcast, ShiftNote
from linli.store.models.sign_in import FirstLink, OpenIdLink, SignInPace, StaffSession
from linli.store.models.staff import Staff
from linli.store.models.supplies import Asset, CentreCheck, EmergencyPlan, StockSite
from linli.store.models.sweep import Sweep
from linli.store.models.unit import Duty, Post, Unit

__all__ = [
    "AccessHead",
    "AccessRecord",
    "Allowance",
    "Area",
    "Asset",
    "Attempt",
    "Broadcast",
    "Call",
    "Case",
    "Category",
    "CentreCheck",
    "Checklist",
    "ChecklistItem",
    "Clock",
    "Command",
    "Consent",
    "County",
    "DoorClient",
    "DoorFiling",
    "Duty",
    "EmergencyPlan",
    "Entry",
    "Exemption",
    "FirstLink",
    "HeldReport",
    "Inspection",
    "InspectionCampaign",
    "InspectionDraw",
    "Letter",
    "Limit",
    "ListItem",
    "LoadBatch",
    "LoadRow",
    "MediationCommittee",
    "Mediator",
    "Meeting",
    "MessageText",
    "Notice",
    "OpenIdLink",
    "Outbox",
    "OversightRound",
    "PaperCounter",
    "PaperTemplate",
    "PatrolSection",
    "Place",
    "PlaceApart",
    "PlaceChange",
    "PlacePairing",
    "PolicyCount",
    "Post",
    "Proposal",
    "Receipt",
    "ReceptionDuty",
    "Room",
    "RoomBooking",
    "RosterMonth",
    "Round",
    "RoundStop",
    "SchoolTerm",
    "ServiceRecord",
    "Setting",
    "SetupDraft",
    "Shift",
    "ShiftNote",
    "SignInPace",
    "Staff",
    "StaffSession",
    "StockSite",
    "Stream",
    "Sweep",
    "Unit",
    "Value",
    "Visit",
    "Webhook",
    "WebhookDelivery",
    "WechatMessage",
    "YearTable",
]
