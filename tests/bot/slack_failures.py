"""What can go wrong for a bot on Slack, one by one: done to a running bot, with canaries in all that it sees."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing, suppress

from tests.bot.loud import CANARY
from tests.bot.slack_stage import ASHA, OPEN, SAFE, TOM, Stage, at_once
from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_faults import How
from tests.fakes.slack_json import Json, Object
from tests.fakes.slack_roads import Sending
from tests.fakes.slack_views import CannotEnter
from tests.fakes.slack_workspace import direct

Failure = Callable[[Stage], Awaitable[None]]


async def everything(stage: Stage) -> None:
    """A bit of all that people do at Slack. What it comes to is no matter here."""
    client, alerts = stage.client, stage.slack.to(SAFE)
    await at_once(
        client.command(TOM, "/report-incident", f"{CANARY} typed this", OPEN),
        client.command(TOM, "/esafety", f"{CANARY} help"),
        client.shortcut(TOM, "help"),
        client.shortcut(TOM, CANARY),
        client.message_action(TOM, "report_message", OPEN, stage.message()),
        client.writes(TOM, f"{CANARY} wrote this"),
        client.mentions(TOM, f"{CANARY} said this", OPEN),
        client.opens_home(ASHA),
        *(client.press_in(ASHA, alert, "open") for alert in alerts[-1:]),
    )
    stage.notes_ids()


async def every_call_is_echoed(stage: Stage) -> None:
    for status in (200, 400, 500):
        stage.fails(How.ECHO, times=20, status=status)
        await everything(stage)
        stage.slack.faults.clear()


async def every_call_is_refused_with_its_words(stage: Stage) -> None:
    stage.fails(How.REFUSED, times=20)
    await everything(stage)
    stage.slack.faults.clear()


async def every_call_is_cut_off(stage: Stage) -> None:
    for how in (How.RESET, How.HALF_CLOSE, How.HTML, How.RATE_LIMITED):
        stage.fails(how, times=20)
        await everything(stage)
        stage.slack.faults.clear()


async def a_call_hangs(stage: Stage) -> None:
    stage.fails(How.HANG, "views.open")
    await at_once(stage.client.command(TOM, "/report-incident", CANARY, OPEN))


async def every_trigger_has_expired(stage: Stage) -> None:
    payload = payloads.slash(stage.slack, TOM, "/report-incident", CANARY, OPEN)
    shortcut = payloads.shortcut(stage.slack, TOM, "tell")
    stage.slack.expire()
    await stage.tries((Sending.SLASH, payload), (Sending.INTERACTIVE, shortcut))


async def an_alert_is_not_taken(stage: Stage) -> None:
    for how in (How.ECHO, How.REFUSED, How.RESET):
        stage.fails(how, "chat.postMessage")
    await stage.reports()
    await asyncio.sleep(0.3)
    stage.slack.faults.clear()


async def the_channel_says_nothing(stage: Stage) -> None:
    for how in (How.ECHO, How.REFUSED):
        stage.fails(how, "conversations.members")
    await stage.reports()
    await asyncio.sleep(0.3)
    stage.slack.faults.clear()


async def a_change_is_not_shown(stage: Stage) -> None:
    await stage.client.command(TOM, "/report-incident")
    await stage.goes_on(TOM, danger="no")
    for how in (How.ECHO, How.REFUSED, How.RESET):
        stage.fails(how, "views.update")
        await at_once(stage.client.press(stage.modal(TOM), "back"))
    stage.slack.faults.clear()


async def a_case_of_another_name(stage: Stage) -> None:
    alert = stage.slack.to(SAFE)[-1]
    for value in (CANARY, f"{CANARY}'; --", "0" * 32):
        pressed: Object = {"type": "button", "action_id": "open", "value": value}
        payload = payloads.pressed_in_message(stage.slack, TOM, alert, "b", pressed)
        await stage.tries((Sending.INTERACTIVE, payload))


NONSENSE: tuple[Json, ...] = (
    {"private_metadata": CANARY},
    {"private_metadata": f'{{"draft":"{CANARY}","screen":"{CANARY}"}}'},
    {"private_metadata": f'{{"draft":["{CANARY}"]}}', "state": CANARY},
    {"state": {"values": {CANARY: {CANARY: {"type": "plain_text_input", "value": CANARY}}}}},
    CANARY,
    [CANARY],
)


async def a_view_that_carries_nonsense(stage: Stage) -> None:
    await stage.client.command(TOM, "/report-incident", CANARY)
    shown = stage.modal(TOM)
    payload = payloads.submitted(stage.slack, shown)
    actions: Json = [{"action_id": f"back:{CANARY}", "value": CANARY, "type": "button", "block_id": CANARY}]
    views = [{**shown.view, **value} if isinstance(value, Mapping) else value for value in NONSENSE]
    usual: Object = {**payload, "actions": actions, "action_id": CANARY}
    kinds = ("view_submission", "view_closed", "block_suggestion", "block_actions")
    await stage.tries(
        *((Sending.INTERACTIVE, {**usual, "type": kind, "view": view}) for kind in kinds for view in views)
    )


NO_KIND: tuple[Object, ...] = (
    {"type": CANARY, "user": CANARY, "text": CANARY},
    {"type": "block_actions", "actions": CANARY, "user": {"id": CANARY}},
    {"type": "block_actions", "actions": [CANARY], "user": [CANARY]},
    {"type": "shortcut", "callback_id": [CANARY]},
    {"type": "message_action", "callback_id": "report_message", "message": CANARY, "user": {"id": CANARY}},
    {"type": "event_callback", "event": CANARY},
    {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "user": [CANARY]}},
    {"type": "event_callback", "event": {"type": CANARY, "metadata": {"event_payload": CANARY}}, "event_id": CANARY},
)


async def a_payload_of_no_kind(stage: Stage) -> None:
    await stage.tries(*((kind, payload) for payload in NO_KIND for kind in (Sending.INTERACTIVE, Sending.EVENT)))


async def a_command_of_no_kind(stage: Stage) -> None:
    usual = payloads.slash(stage.slack, TOM, f"/{CANARY}", f"payload={CANARY}", OPEN)
    changes: tuple[dict[str, str], ...] = (
        {},
        {"command": "", "text": CANARY},
        {"trigger_id": CANARY},
        {"user_id": "", "team_id": CANARY},
    )
    await stage.tries(*((Sending.SLASH, {**usual, **changed}) for changed in changes))


async def a_stranger_of_another_workspace(stage: Stage) -> None:
    command = payloads.slash(stage.slack, ASHA, "/esafety", CANARY, OPEN)
    await stage.tries((Sending.SLASH, {**command, "team_id": "T0CANARY"}))


async def a_message_with_metadata_and_files(stage: Stage) -> None:
    files: Json = [{"id": "F0CANARY", "name": f"{CANARY}.jpg", "url_private": f"https://{CANARY}.example"}]
    more: Object = {"files": files, "metadata": {"event_type": CANARY, "event_payload": {CANARY: CANARY}}}
    event: Object = {**stage.message(**more), "channel": direct(TOM), "channel_type": "im", "subtype": "file_share"}
    await stage.tries((Sending.EVENT, payloads.event(stage.slack, event)))
    await stage.client.message_action(TOM, "report_message", OPEN, stage.message(**more))


async def something_that_cannot_be_entered(stage: Stage) -> None:
    await stage.client.command(TOM, "/report-incident")
    with suppress(CannotEnter):
        await stage.client.fill(stage.modal(TOM), {"danger": CANARY})
    await stage.client.submit(stage.modal(TOM))


async def a_database_that_is_busy(stage: Stage) -> None:
    await stage.to_the_review()
    with closing(sqlite3.connect(stage.data / "esafety.db", isolation_level=None)) as another:
        another.execute("BEGIN EXCLUSIVE")
        with suppress(TimeoutError):
            await stage.client.submit(stage.modal(TOM))
        another.execute("ROLLBACK")


async def a_database_that_is_damaged(stage: Stage) -> None:
    await stage.to_the_review()
    file = stage.data / "esafety.db"
    whole = file.read_bytes()
    file.write_bytes(b"canary" * 4096)
    with suppress(TimeoutError):
        await stage.client.submit(stage.modal(TOM))
    await everything(stage)
    await asyncio.sleep(1.2)  # the worker meets it too
    file.write_bytes(whole)


ON_EITHER_ROAD: tuple[Failure, ...] = (
    every_call_is_echoed,
    every_call_is_refused_with_its_words,
    every_call_is_cut_off,
    a_call_hangs,
    every_trigger_has_expired,
    an_alert_is_not_taken,
    the_channel_says_nothing,
    a_change_is_not_shown,
    a_case_of_another_name,
    a_view_that_carries_nonsense,
    a_payload_of_no_kind,
    a_command_of_no_kind,
    a_stranger_of_another_workspace,
    a_message_with_metadata_and_files,
    something_that_cannot_be_entered,
    a_database_that_is_damaged,
)
