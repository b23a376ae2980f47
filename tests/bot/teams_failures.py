"""What can go wrong between a bot on Teams, Microsoft and its database: each with canaries in all that it sees."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

from tests.bot.loud import CANARY
from tests.bot.teams_stage import ASHA, BEN, LENA, TOM, Stage, at_once
from tests.fakes.slack_faults import How
from tests.fakes.teams_activities import reported
from tests.fakes.teams_keys import Fault
from tests.fakes.teams_server import Call

Failure = Callable[[Stage], Awaitable[None]]

A_LOOK = 5.2
"""Seconds after which a bot that has no keys at all looks for them again, and a little more."""


async def everything(stage: Stage) -> None:
    """A bit of all that people do at Teams. What it comes to is no matter here."""
    client, message = stage.client, reported(stage.teams, LENA, f"<p>{CANARY} <b>wrote</b> this</p>")
    await at_once(
        client.command(TOM, "report"),
        client.command(LENA, CANARY),
        client.message_command(BEN, "reportMessage", message),
        client.writes(TOM, f"{CANARY} wrote this"),
        client.writes(BEN, "help"),
        client.mentions(LENA, f"{CANARY} said this"),
        client.installs(TOM),
        client.installs_in_team(ASHA),
        *(client.press(ASHA, alert, "open") for alert in stage.alerts()[-1:]),
    )
    stage.notes_ids()


async def every_call_is_echoed(stage: Stage) -> None:
    for status in (200, 400, 403, 500):
        await _fails_at_everything(stage, How.ECHO, status)


async def every_call_is_refused_with_its_words(stage: Stage) -> None:
    for status in (400, 401, 403, 404, 412, 502):
        await _fails_at_everything(stage, How.REFUSED, status)


async def every_call_is_cut_off(stage: Stage) -> None:
    for how in (How.RESET, How.HALF_CLOSE, How.HTML, How.RATE_LIMITED):
        await _fails_at_everything(stage, how)


async def an_answer_hangs(stage: Stage) -> None:
    stage.fails(How.HANG, Call.POST)
    await at_once(stage.client.writes(TOM, f"{CANARY} wrote this"))
    await stage.has_failed()


async def an_alert_is_not_taken(stage: Stage) -> None:
    for how in (How.ECHO, How.REFUSED, How.RESET):
        stage.fails(how, Call.CONVERSE)
        await _reports_meanwhile(stage)


async def an_alert_arrives_and_nobody_says_so(stage: Stage) -> None:
    stage.fails(How.HTML, Call.CONVERSE)
    stage.teams.faults[-1].processed = True
    await _reports_meanwhile(stage)


async def the_channel_says_nothing(stage: Stage) -> None:
    for how in (How.ECHO, How.REFUSED, How.HTML):
        stage.fails(how, Call.MEMBERS)
        await _reports_meanwhile(stage)


async def the_bot_is_taken_out_of_the_team(stage: Stage) -> None:
    stage.teams.in_the_team = False
    await stage.reports()
    await asyncio.sleep(0.3)
    stage.teams.in_the_team = True


async def nobody_has_the_app_any_more(stage: Stage) -> None:
    everybody = set(stage.teams.installed)
    stage.teams.installed.clear()
    await at_once(*(stage.client.press(ASHA, alert, "acknowledge") for alert in stage.alerts()[-1:]))
    await everything(stage)
    await stage.reports()
    stage.teams.installed |= everybody


async def a_change_is_not_shown(stage: Stage) -> None:
    for how in (How.ECHO, How.REFUSED, How.RESET):
        await _has_an_alert(stage)
        stage.fails(how, Call.CHANGE)
        await at_once(*(stage.client.press(ASHA, alert, "acknowledge") for alert in stage.alerts()))
        await stage.has_failed()


async def a_token_is_refused_and_there_is_no_other(stage: Stage) -> None:
    for how, status in ((How.ECHO, 400), (How.ECHO, 200), (How.REFUSED, 401), (How.HTML, 200), (How.RESET, 0)):
        stage.fails(how, Call.LOGIN, times=20, status=status)
        stage.teams.tokens.revoke()
        await everything(stage)
        await stage.has_failed()
        await stage.recovers()


async def the_log_in_hangs(stage: Stage) -> None:
    stage.fails(How.HANG, Call.LOGIN)
    stage.teams.tokens.revoke()
    await everything(stage)
    await stage.has_failed()


async def the_log_in_refuses_the_secret(stage: Stage) -> None:
    secret, stage.teams.password = stage.teams.password, "another"
    stage.teams.tokens.revoke()
    await everything(stage)
    await stage.reports()
    stage.teams.password = secret


async def a_turn_fails(stage: Stage) -> None:
    """The turns of this person raise an error that quotes them."""
    await at_once(
        stage.client.command(LENA, "report"),
        stage.client.writes(LENA, "help"),
        *(stage.client.press(LENA, alert, "open") for alert in stage.alerts()[-1:]),
    )


async def a_database_that_is_busy(stage: Stage) -> None:
    await stage.to_the_review()
    with closing(sqlite3.connect(stage.data / "esafety.db", isolation_level=None)) as another:
        another.execute("BEGIN EXCLUSIVE")
        await stage.goes_on(TOM)
        await everything(stage)
        another.execute("ROLLBACK")


async def a_database_that_is_damaged(stage: Stage) -> None:
    await stage.to_the_review()
    file = stage.data / "esafety.db"
    whole = file.read_bytes()
    file.write_bytes(b"canary" * 4096)
    await stage.goes_on(TOM)
    await everything(stage)
    await asyncio.sleep(1.2)  # the worker meets it too
    file.write_bytes(whole)


async def _fails_at_everything(stage: Stage, how: How, status: int = 500) -> None:
    stage.fails(how, Call.CONVERSE, Call.POST, Call.CHANGE, Call.MEMBERS, times=20, status=status)
    await everything(stage)
    await stage.has_failed()


async def _reports_meanwhile(stage: Stage) -> None:
    await stage.reports()
    await stage.has_failed()


async def _has_an_alert(stage: Stage) -> None:
    """Waits until there is an alert in the channel that nobody has picked up."""
    await stage.reports()
    async with asyncio.timeout(10):
        while not any(alert.card(ASHA).has("acknowledge") for alert in stage.alerts()):
            await asyncio.sleep(0.01)


AT_MICROSOFT: tuple[Failure, ...] = (
    every_call_is_echoed,
    every_call_is_refused_with_its_words,
    every_call_is_cut_off,
    an_answer_hangs,
    an_alert_is_not_taken,
    an_alert_arrives_and_nobody_says_so,
    the_channel_says_nothing,
    the_bot_is_taken_out_of_the_team,
    nobody_has_the_app_any_more,
    a_change_is_not_shown,
    a_token_is_refused_and_there_is_no_other,
    the_log_in_hangs,
    the_log_in_refuses_the_secret,
    a_turn_fails,
    a_database_that_is_busy,
    a_database_that_is_damaged,
)


# ------------------------------------------------------------------------- Microsoft has been away since the beginning


async def the_keys_are_away(stage: Stage) -> None:
    sent = stage.invoked("task/fetch", {"data": CANARY})
    for fault in (Fault.JUNK, Fault.HANG):
        stage.teams.keys.fault = fault
        assert await stage.post(sent) == 503
        await everything(stage)
        await asyncio.sleep(A_LOOK)
    stage.teams.keys.fault = None


async def the_keys_are_no_keys(stage: Stage) -> None:
    for document in (
        CANARY.encode(),
        b'{"issuer":"canary","jwks_uri":"canary","keys":[{"kid":"canary","n":"canary"}]}',
    ):
        stage.teams.keys.instead = dict.fromkeys(stage.teams.keys.signer.documents(""), document)
        await everything(stage)
        await asyncio.sleep(A_LOOK)
    stage.teams.keys.instead.clear()


async def the_keys_come_back(stage: Stage) -> None:
    await asyncio.sleep(A_LOOK)
    assert await stage.post(stage.invoked("task/fetch", {"data": CANARY})) == 200


WITHOUT_KEYS: tuple[Failure, ...] = (the_keys_are_away, the_keys_are_no_keys, the_keys_come_back)
