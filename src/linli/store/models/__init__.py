"""Tables, one file per noun; only `linli.store` imports them."""

from linli.store.models.case import Case, Clock
from linli.store.models.county import Area, Category, County, Limit, YearTable
from linli.store.models.journal import Command, Entry, Stream, Value
from linli.store.models.loading import LoadBatch, LoadRow
from linli.store.models.outbox import Notice, Outbox
from linli.store.models.receipt import Attempt, Receipt
from linli.store.models.staff import Staff
from linli.store.models.unit import Duty, Post, Unit

__all__ = [
    "Area",
    "Attempt",
    "Case",
    "Category",
    "Clock",
    "Command",
    "County",
    "Duty",
    "Entry",
    "Limit",
    "LoadBatch",
    "LoadRow",
    "Notice",
    "Outbox",
    "Post",
    "Receipt",
    "Staff",
    "Stream",
    "Unit",
    "Value",
    "YearTable",
]
