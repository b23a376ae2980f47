"""Tests of the search itself: whatever disguise a value is in, and wherever it stands, it is found; nothing else is."""

import base64
import gzip
import hashlib
import random
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.anonymity.needles import needles
from tests.anonymity.scanning import found, sought

pytestmark = pytest.mark.untraced

VALUE = "U0QP5wthuk1 <YBRO3ABURPVUR>~"
DIGESTS = ("md5", "sha1", "sha256", "sha512", "blake2b")
CHANCE = random.Random(7)  # noqa: S311 - an example
NOISE = CHANCE.randbytes(2_000)


def digest(name: str) -> bytes:
    return hashlib.new(name, VALUE.encode()).digest()


def disguises() -> dict[str, bytes]:
    """A value in every disguise, as somebody would leave it behind."""
    value = VALUE.encode()
    found = {
        "as it is": value,
        "wide": VALUE.encode("utf-16-le"),
        "wide, the other way": VALUE.encode("utf-16-be"),
        "in digits": value.hex().encode(),
        "in large digits": value.hex().upper().encode(),
        "per cent": quote(VALUE).encode(),
        "per cent, all of it": quote(VALUE, safe="").encode(),
        "backwards": value[::-1],
        "large": value.upper(),
        "small": value.lower(),
    }
    for before in range(4):
        found[f"in base64, {before} bytes into it"] = base64.b64encode(b"x" * before + value + b"y")
        found[f"in base64 for addresses, {before} bytes into it"] = base64.urlsafe_b64encode(b"x" * before + value)
    for name in DIGESTS:
        found[f"{name}"] = digest(name)
        found[f"{name} in digits"] = digest(name).hex().encode()
        found[f"{name} cut short"] = digest(name).hex()[:12].encode()
        found[f"{name} in large digits"] = digest(name).hex().upper().encode()
        found[f"{name} in base64"] = base64.b64encode(digest(name))
        found[f"{name} in base64 for addresses"] = base64.urlsafe_b64encode(digest(name)).rstrip(b"=")
        found[f"{name} in wide digits"] = digest(name).hex().encode("utf-16-le")
    return found


@pytest.mark.parametrize("disguise", disguises())
def test_a_value_is_found_in_every_disguise_at_every_place(disguise: str) -> None:
    looked_for = sought({"lena": frozenset({VALUE.encode()}), "tom": frozenset({b"T" * 24})})
    left = disguises()[disguise]
    for place in range(1_000, 1_009):
        blobs = {"log": NOISE[:place] + left + NOISE[place:], "metrics": NOISE}
        assert found(looked_for, blobs) == {"log": {"lena"}}


def test_what_stands_at_the_very_beginning_or_end_is_found() -> None:
    looked_for = sought({"lena": frozenset({VALUE.encode()})})
    for blob in (VALUE.encode() + NOISE[:13], NOISE[:13] + VALUE.encode(), VALUE.encode()):
        assert found(looked_for, {"log": blob}) == {"log": {"lena"}}


def test_what_only_looks_like_a_value_is_not_found() -> None:
    looked_for = sought({"lena": frozenset({VALUE.encode()})})
    assert found(looked_for, {"empty": b"", "short": b"U0QP5", "end of it": VALUE.encode()[3:], "noise": NOISE}) == {}
    assert found(looked_for, {"packed": gzip.compress(VALUE.encode())}) == {}, "a stated limit: nothing is unpacked"


def test_needles_that_chance_would_find_are_not_looked_for() -> None:
    assert all(len(each) >= 8 for each in needles([b"abc", VALUE.encode()]))


def test_hundreds_of_thousands_of_needles_are_looked_for_in_megabytes_within_seconds(
    record_property: Callable[[str, object], None],
) -> None:
    values = {f"learner {number}": frozenset({CHANCE.randbytes(12).hex().encode()}) for number in range(1_500)}
    looked_for = sought(values)
    blob = CHANCE.randbytes(5_000_000)
    began = time.process_time()
    assert found(looked_for, {"file": blob}) == {}
    took = time.process_time() - began
    record_property("measured", f"Anonymity, search: {len(looked_for.marks):,} needles in 5 MB in {took:.1f} s of CPU")
    assert took < 10
