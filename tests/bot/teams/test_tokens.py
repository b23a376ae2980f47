"""Tests of which tokens are taken, with keys that are had without a network."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.keys import NoKeys
from bot.teams.published import SigningKey
from bot.teams.tokens import Claims, Refusal, Tokens
from tests.bot.teams.forged import BAD, GOOD, headers
from tests.bot.teams.posts import NOW
from tests.fakes.teams_keys import APP, ISSUER, SERVICE, TEAMS, Signer, pair

ENDORSEMENTS = frozenset(TEAMS)


@dataclass
class Published:
    """The keys of a signer, and which were asked for. `gone`: none can be had."""

    signer: Signer
    gone: bool = False
    asked: list[str] = field(default_factory=list)

    async def find(self, kid: str) -> SigningKey | None:
        """The key with that id."""
        self.asked.append(kid)
        if self.gone:
            raise NoKeys
        keys = (key for key in self.signer.keys if key.kid == kid)
        return next(
            (SigningKey(pair(key.number).public_key(), ISSUER, frozenset(key.endorsements)) for key in keys), None
        )


SIGNER = Signer(now=lambda: NOW)
TOKENS = Tokens(Published(SIGNER), APP, lambda: NOW)


def test_there_are_twenty_one_bad_tokens_and_more() -> None:
    assert len(BAD) >= 21


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_refused(name: str) -> None:
    made, why = BAD[name]
    given_headers = headers(made, SIGNER)
    only = given_headers[0] if len(given_headers) == 1 else None
    assert await TOKENS.verify(only) is why


@pytest.mark.parametrize("name", GOOD)
async def test_a_good_token_is_taken(name: str) -> None:
    [only] = headers(GOOD[name], SIGNER)
    assert await TOKENS.verify(only) == Claims(SERVICE, ENDORSEMENTS)


async def test_what_a_token_says_of_the_service_is_told_as_it_stands_there() -> None:
    for claimed, told in (("http://x.example", "http://x.example"), (None, ""), (7, ""), ("", "")):
        assert await TOKENS.verify(f"Bearer {SIGNER.token(serviceurl=claimed)}") == Claims(told, ENDORSEMENTS)


async def test_what_a_key_is_endorsed_for_is_told() -> None:
    signer = Signer(now=lambda: NOW)
    signer.keys[0] = type(signer.keys[0])(0, ("webchat",))
    tokens = Tokens(Published(signer), APP, lambda: NOW)
    assert await tokens.verify(f"Bearer {signer.token()}") == Claims(SERVICE, frozenset({"webchat"}))


async def test_without_keys_that_is_said() -> None:
    tokens = Tokens(Published(SIGNER, gone=True), APP, lambda: NOW)
    assert await tokens.verify(f"Bearer {SIGNER.token()}") is Refusal.NO_KEYS
    assert await tokens.verify("Bearer x") is Refusal.UNSIGNED


async def test_a_token_is_taken_for_as_long_as_it_says_and_no_longer() -> None:
    moment = [NOW]
    tokens = Tokens(Published(SIGNER), APP, lambda: moment[0])
    token = f"Bearer {SIGNER.token(exp=int(NOW) + 3600)}"
    for _ in range(2):
        assert await tokens.verify(token) == Claims(SERVICE, ENDORSEMENTS)
    moment[0] = NOW + 3600 + 299
    assert await tokens.verify(token) == Claims(SERVICE, ENDORSEMENTS)
    moment[0] = NOW + 3600 + 300
    assert await tokens.verify(token) is Refusal.STALE


async def test_a_token_is_taken_no_longer_when_its_key_is_withdrawn() -> None:
    signer = Signer(now=lambda: NOW)
    tokens = Tokens(Published(signer), APP, lambda: NOW)
    token = f"Bearer {signer.token()}"
    assert await tokens.verify(token) == Claims(SERVICE, ENDORSEMENTS)
    signer.roll_over()
    assert await tokens.verify(token) is Refusal.FORGED


@given(st.integers(0, len(SIGNER.token()) - 1), st.sampled_from("Aa0_-.=+ "))
async def test_a_token_with_any_letter_changed_is_refused(at: int, letter: str) -> None:
    token = SIGNER.token()
    changed = token[:at] + letter + token[at + 1 :]
    assert changed == token or isinstance(await TOKENS.verify(f"Bearer {changed}"), Refusal)


@given(st.text(max_size=200) | st.text("Bearer abc.-_=", max_size=60))
async def test_no_header_whatever_it_says_breaks_anything(header: str) -> None:
    for each in (header, f"Bearer {header}", f"Bearer {header}.{header}.{header}"):
        assert isinstance(await TOKENS.verify(each), Refusal)


def test_without_an_app_id_nothing_is_verified() -> None:
    with pytest.raises(ValueError, match="app id"):
        Tokens(Published(SIGNER), "")
