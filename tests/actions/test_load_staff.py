"""Staff from a table: every mistake at once, nothing kept beside one, and a second run changes nothing."""

import csv
import io

import pytest

from linli.actions.deciding import Office
from linli.actions.load_staff import LoadedStaff, load_staff
from linli.actions.office import open_office
from linli.domain.delimited import RawRecord
from linli.store import first_links
from linli.store.models import Post, Staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

HEAD = "username,name,unit,role,area,from,until,e-mail"
GOOD = (
    "li.na,李娜,city-management,handler,,2026-03-02,,li.na@example.org\n"
    "wang.wei,王伟,liuan,operator,minghe-liuan,2026-03-02,,\n"
    "wang.wei,王伟,liuan,dispatcher,minghe-liuan,2026-03-02,2026-12-31,\n"
)


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def load(office: Office, text: str, **more: bool) -> LoadedStaff:
    rows = csv.reader(io.StringIO(f"{HEAD}\n{text}"))
    records = [RawRecord(line=at, cells=tuple(row)) for at, row in enumerate(rows, 1)]
    return load_staff(open_office(SILENT_PORTS, office.county_id), records, now=cast.MONDAY, **more)


def test_every_mistake_of_every_row_is_named_at_once_and_nothing_is_kept(office: Office) -> None:
    before = (Staff.objects.count(), Post.objects.count())
    loaded = load(
        office,
        "li.na,李娜,city-management,handler,,2026-03-02,,\n"
        "x,小,city-management,handler,,2026-03-02,,\n"
        "a.b,甲,no-such-unit,handler,,2026-03-02,,\n"
        "c.d,乙,city-management,king,,2026-03-02,,\n"
        "e.f,丙,city-management,handler,nowhere,2026-03-02,,\n"
        "g.h,丁,city-management,handler,,soon,,\n"
        "i.j,戊,city-management,handler,,2026-03-02,2026-01-01,\n"
        "k.l,己,city-management,handler,,2026-03-02,,not-an-address\n"
        "li.na,另一个人,liuan,operator,,2026-03-02,,\n"
        "m.n,,city-management,handler,,2026-03-02,,\n",
    )
    assert {one.row for one in loaded.plan.problems} == set(range(3, 12))
    assert (Staff.objects.count(), Post.objects.count()) == before


def test_a_table_is_loaded_once_and_a_second_run_changes_nothing(office: Office) -> None:
    first = load(office, GOOD)
    assert first.plan.problems == ()
    assert (first.sums["add"], first.sums["accounts"]) == (3, 2)
    assert Staff.objects.get(username="li.na").email == "li.na@example.org"
    assert not Staff.objects.get(username="li.na").has_usable_password()
    second = load(office, GOOD)
    assert (second.sums["add"], second.sums["change"], second.sums["accounts"]) == (0, 0, 0)
    assert Post.objects.filter(staff_id=Staff.objects.get(username="wang.wei").pseudonym).count() == 2


def test_a_post_that_has_ended_is_not_added_again(office: Office) -> None:
    text = "old.hand,老王,city-management,handler,,2026-01-05,2026-02-01,\n"
    load(office, text)
    count = Post.objects.count()
    assert load(office, text).sums["add"] == 0
    assert Post.objects.count() == count


def test_a_trial_run_keeps_nothing(office: Office) -> None:
    count = Staff.objects.count()
    assert load(office, GOOD, is_dry_run=True).sums["add"] == 3
    assert Staff.objects.count() == count


def test_newcomers_get_a_link_each_that_only_its_hash_is_kept_of(office: Office) -> None:
    links = load(office, GOOD, with_links=True).links
    assert [login for login, *_ in links] == ["li.na", "wang.wei"]
    token = links[0][2].rstrip("/").rpartition("/")[2]
    account = first_links.account_behind(token, cast.MONDAY)
    assert account is not None and account.username == "li.na"
    assert first_links.account_behind(token, links[0][3]) is None
    assert first_links.use_link(token, "a sentence that is long enough", cast.MONDAY) == "li.na"
    assert first_links.use_link(token, "a sentence that is long enough", cast.MONDAY) is None


def test_a_newer_link_replaces_the_older_one(office: Office) -> None:
    load(office, GOOD)
    pseudonym = Staff.objects.get(username="li.na").pseudonym
    old, _ = first_links.new_link(pseudonym, cast.MONDAY)
    new, _ = first_links.new_link(pseudonym, cast.MONDAY)
    assert first_links.account_behind(old, cast.MONDAY) is None
    assert first_links.account_behind(new, cast.MONDAY) is not None
