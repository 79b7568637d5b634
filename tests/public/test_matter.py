"""Following a matter by its receipt: who may not, what is never shown, and what the holder may do."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.actions.deciding import Office, receipt_hash, receipt_of
from linli.actions.public_views import open_by_receipt
from linli.domain.receipt import receipt_code
from linli.store import cases, models
from tests import cast, offices
from tests.public.conftest import (
    CANARY,
    NOW,
    PORTS,
    Clock,
    body,
    closed,
    mistakes,
    photo_file,
    play_to_the_end,
    visitor_in,
)

NOWHERE = receipt_code(b"\x01" * 9)
PHONE = "000-8888 1234"
WRONG_CODES_MAX = 20
"""What a district begins with."""


def command() -> str:
    return offices.command_id("from-a-page")


def ask(visitor: Client, code: str, verb: str, **fields: Any) -> Any:
    named = {f"{verb}_{key}": value for key, value in fields.items() if key != "photo"}
    files = {"photo": fields["photo"]} if "photo" in fields else {}
    return visitor.post(f"/r/{code}", {"verb": verb, "command_id": command(), **named, **files})


def verbs_of(office: Office, stream: str) -> list[str]:
    kept = cases.open_case(office.county_id, stream)
    assert kept is not None
    return [entry.type.removeprefix("case.") for entry in kept.entries]


# Refusals


def test_a_code_that_leads_nowhere_is_answered_like_any_missing_page(visitor: Client) -> None:
    answer = visitor.get(f"/r/{NOWHERE}")
    assert answer.status_code == 404
    assert answer.content == visitor.get("/no/such/page").content


def test_a_receipt_of_another_county_is_answered_exactly_like_a_missing_one(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    models.Receipt.objects.filter(code_hash=receipt_hash(code, PORTS.secret)).update(county_id=office.county_id + 1)
    assert visitor.get(f"/r/{code}").content == visitor.get(f"/r/{NOWHERE}").content
    assert visitor.get(f"/r/{code}/photo/1/photo1").status_code == 404
    assert ask(visitor, code, "note", note="x").status_code == 404


@pytest.mark.parametrize("typed", ["", "ABCD", "AAAA-AAAA-AAAA-AAAB", "!" * 16, "x" * 5000])
def test_a_code_that_cannot_be_one_is_told_so_and_kept_in_the_field(typed: str, visitor: Client) -> None:
    answer = visitor.post("/follow/", {"receipt": typed})
    page = mistakes(visitor, answer)
    assert f'value="{typed[:80]}"' in page


def test_one_wrong_symbol_is_noticed_by_the_checksum(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "One character of the receipt code is wrong" in body(visitor.get(f"/r/{wrong}"))


def test_closed_matters_show_no_words_to_anybody(visitor: Client, office: Office) -> None:
    """The policy lets the sender of a closed matter know that it exists, and nobody read it."""
    filed = offices.file(office, words="SEALED-words", place_words="SEALED-place")
    view = open_by_receipt(office, filed.receipt, NOW)
    assert view is not None
    kept = cases.open_case(office.county_id, filed.stream)
    assert kept is not None
    shut = replace(kept, state=replace(kept.state, seal="closed"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "open_case", lambda *_: shut)
        page = body(visitor.get(f"/r/{filed.receipt}"))
        assert visitor.get(f"/r/{filed.receipt}/photo/1/photo1").status_code == 404
    assert "SEALED" not in page


def test_after_too_many_wrong_codes_the_next_wrong_one_waits_and_a_right_one_does_not(
    visitor: Client, office: Office
) -> None:
    code = offices.file(office).receipt
    answers = [visitor.get(f"/r/{NOWHERE}").status_code for _ in range(WRONG_CODES_MAX + 2)]
    assert answers == [404] * WRONG_CODES_MAX + [429] * 2
    assert visitor.post("/follow/", {"receipt": NOWHERE}).status_code == 429
    assert visitor.get(f"/r/{code}").status_code == 200
    assert visitor.post("/follow/", {"receipt": code}).status_code == 302


@pytest.mark.parametrize("file", ["photo/1/photo1", "paper/1.pdf", "data/copy"])
def test_who_guesses_at_the_files_of_a_receipt_is_counted_and_its_holder_is_not(
    visitor: Client, office: Office, file: str
) -> None:
    """Otherwise codes could be tried without end where only a file is asked for."""
    code = offices.file(office).receipt
    right = [visitor.get(f"/r/{code}/{file}").status_code for _ in range(WRONG_CODES_MAX + 1)]
    assert right == [404] * (WRONG_CODES_MAX + 1)
    answers = [visitor.get(f"/r/{wrong}/{file}").status_code for wrong in (NOWHERE, "0") * WRONG_CODES_MAX]
    assert answers == [404] * WRONG_CODES_MAX + [429] * WRONG_CODES_MAX
    assert visitor.get(f"/r/{code}/{file}").status_code == 404


def test_the_throttle_ends_by_itself_and_concerns_one_part_of_the_net(
    visitor: Client, office: Office, clock: Clock
) -> None:
    for _ in range(WRONG_CODES_MAX + 1):
        visitor.get(f"/r/{NOWHERE}", REMOTE_ADDR="203.0.113.7")
    assert visitor.get(f"/r/{NOWHERE}", REMOTE_ADDR="203.0.113.200").status_code == 429
    assert visitor.get(f"/r/{NOWHERE}", REMOTE_ADDR="198.51.100.7").status_code == 404
    clock(NOW + timedelta(minutes=11))
    assert visitor.get(f"/r/{NOWHERE}", REMOTE_ADDR="203.0.113.7").status_code == 404


def test_no_address_is_stored(visitor: Client) -> None:
    visitor.get(f"/r/{NOWHERE}", REMOTE_ADDR="203.0.113.7")
    kept = list(models.Attempt.objects.values_list("bucket", flat=True))
    assert len(kept) == 1
    assert re.fullmatch(r"code/[0-9a-f]{40}", kept[0])


@pytest.mark.parametrize("verb", ["close", "register", "erase", "file", "", "note_proposed"])
def test_nothing_but_what_belongs_to_a_receipt_can_be_done_with_it(verb: str, visitor: Client, office: Office) -> None:
    filed = offices.file(office)
    assert mistakes(visitor, ask(visitor, filed.receipt, verb, reason="x", note=""))
    assert verbs_of(office, filed.stream) == ["file"]


def test_a_matter_cannot_be_rated_or_reopened_before_it_is_closed(visitor: Client, office: Office) -> None:
    filed = offices.file(office)
    assert mistakes(visitor, ask(visitor, filed.receipt, "rate", grade="5"))
    assert mistakes(visitor, ask(visitor, filed.receipt, "ask_reopen", reason="还是不亮"))
    assert "rate_grade" not in body(visitor.get(f"/r/{filed.receipt}"))


def test_no_grade_is_filled_in_beforehand(visitor: Client, office: Office) -> None:
    code, stream = closed(office)
    page = body(visitor.get(f"/r/{code}"))
    assert page.count('name="rate_grade"') == 5
    assert "checked" not in page
    assert mistakes(visitor, ask(visitor, code, "rate"))
    assert "rate" not in verbs_of(office, stream)


def test_a_second_rating_is_refused(visitor: Client, office: Office) -> None:
    code, stream = closed(office)
    assert ask(visitor, code, "rate", grade="4", comment="还可以").status_code == 302
    assert mistakes(visitor, ask(visitor, code, "rate", grade="1"))
    assert verbs_of(office, stream).count("rate") == 1
    assert "It has been rated already" in body(visitor.get(f"/r/{code}"))


def test_the_rights_lapse_after_thirty_days(visitor: Client, office: Office, clock: Clock) -> None:
    code, stream = closed(office)
    clock(NOW + timedelta(days=40))
    for verb, fields in (("ask_reopen", {"reason": "还是不亮"}), ("rate", {"grade": "1"})):
        answer = ask(visitor, code, verb, **fields)
        assert "The time for this is over" in mistakes(visitor, answer)
    assert not {"ask_reopen", "rate"} & set(verbs_of(office, stream))


def test_a_reason_must_be_given_for_reopening(visitor: Client, office: Office) -> None:
    code, _ = closed(office)
    answer = ask(visitor, code, "ask_reopen", reason="  ")
    assert 'id="mistake-ask_reopen_reason"' in mistakes(visitor, answer)


# What is never shown


def secrets_in(page: str) -> Iterator[str]:
    yield from (one for one in ("STAFF-", "INTERNAL-", "FOREIGN-", PHONE, "s-song", "p-song", CANARY) if one in page)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_member_of_staff_no_office_note_and_no_contact_stands_on_the_page(office: Office, language: str) -> None:
    offices.file(office, words="FOREIGN-words", place_words="FOREIGN-place")
    code, _ = closed(office, requester_phone=PHONE, requester_name="FOREIGN-name", words="楼前的路灯不亮")
    page = body(visitor_in(language).get(f"/r/{code}"))
    assert list(secrets_in(page)) == []
    assert "楼前的路灯不亮" in page
    assert "已更换光源" in page


def test_photos_of_staff_are_not_the_holders_to_see(visitor: Client, office: Office) -> None:
    filed = offices.file(office, photo=(b"own",))
    offices.move(office, filed.stream, "hu", "register")
    offices.move(office, filed.stream, "pan", "attach", photo=(b"INTERNAL-photo",))
    page = body(visitor.get(f"/r/{filed.receipt}"))
    assert "/photo/1/photo1" in page
    assert "/photo/3/" not in page
    assert visitor.get(f"/r/{filed.receipt}/photo/3/photo1").status_code == 404
    assert visitor.get(f"/r/{filed.receipt}/photo/1/words").status_code == 404


def test_pages_of_one_matter_are_kept_and_named_nowhere(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    for answer in (visitor.get(f"/r/{code}"), visitor.get(f"/r/{NOWHERE}"), visitor.get("/follow/")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]


# What works


def test_a_code_is_understood_as_people_write_it(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    for typed in (code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} "):
        assert visitor.post("/follow/", {"receipt": typed}).headers["Location"] == f"/r/{code}"
    assert visitor.get(f"/r/{code.lower()}").headers["Location"] == f"/r/{code}"


def test_the_page_tells_where_it_stands_who_has_it_and_what_comes_next(visitor: Client, office: Office) -> None:
    stream = offices.handled_case(office)
    code = receipt_of(stream.removeprefix("case/"), office.ports.secret)
    page = body(visitor.get(f"/r/{code}"))
    for words in (
        "Being handled",
        "In the hands of City Management",
        "Somebody else checks",
        "You have waited",
        "It was sent to City Management",
    ):
        assert words in page


def test_a_deadline_explains_itself(visitor: Client, office: Office) -> None:
    page = body(visitor.get(f"/r/{offices.file(office).receipt}"))
    assert "How is this time worked out?" in page
    assert "2 Mar: start day" in page or "counted" in page
    assert "Due: Tue 17 Mar 2026, 24:00" in page
    assert "Ordinary matters are answered within 15 days (agreed in this district)" in page


def test_words_and_photos_can_be_added_and_come_back_clean(visitor: Client, office: Office) -> None:
    filed = offices.file(office)
    assert ask(visitor, filed.receipt, "note", note="今晚还是不亮").status_code == 302
    assert ask(visitor, filed.receipt, "note", note="看照片", photo=photo_file()).status_code == 302
    assert verbs_of(office, filed.stream) == ["file", "note", "attach"]
    page = body(visitor.get(f"/r/{filed.receipt}"))
    assert "今晚还是不亮" in page
    served = visitor.get(f"/r/{filed.receipt}/photo/3/photo1")
    assert served.status_code == 200
    assert CANARY.encode() not in served.content


def test_an_empty_note_is_refused_and_a_wrong_photo_keeps_the_words(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    assert mistakes(visitor, ask(visitor, code, "note", note=""))
    answer = ask(visitor, code, "note", note="留住这句话", photo=SimpleUploadedFile("a.jpg", b"no picture"))
    assert "留住这句话" in mistakes(visitor, answer)


def test_the_same_press_twice_is_one_note(visitor: Client, office: Office) -> None:
    filed = offices.file(office)
    sent = {"verb": "note", "command_id": "the-same-press", "note_note": "一次就够"}
    assert visitor.post(f"/r/{filed.receipt}", sent).status_code == 302
    assert visitor.post(f"/r/{filed.receipt}", sent).status_code == 302
    assert verbs_of(office, filed.stream) == ["file", "note"]
    answer = visitor.post(f"/r/{filed.receipt}", {**sent, "note_note": "别的话"})
    assert "was used before with other content" in mistakes(visitor, answer)


def test_the_same_number_of_a_press_on_two_matters_is_two_presses(visitor: Client, office: Office) -> None:
    for filed in (offices.file(office), offices.file(office)):
        sent = {"verb": "note", "command_id": "the-same-press", "note_note": "一次就够"}
        assert visitor.post(f"/r/{filed.receipt}", sent).status_code == 302
        assert verbs_of(office, filed.stream) == ["file", "note"]


def test_withdrawing_ends_the_matter(visitor: Client, office: Office) -> None:
    filed = offices.file(office)
    assert ask(visitor, filed.receipt, "withdraw", reason="已经好了").status_code == 302
    assert "Void or withdrawn" in body(visitor.get(f"/r/{filed.receipt}"))


def test_asking_to_reopen_goes_on_the_record_once(visitor: Client, office: Office) -> None:
    code, stream = closed(office)
    assert ask(visitor, code, "ask_reopen", reason="当晚又不亮了").status_code == 302
    assert mistakes(visitor, ask(visitor, code, "ask_reopen", reason="当晚又不亮了"))
    assert verbs_of(office, stream).count("ask_reopen") == 1


def test_a_merged_matter_says_so_and_shows_the_answer_of_the_main_one(visitor: Client, office: Office) -> None:
    main, merged = offices.file(office), offices.file(office, words="也是这盏灯")
    why = {"merge_class": "same_thing", "reason": "同一盏灯"}
    offices.move(office, merged.stream, "hu", "merge", other_case=main.stream, **why)
    offices.move(office, merged.stream, "peng", "agree", proposal="merge")
    play_to_the_end(office, main.stream)
    page = body(visitor.get(f"/r/{merged.receipt}"))
    assert "joined with another matter" in page
    assert "已更换光源" in page
    assert list(secrets_in(page)) == []


def test_what_is_posted_without_the_forms_own_token_is_refused(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    code = offices.file(office).receipt
    assert strict.post(f"/r/{code}", {"verb": "withdraw"}).status_code == 403
    assert strict.post("/report/", {"area": cast.GRID}).status_code == 403
