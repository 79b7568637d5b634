"""The register of the service hall: guides and desks, version by version."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class ServiceRecord(models.Model):
    """One version of a guide or a desk; never changed, the newest holds."""

    pk = models.CompositePrimaryKey("county_id", "noun", "key", "version")
    county = models.ForeignKey(County, models.PROTECT)
    noun = models.CharField(max_length=8)
    """guide or desk."""
    key = models.CharField(max_length=40)
    version = models.IntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=200)
    post = models.CharField(max_length=ID_LENGTH)
    staff = models.CharField(max_length=ID_LENGTH, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "service_record"
