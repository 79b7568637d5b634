"""Opening what is hidden: refused unless it may be, recorded before it is given, and given once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from linli.actions import reading
from linli.actions.case_views import CaseView, open_for
from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.look_views import accounted_looks, looks_for_requester, looks_of_case, own_looks
from linli.actions.reading import Opening, look_of, open_fields
from linli.config.environment import database_parts
from linli.domain.look import BULK_FLOOR, LookKind
from linli.domain.problems import Refused
from linli.store import looks, models
from linli.store.secrets import opened
from tests import cast, offices
from tests.databases import DatabaseServer

POSTS = cast.POSTS
PHONE = "000-70917"


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def lamp(office: Office) -> FiledCase:
    return offices.file(office, requester_phone=PHONE, requester_name="探针名")


def dispute(office: Office) -> FiledCase:
    fields = {
        "category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_name": "探针甲", "requester_phone": PHONE, "words": "探针话", "place_words": "探针处",
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    return file_case(office, filing, actor=cast.actor("hu"), now=cast.MONDAY)


def seen(office: Office, who: str, filed: FiledCase, now: datetime = cast.MONDAY) -> CaseView:
    view = open_for(office, POSTS[who], filed.case_id, now)
    assert view is not None
    return view


def names(view: CaseView) -> tuple[str, ...]:
    return tuple(one.name for one in view.openable)


def asking(view: CaseView, **changes: str) -> Opening:
    given = {"reason": "call_back", "words": "", "request": offices.command_id("open"), **changes}
    return Opening(fields=names(view), **given)


def codes(refused: "pytest.ExceptionInfo[Refused]") -> set[str]:
    return {one.code for one in refused.value.problems}


def test_no_view_of_anybody_holds_a_hidden_value(office: Office) -> None:
    for filed, who in ((lamp(office), "hu"), (lamp(office), "gu"), (dispute(office), "hu"), (dispute(office), "zhou")):
        view = seen(office, who, filed)
        assert not any(PHONE in one or "探针名" in one or "探针甲" in one for one in view.values.values())
    assert seen(office, "hu", dispute(office)).values == {}


@pytest.mark.parametrize("who", ["gu", "ren", "zhou"])
def test_who_may_not_know_the_requester_opens_nothing_and_leaves_no_record(office: Office, who: str) -> None:
    filed = lamp(office)
    allowed = names(seen(office, "hu", filed))
    view = seen(office, who, filed)
    assert allowed and not view.openable
    with pytest.raises(Refused) as refused:
        open_fields(office, view, Opening(fields=allowed, reason="call_back"), cast.MONDAY)
    assert "not_found" in codes(refused)
    assert looks.of_stream(office.county_id, filed.stream) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reason": ""}, {"required"}),
        ({"reason": "other"}, {"required"}),
        ({"reason": "nosy"}, {"unknown_choice"}),
        ({"reason": "life", "words": "急"}, {"unknown_choice"}),
        ({"words": "话" * 201}, {"too_long"}),
    ],
)
def test_without_a_duty_in_order_nothing_is_given_or_recorded(
    office: Office, changes: dict[str, str], expected: set[str]
) -> None:
    filed = lamp(office)
    view = seen(office, "hu", filed)
    with pytest.raises(Refused) as refused:
        open_fields(office, view, asking(view, **changes), cast.MONDAY)
    assert codes(refused) == expected
    assert looks.of_stream(office.county_id, filed.stream) == ()


def test_a_value_that_is_not_hidden_there_or_not_named_is_not_found(office: Office) -> None:
    view = seen(office, "hu", lamp(office))
    for fields in (("1/words",), ("9/requester_phone",), ("1/requester_phone", "1/nothing"), ()):
        with pytest.raises(Refused) as refused:
            open_fields(office, view, Opening(fields=fields, reason="call_back"), cast.MONDAY)
        assert codes(refused) & {"not_found", "required"}


def test_the_look_says_who_what_why_and_never_the_value(office: Office) -> None:
    filed = lamp(office)
    view = seen(office, "hu", filed)
    given = open_fields(office, view, asking(view, words="约明天上午"), cast.MONDAY)
    assert PHONE in given.values.values()
    (look,) = looks.of_stream(office.county_id, filed.stream)
    assert (look.kind, look.post, look.staff, look.subject) == (LookKind.LOOK, "p-hu", "s-hu", "requester")
    assert set(look.fields) == set(names(view)) and (look.reason, look.words) == ("call_back", "约明天上午")
    assert PHONE not in str(look) and "探针名" not in str(look)


def test_the_same_request_is_answered_once(office: Office) -> None:
    filed = lamp(office)
    view = seen(office, "hu", filed)
    asked = asking(view)
    open_fields(office, view, asked, cast.MONDAY)
    with pytest.raises(Refused) as refused:
        open_fields(office, view, asked, cast.MONDAY)
    assert codes(refused) == {"look_given_before"}
    assert len(looks.of_stream(office.county_id, filed.stream)) == 1


def test_whoever_works_on_a_sealed_matter_opens_it_for_a_duty_and_each_person_has_a_record(office: Office) -> None:
    filed = dispute(office)
    offices.move(office, filed.stream, "hu", "add_party", party="a", party_name="探针乙", party_phone="000-1")
    view = seen(office, "zhou", filed)
    given = open_fields(office, view, asking(view, reason="handle"), cast.MONDAY)
    assert {"探针甲", "探针话", "探针处", "探针乙", "000-1", PHONE} <= set(given.values.values())
    kept = looks.of_stream(office.county_id, filed.stream)
    assert {one.subject for one in kept} == {"requester", "party"}
    theirs = looks.of_stream(office.county_id, filed.stream, subject="requester")
    assert {one.subject for one in theirs} == {"requester"}


def test_a_point_is_exact_for_who_goes_there_and_on_the_mesh_for_who_reads_along(office: Office) -> None:
    point = {"lon_e6": 114_305_717, "lat_e6": 36_104_939}
    filed = offices.file(office, point=point)
    exact, coarse = (seen(office, who, filed).values[1, "point"] for who in ("hu", "hui"))
    assert "114305717" in exact and "36104939" in exact
    assert coarse == '{"lat_e6":36105000,"lon_e6":114306000}'
    assert "114305717" in seen(office, "zhou", filed).values[1, "point"]  # the centre holds it


def test_the_person_concerned_sees_when_which_role_and_why_and_no_name_nor_words_of_staff(office: Office) -> None:
    filed = lamp(office)
    view = seen(office, "hu", filed)
    open_fields(office, view, asking(view, words="内部的话"), cast.MONDAY)
    (shown,) = looks_for_requester(office, filed.stream)
    assert shown.staff == "" and shown.role.zh == "受理员" and shown.unit == "u-liuan"
    assert {one.zh for one in shown.titles} >= {"联系电话"}
    assert looks_of_case(office, seen(office, "hu", filed))[0].words == "内部的话"
    assert len(own_looks(office, POSTS["hu"], cast.MONDAY)) == 1
    assert own_looks(office, POSTS["pan"], cast.MONDAY) == ()


def test_looks_are_accounted_for_in_the_area_and_in_the_unit_only(office: Office) -> None:
    view = seen(office, "hu", lamp(office))
    open_fields(office, view, asking(view), cast.MONDAY)
    found = {
        who: len(accounted_looks(office, POSTS[who], LookKind.LOOK, cast.MONDAY))
        for who in ("bao", "gu", "lei", "jin", "hu", "cheng", "admin")
    }
    assert found == {"bao": 1, "gu": 1, "lei": 0, "jin": 0, "hu": 0, "cheng": 0, "admin": 0}


def test_far_more_looks_than_usual_raise_one_question_and_stop_no_work(office: Office) -> None:
    filed = lamp(office)
    view = seen(office, "hu", filed)
    for number in range(BULK_FLOOR + 3):
        given = open_fields(office, view, asking(view), cast.MONDAY + timedelta(minutes=number))
        assert given.values
    (alert,) = accounted_looks(office, POSTS["bao"], LookKind.ALERT, cast.MONDAY)
    assert alert.amount == BULK_FLOOR + 1
    queued = models.Outbox.objects.filter(key__startswith="bulk/")
    assert {one.payload["post"] for one in queued} == {"p-bao", "p-an", "p-gu"}
    texts = str(list(queued.values()))
    assert PHONE not in texts and "s-hu" not in texts


@pytest.fixture
def real_office(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """An office whose commits are real."""
    with django_db_blocker.unblock():
        yield offices.set_up_office()


def test_where_the_look_cannot_be_written_the_value_is_not_given(
    real_office: Office, database_server: DatabaseServer
) -> None:
    view = seen(real_office, "hu", lamp(real_office))
    assert database_server.current
    with psycopg.connect(database_server.owner_url(database_server.current)) as owner:
        owner.execute("REVOKE INSERT ON access_record FROM linli_app")
    with pytest.raises(Refused) as refused:
        open_fields(real_office, view, asking(view), cast.MONDAY)
    assert codes(refused) == {"look_not_recorded"}
    with psycopg.connect(database_server.owner_url(database_server.current)) as owner:
        owner.execute("GRANT INSERT ON access_record TO linli_app")
    assert PHONE in open_fields(real_office, view, asking(view), cast.MONDAY).values.values()


def test_the_look_stands_for_others_before_the_value_is_read(
    real_office: Office, database_server: DatabaseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another connection sees the record at the moment in which the first byte is about to be read."""
    filed = lamp(real_office)
    view = seen(real_office, "hu", filed)
    seen_elsewhere: list[int] = []
    read = reading.cases.values_of

    def watched(*args: object, **rest: object) -> object:
        assert database_server.current
        with psycopg.connect(database_server.owner_url(database_server.current)) as owner:
            owner.execute("SELECT set_config('linli.opened', '*', true)")
            row = owner.execute("SELECT count(*) FROM access_record WHERE stream = %s", [filed.stream]).fetchone()
            seen_elsewhere.append(row[0] if row else 0)
        return read(*args, **rest)

    monkeypatch.setattr(reading.cases, "values_of", watched)
    open_fields(real_office, view, asking(view), cast.MONDAY)
    assert seen_elsewhere == [1]
    assert looks.verify(real_office.county_id) == (1, ())


@pytest.mark.parametrize(
    "statement",
    ["UPDATE access_record SET words = 'x'", "DELETE FROM access_record", "TRUNCATE access_record"],
)
def test_no_record_can_be_changed_or_taken_out_by_the_app_nor_by_the_owner(
    statement: str, real_office: Office, database_server: DatabaseServer
) -> None:
    view = seen(real_office, "hu", lamp(real_office))
    open_fields(real_office, view, asking(view), cast.MONDAY)
    assert database_server.current
    for url in (database_server.app_url, database_server.owner_url):
        with psycopg.connect(url(database_server.current)) as connection:
            connection.execute("SELECT set_config('linli.opened', '*', true)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_without_a_context_the_app_sees_no_record(real_office: Office, database_server: DatabaseServer) -> None:
    view = seen(real_office, "hu", lamp(real_office))
    open_fields(real_office, view, asking(view), cast.MONDAY)
    assert database_server.current
    for url in (database_server.app_url, database_server.owner_url):
        with psycopg.connect(url(database_server.current)) as connection:
            assert connection.execute("SELECT count(*) FROM access_record").fetchone() == (0,)
    with opened(real_office.county_id, [view.state.stream]):
        assert models.AccessRecord.objects.count() == 1
    with opened(real_office.county_id + 1, [view.state.stream, "looks"]):
        assert models.AccessRecord.objects.count() == 0


def test_a_record_altered_by_a_superuser_is_found(real_office: Office, database_server: DatabaseServer) -> None:
    view = seen(real_office, "hu", lamp(real_office))
    for _ in range(3):
        open_fields(real_office, view, asking(view), cast.MONDAY)
    assert looks.verify(real_office.county_id) == (3, ()) and looks.verify(real_office.county_id, last=2) == (2, ())
    assert database_server.current
    address = replace_database(database_server)
    with psycopg.connect(address) as superuser:
        superuser.execute("ALTER TABLE access_record DISABLE TRIGGER ALL")
        superuser.execute("UPDATE access_record SET reason = 'visit' WHERE seq = 2")
    _, faults = looks.verify(real_office.county_id)
    assert [(one.seq, one.code) for one in faults] == [(2, "hash_differs")]


def replace_database(server: DatabaseServer) -> str:
    """The superuser's address of the present database."""
    parts = {**database_parts(server.superuser_url)}
    return psycopg.conninfo.make_conninfo(
        "", dbname=server.current, user=parts["USER"], password=parts["PASSWORD"] or None, host=parts["HOST"],
        port=parts["PORT"] or None,
    )  # fmt: skip


def test_far_more_than_three_times_the_posts_own_median_of_thirty_days_reaches_the_officer(office: Office) -> None:
    filed = lamp(office)
    view = seen(office, "hu", filed)
    usual, morning = 10, cast.MONDAY
    for day in range(1, 31):
        past = [
            replace(
                look_of(
                    view.post, morning - timedelta(days=day, minutes=number), LookKind.LOOK, stream=filed.stream
                ),
                subject="requester", fields=("1/requester_phone",), reason="call_back", request=f"{day}/{number}",
            )
            for number in range(usual if day % 7 else 200)
        ]  # fmt: skip
        with looks.recording(office.county_id, past):
            pass
    for number in range(3 * usual):
        open_fields(office, view, asking(view), morning + timedelta(seconds=number))
    assert accounted_looks(office, POSTS["bao"], LookKind.ALERT, morning) == ()
    open_fields(office, view, asking(view), morning + timedelta(minutes=1))
    (alert,) = accounted_looks(office, POSTS["bao"], LookKind.ALERT, morning)
    assert alert.amount == 3 * usual + 1
    told = {one.payload["post"] for one in models.Outbox.objects.filter(key__startswith="bulk/")}
    assert "p-bao" in told and "p-hu" not in told
