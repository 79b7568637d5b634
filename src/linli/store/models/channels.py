"""The channels' own registers: letters, reception days, visitors' tickets, messages on their way in. No names."""

from django.db import models
from django.db.models import Q

from linli.store.models.county import ID_LENGTH


class Letter(models.Model):
    """One letter, as `domain.letter.Letter` describes it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    year = models.IntegerField()
    serial = models.IntegerField()
    way = models.CharField(max_length=12)
    box = models.CharField(max_length=80, blank=True)
    received_date = models.DateField()
    registered_at = models.DateTimeField()
    registered_post = models.CharField(max_length=ID_LENGTH)
    registered_staff = models.CharField(max_length=ID_LENGTH)
    pages = models.IntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    opened_post = models.CharField(max_length=ID_LENGTH, blank=True)
    opened_staff = models.CharField(max_length=ID_LENGTH, blank=True)
    witnessed_at = models.DateTimeField(null=True)
    witnessed_post = models.CharField(max_length=ID_LENGTH, blank=True)
    witnessed_staff = models.CharField(max_length=ID_LENGTH, blank=True)
    case_id = models.CharField(max_length=ID_LENGTH, blank=True)
    aside = models.CharField(max_length=16, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "letter"
        constraints = [
            models.UniqueConstraint(fields=["county_id", "unit", "year", "serial"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(witnessed_at__isnull=True)
                | (
                    Q(opened_at__isnull=False)
                    & ~Q(witnessed_post=models.F("opened_post"))
                    & ~Q(witnessed_staff=models.F("opened_staff"))
                ),
                name="letter_two_people",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(witnessed_at__isnull=False), name="letter_opened_first"
            ),
        ]
        indexes = [
            models.Index(
                fields=["county_id", "unit", "-year", "-serial"], name="letter_open",
                condition=Q(settled_at__isnull=True),
            )
        ]  # fmt: skip


class ReceptionDuty(models.Model):
    """One leader on one day at one place."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    kind = models.CharField(max_length=8)
    on_date = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    post = models.CharField(max_length=ID_LENGTH)
    place = models.CharField(max_length=80)
    area_path = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "reception_duty"
        indexes = [models.Index(fields=["county_id", "on_date"], name="reception_by_day")]


class Visit(models.Model):
    """One visitor's ticket; only a keyed hash of its code is kept."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    on_date = models.DateField()
    number = models.IntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    duty = models.CharField(max_length=ID_LENGTH, blank=True)
    state = models.CharField(max_length=12)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_post = models.CharField(max_length=ID_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True)
    case_id = models.CharField(max_length=ID_LENGTH, blank=True)

    class Meta:
        db_table = "visit"
        constraints = [
            models.UniqueConstraint(fields=["county_id", "unit", "on_date", "number"], name="visit_number_once")
        ]


class WechatMessage(models.Model):
    """One message on its way in: the ciphertext it came as, until it is filed; then only that it came."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    account = models.CharField(max_length=80)
    msg_id = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    """As the platform sent it, opened by a key that is not in the database; empty once it is told."""
    thread = models.CharField(max_length=64, blank=True)
    """A keyed hash by which what one sender adds within the half hour is joined; empty afterwards."""
    kind = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    case_id = models.CharField(max_length=ID_LENGTH, blank=True)
    filed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "wechat_message"
        constraints = [models.UniqueConstraint(fields=["county_id", "account", "msg_id"], name="wechat_message_once")]
        indexes = [
            models.Index(
                fields=["county_id", "due_at"], name="wechat_message_due", condition=Q(state__in=["waiting", "filed"])
            ),
            models.Index(fields=["county_id", "thread"], name="wechat_message_thread", condition=~Q(thread="")),
        ]
