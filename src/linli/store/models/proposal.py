"""Proposals 提议: changes of the set-up that wait for a second person, and what became of them."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Proposal(models.Model):
    """One proposal; what was proposed is never changed, only what became of it is filled in."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    kind = models.CharField(max_length=16)
    payload = models.JSONField()
    content = models.BinaryField(null=True)
    nonce = models.BinaryField()
    """Chance by which the entry commits to payload and content."""
    post = models.CharField(max_length=ID_LENGTH)
    unit = models.CharField(max_length=ID_LENGTH)
    staff = models.CharField(max_length=ID_LENGTH, blank=True)
    reason_class = models.CharField(max_length=24)
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=10)
    decided_at = models.DateTimeField(null=True)
    decided_post = models.CharField(max_length=ID_LENGTH, blank=True)
    decided_unit = models.CharField(max_length=ID_LENGTH, blank=True)
    decided_staff = models.CharField(max_length=ID_LENGTH, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "proposal"
        indexes = [models.Index(fields=["county", "-made_at"], name="proposal_by_day")]
