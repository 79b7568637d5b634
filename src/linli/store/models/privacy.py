"""What people were shown and agreed to 告知与同意."""

from django.db import models


class Consent(models.Model):
    """One answer of the person concerned, for one matter and one purpose; names no person, only the matter."""

    pk = models.CompositePrimaryKey("county_id", "stream", "purpose")
    county_id = models.BigIntegerField()
    stream = models.CharField(max_length=80)
    purpose = models.CharField(max_length=24)
    """An optional purpose; "notice" says only that the notice was shown."""
    notice_version = models.CharField(max_length=24)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consent"
