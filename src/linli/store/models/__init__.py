"""Tables, one file per noun; only `linli.store` imports them."""

from linli.store.models.case import Case, Clock
from linli.store.models.county import Area, Category, County, Limit, YearTable
from linli.store.models.doors import DoorClient, DoorFiling, Webhook, WebhookDelivery
from linli.store.models.journal import Command, Entry, Stream, Value
from linli.store.models.loading import LoadBatch, LoadRow
from linli.store.models.outbox import Notice, Outbox
from linli.store.models.place import Call, Place
from linli.store.models.receipt import Attempt, Receipt
from linli.store.models.settings import ListItem, MessageText, Setting, SetupDraft
from linli.store.models.staff import Staff
from linli.store.models.unit import Duty, Post, Unit

__all__ = [
    "Area",
    "Attempt",
    "Call",
    "Case",
    "Category",
    "Clock",
    "Command",
    "County",
    "DoorClient",
    "DoorFiling",
    "Duty",
    "Entry",
    "Limit",
    "ListItem",
    "LoadBatch",
    "LoadRow",
    "MessageText",
    "Notice",
    "Outbox",
    "Place",
    "Post",
    "Receipt",
    "Setting",
    "SetupDraft",
    "Staff",
    "Stream",
    "Unit",
    "Value",
    "Webhook",
    "WebhookDelivery",
    "YearTable",
]
