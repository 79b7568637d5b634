"""A sealed value opens under its own key and in its own place, and nowhere else."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain import vault
from linli.domain.entry import commitment
from linli.domain.vault import Cipher, NotOpened, Opened, Place, plain_phone, seal, unseal, unwrap, wrap

KEY, OTHER_KEY, IV, NONCE = b"k" * 32, b"o" * 32, b"i" * 12, bytes(range(32))
PLACE = Place(1, "case/01", 3, "words", "requester", "")
BOTH = pytest.mark.parametrize("cipher", list(Cipher))


def sealed(cipher: Cipher = Cipher.AES, value: bytes = b"00088881234", place: Place = PLACE) -> bytes:
    return seal(Opened(NONCE, value), place, key=KEY, iv=IV, cipher=cipher)


@BOTH
def test_another_key_opens_nothing(cipher: Cipher) -> None:
    with pytest.raises(NotOpened):
        unseal(sealed(cipher), PLACE, key=OTHER_KEY)


@BOTH
@pytest.mark.parametrize(
    "change",
    [{"county_id": 2}, {"stream": "case/02"}, {"seq": 4}, {"field": "note"}, {"subject": "party"}, {"role": "x"}],
    ids=lambda change: next(iter(change)),
)
def test_no_value_opens_in_another_place(cipher: Cipher, change: dict[str, object]) -> None:
    with pytest.raises(NotOpened):
        unseal(sealed(cipher), PLACE._replace(**change), key=KEY)


@BOTH
def test_no_single_bit_can_be_changed_and_none_cut_off(cipher: Cipher) -> None:
    whole = sealed(cipher)
    for at in range(len(whole)):
        for bit in (1, 16, 128):
            changed = bytearray(whole)
            changed[at] ^= bit
            with pytest.raises(NotOpened):
                unseal(bytes(changed), PLACE, key=KEY)
    for length in range(len(whole)):
        with pytest.raises(NotOpened):
            unseal(whole[:length], PLACE, key=KEY)
    with pytest.raises(NotOpened):
        unseal(whole + b"\0", PLACE, key=KEY)


def test_parts_of_a_place_cannot_borrow_from_each_other() -> None:
    one = Place(1, "case/1", 12, "words", "", "")
    other = Place(1, "case/11", 2, "words", "", "")
    assert one.bound != other.bound
    with pytest.raises(NotOpened):
        unseal(sealed(place=one), other, key=KEY)


def test_what_is_too_short_to_hold_a_nonce_is_no_value() -> None:
    short = vault._encrypted(b"short", PLACE.bound, key=KEY, iv=IV, cipher=Cipher.AES)
    with pytest.raises(NotOpened):
        unseal(short, PLACE, key=KEY)


@pytest.mark.parametrize(("key", "iv", "nonce"), [(b"k" * 16, IV, NONCE), (KEY, b"i" * 11, NONCE), (KEY, IV, b"n")])
def test_keys_chance_and_nonces_have_one_length(key: bytes, iv: bytes, nonce: bytes) -> None:
    with pytest.raises(ValueError, match="bytes"):
        seal(Opened(nonce, b""), PLACE, key=key, iv=iv)


@BOTH
def test_a_wrapped_key_opens_under_its_own_name_and_key_only(cipher: Cipher) -> None:
    wrapped = wrap(OTHER_KEY, b"name", kek=KEY, iv=IV, cipher=cipher)
    assert unwrap(wrapped, b"name", kek=KEY) == OTHER_KEY
    for name, kek in ((b"nome", KEY), (b"name", OTHER_KEY)):
        with pytest.raises(NotOpened):
            unwrap(wrapped, name, kek=kek)


@given(
    value=st.binary(max_size=300),
    key=st.binary(min_size=32, max_size=32),
    iv=st.binary(min_size=12, max_size=12),
    nonce=st.binary(min_size=32, max_size=32),
    place=st.builds(
        Place, st.integers(1, 10**12), st.text("abc/1\n", max_size=9), st.integers(1, 10**6), st.text(max_size=9),
        st.text(max_size=4), st.text(max_size=4),
    ),
    cipher=st.sampled_from(Cipher),
)  # fmt: skip
def test_whatever_is_sealed_opens_again_and_says_nothing_while_sealed(
    value: bytes, key: bytes, iv: bytes, nonce: bytes, place: Place, cipher: Cipher
) -> None:
    held = Opened(nonce, value)
    whole = seal(held, place, key=key, iv=iv, cipher=cipher)
    assert unseal(whole, place, key=key) == held
    assert len(whole) == len(value) + vault.SEALED_BYTES_MORE
    assert nonce not in whole
    assert len(value) < 6 or value not in whole[13:]


def test_both_ciphers_stand_side_by_side_and_share_no_key() -> None:
    assert {unseal(sealed(cipher), PLACE, key=KEY).value for cipher in Cipher} == {b"00088881234"}
    bodies = {sealed(cipher)[13:] for cipher in Cipher}
    assert len(bodies) == 2
    renamed = b"\x02" + sealed(Cipher.AES)[1:]
    with pytest.raises(NotOpened):
        unseal(renamed, PLACE, key=KEY)


def test_a_phone_cannot_be_guessed_from_its_commitment_without_the_nonce() -> None:
    """Every number of a prefix is tried against what an entry says, as somebody with the journal alone would."""
    prefix, number = "1380000", "13800001234"
    said = commitment(number.encode(), NONCE)
    candidates = [f"{prefix}{rest:04d}".encode() for rest in range(10_000)]
    assert number.encode() in candidates
    for attempt in (lambda one: one, lambda one: b"linli/field/v1\0" + one, lambda one: b"\0" * 32 + one):
        assert said not in {hashlib.sha256(attempt(one)).hexdigest() for one in candidates}
    assert said not in {commitment(one, b"\0" * 32) for one in candidates}
    assert said in {commitment(one, NONCE) for one in candidates}


def test_a_blind_digest_depends_on_its_purpose_and_key() -> None:
    digests = {
        vault.blind("13800001234", purpose, key=key) for purpose in ("phone", "callback") for key in (KEY, OTHER_KEY)
    }
    assert len(digests) == 4
    assert vault.blind("13800001234", "phone", key=KEY) == vault.blind("13800001234", "phone", key=KEY)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("138 0000 1234", "13800001234"), ("+86-13800001234", "13800001234"), ("008613800001234", "13800001234"),
        ("13800001234", "13800001234"), ("0371-6660001", "03716660001"), ("没有", ""), ("110", ""),
        ("86100000", "86100000"), ("", ""),
    ],
)  # fmt: skip
def test_a_telephone_number_is_compared_by_its_digits(typed: str, plain: str) -> None:
    assert plain_phone(typed) == plain
