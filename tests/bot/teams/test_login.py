"""The bot's token: got once for everybody, replaced in time, and never seen by anybody else."""

import asyncio
import json
import os
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.teams.login import AHEAD, MARGIN, Login, LoginFailed
from bot.teams.settings import MANAGED_IDENTITY
from storage.outbox import Problem
from tests.fakes import certificates, faulty_teams
from tests.fakes.faulty_http import (
    Behaviour,
    Exchange,
    body,
    breaks_off,
    drips,
    half_closes,
    resets,
    silent,
    talks_nonsense,
    well,
)
from tests.fakes.faulty_teams import OF_A_MACHINE, SECRET, Call, FaultyTeams, login_refuses
from tests.fakes.teams_keys import APP

HTML = b"<html>A person's words</html>"
LIFE = 3600
ANSWERS_WITHIN = 2.0
MANY = 200


@dataclass
class Seconds:
    """A clock of seconds that stands still until it is moved."""

    at: float = 1000.0

    def now(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def login(teams: FaultyTeams, clock: Seconds) -> Login:
    teams.lasts = LIFE
    return Login(teams.settings, seconds=ANSWERS_WITHIN, now=clock.now)


async def problem_of(login: Login) -> LoginFailed:
    with pytest.raises(LoginFailed) as failed:
        await login.token()
    return failed.value


async def is_asked(teams: FaultyTeams, times: int) -> None:
    """Waits until a token has been asked for so often, and given."""
    async with asyncio.timeout(ANSWERS_WITHIN):
        while len(teams.did(Call.LOGIN)) < times:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


async def takes_a_while(exchange: Exchange) -> None:
    await asyncio.sleep(0.3)
    await well(exchange)


async def test_however_many_need_the_token_at_once_it_is_got_once(login: Login, teams: FaultyTeams) -> None:
    teams.planned[Call.LOGIN] = [takes_a_while]
    assert set(await asyncio.gather(*(login.token() for _ in range(MANY)))) == {"token-1"}
    assert await login.token() == "token-1"
    [asked] = teams.asked
    assert (asked.fields["client_id"], asked.fields["client_secret"]) == (APP, SECRET)
    assert (asked.fields["grant_type"], asked.fields["scope"]) == ("client_credentials", teams.settings.scope)


async def test_nothing_else_waits_while_the_token_is_got(login: Login, teams: FaultyTeams) -> None:
    teams.planned[Call.LOGIN] = [takes_a_while]
    getting = asyncio.create_task(login.token())
    longest, before = 0.0, time.monotonic()
    while not getting.done():
        await asyncio.sleep(0.001)
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
    assert await getting == "token-1"
    assert longest < 0.15


async def test_a_token_is_replaced_ahead_of_its_end_and_used_meanwhile(
    login: Login, teams: FaultyTeams, clock: Seconds
) -> None:
    await login.token()
    clock.at += LIFE - AHEAD - 1
    assert await login.token() == "token-1"
    assert len(teams.asked) == 1
    clock.at += 2
    teams.planned[Call.LOGIN] = [takes_a_while]
    assert [await login.token() for _ in range(MANY)] == ["token-1"] * MANY
    await is_asked(teams, 2)
    assert await login.token() == "token-2"
    assert len(teams.asked) == 2


async def test_a_token_that_is_about_to_end_is_used_no_more(login: Login, clock: Seconds) -> None:
    await login.token()
    clock.at += LIFE - MARGIN
    assert await login.token() == "token-2"


async def test_while_it_cannot_be_replaced_the_token_is_used_until_its_end(
    login: Login, teams: FaultyTeams, clock: Seconds
) -> None:
    await login.token()
    clock.at += LIFE - AHEAD
    teams.planned[Call.LOGIN] = [resets, resets]
    assert await login.token() == "token-1"
    await asyncio.sleep(0.2)
    clock.at += AHEAD - MARGIN
    assert (await problem_of(login)).problem is Problem.UNREACHABLE
    assert await login.token() == "token-2"


@pytest.mark.parametrize("lasts", [0, 1, 20])
async def test_a_token_that_hardly_lasts_is_given_out_all_the_same(
    login: Login, teams: FaultyTeams, lasts: int
) -> None:
    teams.lasts = lasts
    assert await login.token() == "token-1"


async def test_a_token_that_was_refused_is_thrown_away_and_its_successor_is_not(
    login: Login, teams: FaultyTeams
) -> None:
    refused = await login.token()
    login.forget(refused)
    assert await login.token() == "token-2"
    login.forget(refused)
    assert await login.token() == "token-2"
    assert len(teams.asked) == 2


async def test_who_gives_up_waiting_stops_nobody_else(login: Login, teams: FaultyTeams) -> None:
    teams.planned[Call.LOGIN] = [takes_a_while]
    impatient, patient = asyncio.create_task(login.token()), asyncio.create_task(login.token())
    await asyncio.sleep(0.05)
    impatient.cancel()
    assert await patient == "token-1"
    assert len(teams.asked) == 1


WRONG: dict[str, tuple[Behaviour, Problem, float | None]] = {
    "429": (body(b"{}", code=429, Retry_After="30"), Problem.RATE_LIMITED, 30.0),
    "429 as a page": (body(HTML, "text/html", 429), Problem.RATE_LIMITED, None),
    "429 as no text": (body(b"\xff", code=429), Problem.RATE_LIMITED, None),
    "page": (body(HTML, "text/html"), Problem.UNREACHABLE, None),
    "list": (body(b"[1]"), Problem.UNREACHABLE, None),
    "nothing": (body(b""), Problem.UNREACHABLE, None),
    "no token": (body(b"{}"), Problem.UNREACHABLE, None),
    "odd token": (body(b'{"access_token":{"a":1}}'), Problem.UNREACHABLE, None),
    "odd life": (body(b'{"access_token":"a","expires_in":"soon"}'), Problem.UNREACHABLE, None),
    "too deep": (body(b"[" * 100_000), Problem.UNREACHABLE, None),
    "elsewhere": (body(b"{}", code=302, Location="https://login.invalid/"), Problem.UNREACHABLE, None),
    "403 as a page": (body(HTML, "text/html", 403), Problem.UNREACHABLE, None),
    "not yet there": (login_refuses(404, "not_found"), Problem.UNREACHABLE, None),
    "busy": (login_refuses(400, "temporarily_unavailable"), Problem.UNREACHABLE, None),
    "wrong secret": (login_refuses(401, "invalid_client"), Problem.REFUSED, None),
    "wrong app": (login_refuses(400, "unauthorized_client"), Problem.REFUSED, None),
    "wrong tenant": (login_refuses(400, "invalid_request"), Problem.REFUSED, None),
    "wrong scope": (login_refuses(400, "invalid_scope"), Problem.REFUSED, None),
    "no HTTP": (talks_nonsense, Problem.UNREACHABLE, None),
    "reset": (resets, Problem.UNREACHABLE, None),
    "half-close": (half_closes, Problem.UNREACHABLE, None),
    "half an answer": (breaks_off, Problem.UNREACHABLE, None),
    "silence": (silent, Problem.UNREACHABLE, None),
    "slow drip": (drips, Problem.UNREACHABLE, None),
}
WRONG |= {f"{code}": (login_refuses(code, "x"), Problem.UNREACHABLE, None) for code in (408, 410, 500, 502, 503, 504)}


@pytest.mark.parametrize("wrong", WRONG)
async def test_without_a_token_nothing_can_have_been_sent_whatever_went_wrong(
    teams: FaultyTeams, clock: Seconds, wrong: str
) -> None:
    behaviour, problem, wait = WRONG[wrong]
    login = Login(teams.settings, seconds=0.5, now=clock.now)
    teams.planned[Call.LOGIN] = [behaviour]
    failures = [await problem_of(login)]
    assert [(failed.problem, failed.retry_after) for failed in failures] == [(problem, wait)]
    assert len(teams.asked) == 1, "nothing is tried again here"
    clock.at += 60
    assert await login.token() == "token-1"


async def test_everybody_who_waits_is_told_by_an_error_of_their_own(login: Login, teams: FaultyTeams) -> None:
    teams.planned[Call.LOGIN] = [login_refuses(401, "invalid_client")]
    failures = await asyncio.gather(*(login.token() for _ in range(MANY)), return_exceptions=True)
    assert len({id(failed) for failed in failures if isinstance(failed, LoginFailed)}) == MANY
    assert len(teams.asked) == 1


async def test_microsoft_is_left_alone_for_as_long_as_it_asks(login: Login, teams: FaultyTeams, clock: Seconds) -> None:
    teams.planned[Call.LOGIN] = [body(b"{}", code=429, Retry_After="30")]
    assert (await problem_of(login)).retry_after == 30.0
    clock.at += 10
    assert (await problem_of(login)).retry_after == 20.0
    assert len(teams.asked) == 1
    clock.at += 20
    assert await login.token() == "token-1"


@pytest.mark.parametrize("place", ["http://login.invalid", "http://127.0.0.1:1"])
async def test_a_login_that_cannot_be_reached_is_no_refusal(teams: FaultyTeams, place: str) -> None:
    login = Login(replace(teams.settings, login_url=f"{place}/tenant"), seconds=ANSWERS_WITHIN)
    assert (await problem_of(login)).problem is Problem.UNREACHABLE


async def test_the_secret_is_shown_to_nobody_who_only_claims_to_be_microsoft(tmp_path: Path) -> None:
    async with faulty_teams.running(certificates.made_in(tmp_path).shown) as somebody:
        assert (await problem_of(Login(somebody.settings))).problem is Problem.UNREACHABLE
        assert somebody.asked == []


@pytest.mark.usefixtures("a_proxy_in_the_environment")
async def test_a_proxy_of_the_environment_does_not_see_the_secret(login: Login) -> None:
    assert await login.token() == "token-1"


@pytest.fixture
def an_azure_machine(teams: FaultyTeams) -> Iterator[None]:
    """Where MSAL looks for what a machine on Azure has."""
    os.environ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = teams.url
    yield
    del os.environ["AZURE_POD_IDENTITY_AUTHORITY_HOST"]


@pytest.mark.usefixtures("an_azure_machine")
async def test_a_managed_identity_gets_its_token_from_its_machine_without_a_secret(teams: FaultyTeams) -> None:
    login = Login(replace(teams.settings, app_type=MANAGED_IDENTITY, password=""), seconds=ANSWERS_WITHIN)
    assert set(await asyncio.gather(*(login.token() for _ in range(MANY)))) == {"token-1"}
    [asked] = teams.asked
    assert (asked.path, asked.headers["metadata"]) == (OF_A_MACHINE, "true")
    assert (asked.fields["client_id"], asked.fields["resource"]) == (APP, "https://api.botframework.com")


@pytest.mark.usefixtures("an_azure_machine")
@pytest.mark.parametrize("wrong", ["wrong app", "410", "503", "429", "page", "too deep", "silence"])
async def test_what_goes_wrong_with_a_managed_identity_has_the_same_names(teams: FaultyTeams, wrong: str) -> None:
    behaviour, problem, wait = WRONG[wrong]
    login = Login(replace(teams.settings, app_type=MANAGED_IDENTITY, password=""), seconds=0.5)
    teams.planned[Call.LOGIN] = [behaviour]
    failed = await problem_of(login)
    assert (failed.problem, failed.retry_after) == (problem, wait)


async def test_neither_secret_nor_token_is_written_down_anywhere(
    login: Login, teams: FaultyTeams, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    leaky = json.dumps({"access_token": "token-x", "error_description": SECRET, "expires_in": "soon"}).encode()
    echoes = [login_refuses(code, "invalid_client") for code in (400, 401, 500)]
    wrong = [
        *echoes,
        body(leaky),
        body(leaky, code=503),
        body(SECRET.encode()),
        body(SECRET.encode(), "text/html", 400),
    ]
    teams.planned[Call.LOGIN] = list(wrong)
    errors = [await problem_of(login) for _ in wrong]
    token = await login.token()
    words = [*(record.getMessage() for record in caplog.records), repr(login), repr(vars(login)), repr(teams.settings)]
    words += ["".join(traceback.format_exception(error)) for error in errors]
    words += [record.exc_text or "" for record in caplog.records]
    assert token == "token-1"
    assert not [each for each in words if SECRET in each or "token-x" in each or token in each]


def test_the_bot_stops_at_once_although_microsoft_does_not_answer() -> None:
    async def begins_to_get_a_token() -> None:
        async with faulty_teams.running() as teams:
            teams.planned[Call.LOGIN] = [silent]
            getting = asyncio.create_task(Login(teams.settings, seconds=30).token())
            while not teams.asked:
                await asyncio.sleep(0.01)
            getting.cancel()

    begun = time.monotonic()
    asyncio.run(begins_to_get_a_token())
    assert time.monotonic() - begun < 5
