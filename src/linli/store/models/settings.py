"""What a district set beside its areas and units: settings, words for messages, lists; and files that wait."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Setting(models.Model):
    """One value of one setting, from a day on."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    reason = models.CharField(max_length=200)
    source = models.CharField(max_length=16)

    class Meta:
        db_table = "setting"


class MessageText(models.Model):
    """A district's own words for one message in one language."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    template = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=600, blank=True)

    class Meta:
        db_table = "message_text"


class ListItem(models.Model):
    """One line of one list of the house."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    list = models.CharField(max_length=16)
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    body = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField()

    class Meta:
        db_table = "list_item"


class SetupDraft(models.Model):
    """A file that somebody sent for the set-up and has not applied yet; one for each account and kind."""

    pk = models.CompositePrimaryKey("county_id", "pseudonym", "kind")
    county_id = models.BigIntegerField()
    pseudonym = models.CharField(max_length=ID_LENGTH)
    kind = models.CharField(max_length=16)
    filename = models.CharField(max_length=120)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "setup_draft"
