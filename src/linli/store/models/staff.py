"""Staff 工作人员: who may sign in. What they may do comes from their posts alone."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from linli.store.models.county import ID_LENGTH


class StaffManager(BaseUserManager["Staff"]):
    """Makes accounts; the name is Django's for this place."""

    def create_user(self, username: str, password: str | None = None, **rest: Any) -> "Staff":
        """Make an account with a hashed password (None: nobody can sign in with one)."""
        staff = self.model(username=username, **rest)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    """An account, tied to entries by a pseudonym only; the name stays in this table."""

    username = models.CharField(max_length=60, unique=True)
    pseudonym = models.CharField(max_length=ID_LENGTH, unique=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[StaffManager] = StaffManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["pseudonym", "name"]

    class Meta:
        db_table = "staff"
