"""Signing in: who is signed in where, how fast somebody may guess, and links by which a first password is set."""

from django.conf import settings
from django.db import models

HASH_LENGTH = 64


class StaffSession(models.Model):
    """One sign-in of one account; it is over when its session is gone."""

    id = models.CharField(max_length=32, primary_key=True)
    session_key = models.CharField(max_length=40, unique=True)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "staff_session"
        indexes = [models.Index(fields=["staff", "started_at"], name="staff_session_by_staff")]


class SignInPace(models.Model):
    """One bucket of guesses, by a keyed hash of whose it is; no address and no name is kept."""

    bucket = models.CharField(max_length=HASH_LENGTH, primary_key=True)
    full_at = models.DateTimeField(null=True)
    misses = models.PositiveIntegerField(default=0)
    missed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField()

    class Meta:
        db_table = "sign_in_pace"
        indexes = [models.Index(fields=["used_at"], name="sign_in_pace_by_use")]


class FirstLink(models.Model):
    """A link by which the holder of an account sets a password, once; only its hash is kept."""

    token_hash = models.CharField(max_length=HASH_LENGTH, primary_key=True)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "first_link"
        indexes = [models.Index(fields=["staff"], name="first_link_by_staff")]


class OpenIdLink(models.Model):
    """The identity at the single sign-on that an account belongs to; only a hash of issuer and subject is kept."""

    staff = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True)
    identity_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    linked_at = models.DateTimeField()

    class Meta:
        db_table = "open_id_link"
