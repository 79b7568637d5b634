"""Staff accounts as frozen values, and the seats of a demo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from linli.store.models import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """One account; the pseudonym is what stands in entries."""

    username: str
    pseudonym: str
    name: str
    email: str = ""
    is_demo: bool = False


def save_staff(members: Iterable[StaffMember], *, password: str | None = None) -> int:
    """Add accounts that are not there yet, with one password (None: none can sign in by password)."""
    hashed = make_password(password)
    made = [
        Staff(
            username=one.username, pseudonym=one.pseudonym, name=one.name, email=one.email, is_demo=one.is_demo,
            password=hashed,
        )
        for one in members
    ]  # fmt: skip
    Staff.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return len(made)


def is_taken(username: str) -> bool:
    """Say whether an account of that name exists."""
    return Staff.objects.filter(username=username).exists()


def account_of(pseudonym: str) -> Staff | None:
    """Return the account behind a pseudonym, to sign in as; for faces that hand it to Django's sign-in."""
    return Staff.objects.filter(pseudonym=pseudonym, is_active=True).first()


def account_named(value: str, *, is_email: bool) -> Staff | None:
    """Return the one account of that login or e-mail address that may sign in; two of one address are nobody's."""
    named = {"email__iexact": value[:254]} if is_email else {"username": value[:60]}
    found = list(Staff.objects.filter(is_active=True, is_demo=False, **named)[:2])
    return found[0] if len(found) == 1 else None


def names_of(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Return names by pseudonym, as colleagues may see them."""
    rows = Staff.objects.filter(pseudonym__in=set(pseudonyms)).values_list("pseudonym", "name")
    return {str(pseudonym): str(name) for pseudonym, name in rows}


def address_of(pseudonym: str) -> str:
    """Return the e-mail address behind a pseudonym, or ""."""
    row = Staff.objects.filter(pseudonym=pseudonym, is_active=True).values_list("email", flat=True).first()
    return str(row or "")


def is_demo(pseudonym: str) -> bool:
    """Say whether the account behind a pseudonym is one of a demo."""
    return Staff.objects.filter(pseudonym=pseudonym, is_demo=True).exists()


def emails_of(logins: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return (pseudonym, e-mail address) by login."""
    rows = Staff.objects.filter(username__in=set(logins)).values_list("username", "pseudonym", "email")
    return {str(login): (str(pseudonym), str(email)) for login, pseudonym, email in rows}


def people() -> dict[str, tuple[str, str]]:
    """Return (login, name) by pseudonym, for whoever sets posts up."""
    rows = Staff.objects.order_by("username").values_list("pseudonym", "username", "name")
    return {str(pseudonym): (str(username), str(name)) for pseudonym, username, name in rows}


def pseudonyms() -> dict[str, str]:
    """Return pseudonyms by login."""
    return {str(username): str(one) for username, one in Staff.objects.values_list("username", "pseudonym")}


def set_emails(emails: Mapping[str, str]) -> None:
    """Give accounts their e-mail addresses, by login; the others keep theirs."""
    found = list(Staff.objects.filter(username__in=emails).exclude(is_demo=True))
    for one in found:
        one.email = emails[one.username]
    Staff.objects.bulk_update(found, ["email"])


def without_password(logins: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return (login, name, pseudonym) of those named who cannot sign in by a password yet."""
    rows = Staff.objects.filter(username__in=set(logins), is_active=True).order_by("username")
    return [(one.username, one.name, one.pseudonym) for one in rows if not one.has_usable_password()]
