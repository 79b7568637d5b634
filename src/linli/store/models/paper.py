"""Papers 文书: templates that operators uploaded, and how far each series of numbers has come."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class PaperTemplate(models.Model):
    """One version of a district's own template; never changed, the newest is in use."""

    pk = models.CompositePrimaryKey("county_id", "form", "version")
    county = models.ForeignKey(County, models.PROTECT)
    form = models.CharField(max_length=40)
    version = models.IntegerField()
    content = models.BinaryField(null=True)
    """None: back to the template that is shipped."""
    sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200)
    post = models.CharField(max_length=ID_LENGTH)
    staff = models.CharField(max_length=ID_LENGTH, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "paper_template"


class PaperCounter(models.Model):
    """The last number that one unit gave in one series and year."""

    pk = models.CompositePrimaryKey("county_id", "unit", "series", "year")
    county_id = models.BigIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    series = models.CharField(max_length=16)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "paper_counter"
