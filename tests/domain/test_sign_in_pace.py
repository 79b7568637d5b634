"""Guessing is slow for whoever guesses, and never shuts out the person whose account it is."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.domain.sign_in_pace import (
    MISSES_FORGOTTEN_AFTER,
    NO_TRIES,
    PAUSE_SECONDS_MAX,
    Bucket,
    Tries,
    Verdict,
    give_back,
    judge,
    missed,
    pause_left,
    spend,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class House:
    """Buckets as a store keeps them, for one account."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Bucket, str], Tries] = {}
        self.compared_at: list[datetime] = []
        self.pairs = 0

    def guess(self, now: datetime, *, net: str, device: str = "", code: bool = False, right: bool = False) -> Verdict:
        """Guess once at the account's password."""
        names = {Bucket.NET: net, Bucket.ACCOUNT: "", Bucket.DEVICE: device}
        tries = {one: self.kept.get((one, name), NO_TRIES) for one, name in names.items()}
        verdict = judge(tries, is_known_device=bool(device), has_code=code, now=now)
        if not verdict.is_compared:
            return verdict
        for one in verdict.spends:
            tries[one] = spend(one, tries[one], now)
        if right:
            tries |= {one: give_back(one, tries[one]) for one in verdict.spends}
        else:
            pausing = Bucket.DEVICE if Bucket.DEVICE in verdict.spends else Bucket.NET
            tries[pausing] = missed(tries[pausing], now)
        self.kept |= {(one, names[one]): tries[one] for one in names}
        if verdict.is_pair:
            self.pairs += 1
        elif not device:
            self.compared_at.append(now)
        return verdict


def most_within(moments: list[datetime], span: timedelta) -> int:
    return max(
        (sum(one <= later < one + span for later in moments) for one in moments),
        default=0,
    )


@pytest.mark.parametrize("nets", [1, 2, 7, 500])
@pytest.mark.parametrize("every_seconds", [1, 13, 61])
def test_no_attacker_has_more_than_ten_guesses_compared_in_any_hour(nets: int, every_seconds: int) -> None:
    """Thousands of guesses from one net or from five hundred, for six hours."""
    house = House()
    for number in range(0, 6 * 3600, every_seconds):
        house.guess(NOON + timedelta(seconds=number), net=f"n{number % nets}")
    assert 10 < len(house.compared_at) <= 6 * 5 + 5
    assert most_within(house.compared_at, HOUR) <= 10


@pytest.mark.parametrize("nets", [1, 40])
def test_with_the_code_beside_the_password_the_victim_gets_in_at_once_whatever_others_do(nets: int) -> None:
    house = House()
    for number in range(3 * 3600):
        house.guess(NOON + timedelta(seconds=number), net=f"n{number % nets}")
    at = NOON + timedelta(hours=3)
    assert house.guess(at, net="home", code=True, right=True).is_compared


def test_in_the_attackers_own_net_the_victim_with_a_code_waits_less_than_a_minute() -> None:
    house = House()
    for number in range(3600):
        house.guess(NOON + timedelta(seconds=number), net="office", code=number % 2 == 0)
    verdict = house.guess(NOON + HOUR, net="office", code=True, right=True)
    assert verdict.wait <= timedelta(seconds=PAUSE_SECONDS_MAX)


def test_a_known_device_is_never_slowed_by_others() -> None:
    house = House()
    for number in range(3 * 3600):
        house.guess(NOON + timedelta(seconds=number), net=f"n{number % 30}")
    assert house.guess(NOON + 3 * HOUR, net="n1", device="mine", right=True).is_compared


def test_from_one_net_nobody_empties_the_account_for_another_net() -> None:
    """Without a code and from a new device the wait is at most a quarter of an hour."""
    house = House()
    for number in range(10 * 3600):
        house.guess(NOON + timedelta(seconds=number), net="attacker")
    waits = [
        judge({one: house.kept.get((one, "" if one is Bucket.ACCOUNT else "home"), NO_TRIES) for one in Bucket},
              is_known_device=False, has_code=False, now=NOON + 10 * HOUR).wait
    ]  # fmt: skip
    assert max(waits) <= timedelta(minutes=15)


def test_a_stolen_device_cookie_buys_ten_guesses_an_hour_and_no_more() -> None:
    house, at = House(), []
    for number in range(2 * 3600):
        moment = NOON + timedelta(seconds=number)
        verdict = house.guess(moment, net="attacker", device="stolen")
        if verdict.is_compared and Bucket.DEVICE in verdict.spends:
            at.append(moment)
    assert most_within(at, HOUR) <= 10


def test_a_guess_beside_a_code_is_a_pair_and_says_nothing_of_the_password_alone() -> None:
    verdict = judge({}, is_known_device=False, has_code=True, now=NOON)
    assert (verdict.is_compared, verdict.is_pair, verdict.spends) == (True, True, ())


def test_pauses_double_to_forty_seconds_and_are_forgotten_after_an_hour() -> None:
    tries, now, pauses = Tries(), NOON, []
    for _ in range(10):
        tries = missed(tries, now)
        left = pause_left(tries, now)
        pauses.append(int(left.total_seconds()))
        now += left
    assert pauses == [0, 0, 1, 2, 4, 8, 16, 32, 40, 40]
    assert not pause_left(tries, now + MISSES_FORGOTTEN_AFTER)
    assert missed(tries, now + MISSES_FORGOTTEN_AFTER).misses == 1


def test_a_right_guess_costs_nothing_so_nobody_slows_themselves_down() -> None:
    house = House()
    for number in range(300):
        assert house.guess(NOON + timedelta(seconds=number), net="home", right=True).is_compared
