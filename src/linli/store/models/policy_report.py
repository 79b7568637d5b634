"""How often pages broke the content policy: a word and a number for each day, and nothing of who or where."""

from django.db import models


class PolicyCount(models.Model):
    """One directive on one day."""

    day = models.DateField()
    directive = models.CharField(max_length=32)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "policy_count"
        constraints = [models.UniqueConstraint(fields=["day", "directive"], name="policy_count_once")]
