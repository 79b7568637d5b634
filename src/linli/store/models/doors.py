"""The open doors: who may knock from outside, and which addresses are told of news."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.store.models.county import ID_LENGTH

SCOPE_LENGTH = 40


class DoorClient(models.Model):
    """A system outside that holds a key; the key itself is not stored. Rows stay, also when revoked."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=SCOPE_LENGTH))
    area_path = models.CharField(max_length=200)
    """It reads and files within this area only."""
    rate_per_minute = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    free_at = models.DateTimeField()
    """When all requests so far are paid for, at one request per `60 / rate_per_minute` seconds."""

    class Meta:
        db_table = "door_client"
        indexes = [models.Index(fields=["county_id", "created_at"], name="door_client_by_county")]


class DoorFiling(models.Model):
    """Which client filed a matter: it may add notes to its own."""

    case_id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    client = models.ForeignKey(DoorClient, models.PROTECT)

    class Meta:
        db_table = "door_filing"


class Webhook(models.Model):
    """An address outside that is told of news, signed with its own secret."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    client = models.ForeignKey(DoorClient, models.PROTECT)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=100)
    """Kept as it is, because every delivery is signed with it."""
    events = models.JSONField()
    area_path = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "webhook"


class WebhookDelivery(models.Model):
    """One event on its way to one address, once."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    webhook = models.ForeignKey(Webhook, models.CASCADE)
    event_id = models.CharField(max_length=120)
    body = models.JSONField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=12, default="waiting")
    last_error = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_delivery"
        constraints = [models.UniqueConstraint(fields=["webhook", "event_id"], name="webhook_delivery_once")]
        indexes = [models.Index(fields=["due_at", "id"], name="webhook_delivery_due", condition=Q(status="waiting"))]
