"""Tests of the verifier: only what Slack signed, in the form that it writes, at about this time."""

import os

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.slack.signing import Refusal, Signed, verify
from tests.bot.slack.posts import NOW, SECRET, Post, signature, signed

KEY = SECRET.encode()
POST = signed(b"command=%2Fesafety&text=")
EXAMPLES = 20_000 if "CAMPAIGN" in os.environ else 2_000


def judged(post: Post, now: float = NOW, secret: bytes = KEY) -> Signed | Refusal:
    """What the verifier says of it."""
    return verify(CIMultiDict(post.headers), post.body, secret, now)


def test_slacks_own_example_is_accepted() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    headers = CIMultiDict(
        {
            "X-Slack-Request-Timestamp": "1531420618",
            "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        }
    )
    accepted = verify(headers, body, b"8f742231b10e8888abcd99yyyzzz85a5", 1531420618)
    assert isinstance(accepted, Signed)
    assert (accepted.at, accepted.digest.hex()[:4]) == (1531420618, "a211")


@pytest.mark.parametrize("off", [-300, -1, 0, 1, 300])
def test_a_clock_five_minutes_off_is_near_enough(off: int) -> None:
    assert isinstance(judged(POST, NOW + off), Signed)


@pytest.mark.parametrize("off", [-10_000, -301, -300.5, 300.5, 301, 10_000])
def test_a_clock_more_than_five_minutes_off_is_not(off: float) -> None:
    assert judged(POST, NOW + off) is Refusal.STALE


def test_what_somebody_else_signed_is_forged_whatever_its_time() -> None:
    other = signed(POST.body, secret="other")
    assert judged(other) is judged(other, NOW + 301) is Refusal.FORGED


@pytest.mark.parametrize("name", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_each_header_stands_there_once(name: str) -> None:
    headers = CIMultiDict(POST.headers)
    headers.add(name.lower(), headers[name])
    assert verify(headers, POST.body, KEY, NOW) is Refusal.UNSIGNED
    assert judged(POST.without(name)) is Refusal.UNSIGNED


def test_the_case_of_a_headers_name_does_not_matter() -> None:
    headers = CIMultiDict({name.lower(): value for name, value in POST.headers})
    assert isinstance(verify(headers, POST.body, KEY, NOW), Signed)


@pytest.mark.parametrize("at", ["", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x1", "1_0", "1\n", "٣", "9" * 13, "nan"])
def test_a_time_is_one_to_twelve_digits_even_when_it_is_signed(at: str) -> None:
    post = POST.with_header("X-Slack-Request-Timestamp", at).with_header("X-Slack-Signature", signature(POST.body, at))
    assert judged(post, now=1.0) is Refusal.UNSIGNED


@pytest.mark.parametrize("form", ["{}", "V0={}", "v1={}", "v0={}0", "v0={}\n", " v0={}", "v0={},v0={}", "v0=", "v0:{}"])
def test_a_signature_is_v0_and_64_hexits(form: str) -> None:
    hexits = POST.header("X-Slack-Signature").removeprefix("v0=")
    assert judged(POST.with_header("X-Slack-Signature", form.replace("{}", hexits))) is Refusal.UNSIGNED


def test_the_hexits_are_small() -> None:
    hexits = POST.header("X-Slack-Signature").removeprefix("v0=")
    assert judged(POST.with_header("X-Slack-Signature", f"v0={hexits.upper()}")) is Refusal.UNSIGNED


@pytest.mark.untraced
@settings(max_examples=EXAMPLES)
@given(body=st.binary(max_size=200), off=st.integers(-300, 300), secret=st.text("abc123", min_size=1))
def test_whatever_is_signed_now_is_accepted(body: bytes, off: int, secret: str) -> None:
    post = signed(body, at=NOW + off, secret=secret)
    assert isinstance(judged(post, secret=secret.encode()), Signed)


@pytest.mark.untraced
@settings(max_examples=EXAMPLES)
@given(body=st.binary(max_size=200), at=st.integers(0, 10**12 - 1), given_signature=st.binary(min_size=32, max_size=32))
def test_a_signature_that_is_guessed_is_forged(body: bytes, at: int, given_signature: bytes) -> None:
    guessed = f"v0={given_signature.hex()}"
    assume(guessed != signature(body, str(at)))
    headers = CIMultiDict({"X-Slack-Signature": guessed, "X-Slack-Request-Timestamp": str(at)})
    assert verify(headers, body, KEY, at) is Refusal.FORGED


@pytest.mark.untraced
@settings(max_examples=EXAMPLES)
@given(body=st.binary(max_size=60), at=st.integers(0, 10**9), other=st.binary(max_size=60), later=st.integers(0, 9))
def test_a_signature_fits_one_body_and_one_time(body: bytes, at: int, other: bytes, later: int) -> None:
    assume((body, at) != (other, at + later))
    headers = CIMultiDict({"X-Slack-Signature": signature(body, str(at)), "X-Slack-Request-Timestamp": str(at + later)})
    assert verify(headers, other, KEY, at) is Refusal.FORGED


@pytest.mark.untraced
@settings(max_examples=EXAMPLES)
@given(
    headers=st.lists(
        st.tuples(st.sampled_from(["x-slack-signature", "X-Slack-Request-Timestamp", "x"]), st.text(max_size=80))
    ),
    body=st.binary(max_size=60),
)
def test_no_headers_at_all_make_it_fail(headers: list[tuple[str, str]], body: bytes) -> None:
    assert isinstance(verify(CIMultiDict(headers), body, KEY, NOW), Refusal)
