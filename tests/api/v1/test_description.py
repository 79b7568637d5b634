"""The API keeps to its own description, whoever asks and whatever is asked: no server error, no violation."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from linli.domain.unit import Role
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.api.v1.conftest import make_key
from tests.api.v1.fuzzing import CountedSite, failures_of, ticking_clock
from tests.conftest import own_database
from tests.databases import DatabaseServer
from tests.switches import is_no_skip_run

pytestmark = pytest.mark.sweep
EXAMPLES, IS_WHOLE = (130, True) if is_no_skip_run() else (50, False)
REQUESTS_MIN = 10_000 if is_no_skip_run() else 1_500


@pytest.fixture(scope="module")
def keys(
    database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, str]]:
    """A county with a matter at work, and a key for each role, in a database where commits are real."""
    with (
        own_database(database_server, django_db_blocker),
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patched,
        override_settings(LINLI_PORTS=SILENT_PORTS, ALLOWED_HOSTS=["*"]),
    ):
        patched.setattr("linli.api.v1.door.present", ticking_clock())
        office = offices.set_up_office()
        offices.handled_case(office)
        for hour in range(3):
            offices.file(office, at=cast.MONDAY + timedelta(minutes=hour))
        yield {
            "nobody": "",
            "reader": make_key(office, "case.read", "area.read", unit="centre", role=Role.DISTRICT_COORDINATOR),
            "writer": make_key(office, unit="liuan", role=Role.DISPATCHER),
        }


def test_every_role_meets_only_what_is_described(keys: dict[str, str]) -> None:
    site = CountedSite(application=get_wsgi_application())
    site.connection.inc_thread_sharing()
    found = {role: failures_of(site, key, examples=EXAMPLES, is_whole=IS_WHOLE) for role, key in keys.items()}
    site.connection.dec_thread_sharing()
    print(site.statuses, site.requests)
    assert found == {role: [] for role in keys}, "\n\n".join(f"{role}: {one}" for role in found for one in found[role])
    assert site.statuses.keys().isdisjoint({"500", "502", "503"})
    assert site.requests >= REQUESTS_MIN, site.statuses
