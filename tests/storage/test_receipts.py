"""What a code is made of: tokens that nobody else can make, codes that nobody guesses, keys that only a code gives."""

import base64
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import receipt
from storage import receipts
from storage.receipts import Stretch
from tests.needs import MEASURED
from tests.storage.examples import KEYRING, QUICK

NONCE = bytes(range(16))
OTHER = replace(KEYRING, code=b"d" * 32)
NONCES = st.binary(min_size=16, max_size=16)


def code_of(nonce: bytes) -> str:
    return receipt.spelled(receipts.code_secret(KEYRING, nonce))


def id_of(code: str) -> str:
    return receipts.known(receipts.stretched(KEYRING, code, QUICK)).id


def turned_over(text: str) -> Iterator[str]:
    """The text with each of its bits turned over, one at a time."""
    whole = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    for place in range(len(whole) * 8):
        other = bytearray(whole)
        other[place // 8] ^= 1 << place % 8
        yield base64.urlsafe_b64encode(bytes(other)).decode().rstrip("=")


@given(NONCES)
def test_a_token_gives_its_nonce_back_to_its_own_keyring_alone(nonce: bytes) -> None:
    token = receipts.token_of(KEYRING, nonce)
    assert receipts.nonce_of(KEYRING, token) == nonce
    assert receipts.nonce_of(OTHER, token) is None


def test_a_token_with_any_bit_turned_over_is_refused() -> None:
    refused = [receipts.nonce_of(KEYRING, each) for each in turned_over(receipts.token_of(KEYRING, NONCE))]
    assert refused == [None] * (25 * 8)


def test_a_pass_with_any_bit_turned_over_is_refused() -> None:
    refused = [receipts.key_of_pass(KEYRING, each) for each in turned_over(receipts.pass_of(KEYRING, b"k" * 32))]
    assert refused == [None] * (61 * 8)


def test_a_token_is_written_in_one_way_only() -> None:
    token = receipts.token_of(KEYRING, b"\xff" * 16)
    others = {f"{token}=", f"{token}==", f" {token}", f"{token}\n", token.replace("_", "/"), token[:-1], f"{token}A"}
    for each in others - {token}:
        assert receipts.nonce_of(KEYRING, each) is None


def test_spare_bits_at_the_end_of_a_token_are_no_second_way_to_write_it() -> None:
    token = receipts.token_of(KEYRING, NONCE)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert [each for each in letters if receipts.nonce_of(KEYRING, token[:-1] + each)] == [token[-1]]


@given(st.text() | st.binary().map(lambda content: base64.urlsafe_b64encode(content).decode()))
def test_no_text_at_all_raises(text: str) -> None:
    assert receipts.nonce_of(KEYRING, text) is None
    assert receipts.key_of_pass(KEYRING, text) is None


@given(st.binary(min_size=32, max_size=32))
def test_a_pass_gives_its_key_back_to_its_own_keyring_alone(key: bytes) -> None:
    passing = receipts.pass_of(KEYRING, key)
    assert receipts.key_of_pass(KEYRING, passing) == key
    assert receipts.key_of_pass(OTHER, passing) is None
    assert passing != receipts.pass_of(KEYRING, key)


@given(NONCES)
def test_a_code_follows_from_its_nonce_and_reads_as_itself(nonce: bytes) -> None:
    assert receipt.read(code_of(nonce)) == code_of(nonce)


def test_nonces_are_new_each_time() -> None:
    nonces = {receipts.new_nonce() for _ in range(1_000)}
    assert len(nonces) == 1_000
    assert {len(each) for each in nonces} == {16}


def test_everything_depends_on_the_keyring() -> None:
    one = receipts.stretched(KEYRING, "a code", QUICK)
    for other in (replace(KEYRING, pepper=b"q" * 32), replace(KEYRING, salt=b"t" * 16)):
        assert receipts.stretched(other, "a code", QUICK) != one
    assert receipts.code_secret(OTHER, NONCE) != receipts.code_secret(KEYRING, NONCE)
    refs = replace(KEYRING, ref=b"s" * 32)
    assert receipts.reference_of(refs, "ab") != receipts.reference_of(KEYRING, "ab")
    assert receipts.case_of(refs, "ab") != receipts.case_of(KEYRING, "ab")


def test_how_much_work_it_is_makes_another_key() -> None:
    slower = Stretch(memory_kib=16, passes=1)
    assert receipts.stretched(KEYRING, "a code", QUICK) != receipts.stretched(KEYRING, "a code", slower)
    assert Stretch() == Stretch(memory_kib=64 * 1024, passes=3)


@given(st.binary(min_size=32, max_size=32))
def test_the_id_and_the_key_that_follow_say_nothing_of_each_other(key: bytes) -> None:
    known = receipts.known(key)
    assert len(bytes.fromhex(known.id)) == 16
    assert len(known.key) == 32
    assert known.key.hex() not in repr(known)
    assert len({known.id, known.key.hex()[:32], key.hex()[:32], receipts.case_of(KEYRING, known.id)}) == 4


@given(st.text(max_size=40), st.integers(0, 20))
def test_a_reference_reads_as_every_other_and_another_try_gives_another(concern: str, attempt: int) -> None:
    one = receipts.reference_of(KEYRING, concern, attempt)
    assert one.startswith("ES-")
    assert len(one) == 9
    assert set(one[3:]) <= set(receipts.LETTERS_AND_DIGITS)
    assert one == receipts.reference_of(KEYRING, concern, attempt)
    assert one != receipts.reference_of(KEYRING, concern, attempt + 1)


def open_nothing(count: int) -> str:
    """Tries that many random codes against a hundred concerns."""
    there = {id_of(code_of(secrets.token_bytes(16))) for _ in range(100)}
    hits = sum(id_of(receipt.spelled(secrets.token_bytes(12))) in there for _ in range(count))
    assert hits == 0
    return f"{count:,} random codes against {len(there)} concerns: {hits} opened ({receipt.BITS:.1f} bits)"


@pytest.mark.untraced
def test_ten_thousand_random_codes_open_nothing(record_property: Callable[[str, object], None]) -> None:
    record_property(MEASURED, open_nothing(10_000))


@pytest.mark.campaign
def test_a_million_random_codes_open_nothing(record_property: Callable[[str, object], None]) -> None:
    record_property(MEASURED, open_nothing(1_000_000))
