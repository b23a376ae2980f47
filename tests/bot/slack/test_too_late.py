"""Tests of what somebody is shown whose modal cannot be opened: Slack was late, or is away. They can always go on."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from bot.chat import words
from bot.slack.talk import too_late
from handlers.reply import Said
from tests.bot.slack.walking import ASHA, BEN, LENA, TOM, reports, to_the_account
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Object, objects_in, text_of
from tests.fakes.slack_payloads import said
from tests.fakes.slack_roads import Answer
from tests.fakes.slack_views import buttons, read
from tests.fakes.slack_workspace import CHANNEL, direct
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVERY_WAY = ["tell", "help", "check", "ask", "report"]
LATE = ("expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "invalid_trigger_id")


def late(bot: OnSlack, error: str = "expired_trigger_id") -> None:
    """The next modal comes too late."""
    bot.slack.faults.append(Fault(How.REFUSED, "views.open", error=error))


def actions(message: Object) -> list[str]:
    """What the buttons under a message do."""
    return [text_of(button["action_id"]) for _, button in buttons(message)]


def whispered(bot: OnSlack, user: str) -> Object:
    """The only message that only this person sees."""
    (where,) = [each for each in bot.slack.whispered if each[1] == user]
    return where[2]


def direct_message(bot: OnSlack, user: str) -> Object:
    """The only direct message of this person."""
    (posted,) = bot.slack.to(direct(user))
    return posted.message


@pytest.mark.parametrize("error", LATE)
async def test_a_command_that_is_too_late_is_answered_where_it_was_typed_and_seen_by_nobody_else(
    error: str, here: OnSlack
) -> None:
    late(here, error)
    answer = await here.client.command(TOM, "/report-incident", channel=CHANNEL)
    assert (answer.status, answer.body["response_type"]) == (200, "ephemeral")
    shown = read(answer.body["blocks"])
    assert "999" in shown
    assert "Nothing was lost" in shown
    assert here.slack.posted == []
    await here.client.press_whispered(TOM, "report")
    assert here.kind(TOM) == "screen"
    await here.goes_on(TOM, danger="no")


async def test_a_button_for_a_report_that_is_stored_nowhere_is_not_shown(here: OnSlack) -> None:
    late(here)
    answer = await here.client.command(TOM, "/report-incident")
    assert actions(answer.body) == EVERY_WAY


async def test_what_was_typed_after_a_command_is_there_when_they_go_on(here: OnSlack) -> None:
    late(here)
    answer = await here.client.command(TOM, "/report-incident", "he has a knife")
    assert "knife" not in read(answer.body["blocks"])
    assert actions(answer.body) == ["resume", "help", "report"]
    await here.client.press_whispered(TOM, "resume")
    await to_the_account(here, TOM)
    assert here.entered(TOM, "account") == "he has a knife"


async def test_a_reported_message_is_there_when_they_go_on_from_their_direct_messages(here: OnSlack) -> None:
    late(here)
    message = said(here.slack, ASHA, "meet me tonight")
    assert (await here.client.message_action(TOM, "report_message", "C0GENERAL", message)).status == 200
    assert here.slack.whispered == []
    assert "tonight" not in read(direct_message(here, TOM)["blocks"])
    await here.client.press_in(TOM, here.slack.to(direct(TOM))[0], "resume")
    await to_the_account(here, TOM)
    assert "meet me tonight" in here.entered(TOM, "account")


async def test_help_now_that_is_too_late_for_a_modal_is_read_at_once(here: OnSlack) -> None:
    late(here)
    answer = await here.client.command(LENA, "/esafety", "help")
    shown = read(answer.body["blocks"])
    assert "ring 999 now" in shown
    assert "01632 960001" in shown
    assert "Emergency services: 999" in shown
    assert actions(answer.body) == ["tell", "report"]


async def test_a_short_answer_about_a_draft_can_be_gone_on_from() -> None:
    shown = too_late(Said("Not certain", ("It may not be kept.",), resume="d1"), kept=False, about="")
    assert actions(shown) == ["resume", *EVERY_WAY]
    assert next(text_of(button["value"]) for _, button in buttons(shown)) == "d1"


@pytest.mark.parametrize("callback", ["report", "tell", "check", "help"])
async def test_a_shortcut_that_is_too_late_is_answered_in_the_direct_messages(callback: str, here: OnSlack) -> None:
    late(here)
    assert (await here.client.shortcut(LENA, callback)).status == 200
    shown = direct_message(here, LENA)
    assert "999" in read(shown["blocks"])
    await here.client.press_in(LENA, here.slack.to(direct(LENA))[0], actions(shown)[0])
    assert here.slack.has_modal(LENA)


async def test_a_menu_that_is_too_late_leaves_every_way_open(here: OnSlack) -> None:
    late(here)
    answer = await here.client.command(LENA, "/esafety")
    assert actions(answer.body) == EVERY_WAY


async def test_a_case_that_could_not_be_opened_from_the_channel_can_be_opened_from_what_is_shown(
    here: OnSlack,
) -> None:
    reference = await reports(here, TOM)
    (alert,) = here.slack.to(CHANNEL)
    late(here)
    assert (await here.client.press_in(ASHA, alert, "open")).status == 200
    shown = whispered(here, ASHA)
    assert (actions(shown), reference in read(shown["blocks"])) == (["open"], False)
    await here.client.press_whispered(ASHA, "open")
    assert here.kind(ASHA) == "case"
    assert here.slack.to(CHANNEL) == (alert,)


async def test_who_acknowledged_too_late_for_a_modal_is_told_that_the_case_is_theirs(here: OnSlack) -> None:
    reference = await reports(here, TOM)
    (alert,) = here.slack.to(CHANNEL)
    late(here)
    assert (await here.client.press_in(BEN, alert, "acknowledge")).status == 200
    shown = whispered(here, BEN)
    assert f"{reference} is yours" in read(shown["blocks"])
    await here.client.press_whispered(BEN, "open")
    assert here.kind(BEN) == "case"


async def test_a_button_in_a_direct_message_that_is_too_late_is_answered_there(here: OnSlack) -> None:
    await here.client.writes(LENA, "hello")
    (kind_answer,) = here.slack.to(direct(LENA))
    late(here)
    assert (await here.client.press_in(LENA, kind_answer, "report")).status == 200
    assert here.slack.whispered == []
    newest = here.slack.to(direct(LENA))[-1]
    assert newest is not kind_answer
    await here.client.press_in(LENA, newest, "report")
    assert here.kind(LENA) == "screen"


async def test_a_button_of_the_home_tab_that_is_too_late_is_answered_in_the_direct_messages(here: OnSlack) -> None:
    await here.client.opens_home(LENA)
    late(here)
    assert (await here.client.press(here.slack.homes[LENA], "ask")).status == 200
    assert "Ask a question" in read(direct_message(here, LENA)["blocks"])


# --------------------------------------------------------------------------------------------------- Slack is away

Does = Callable[[SlackClient], Awaitable[Answer]]
COMMANDS: Mapping[str, Does] = {
    "/report-incident": lambda client: client.command(TOM, "/report-incident"),
    "/report-incident with words": lambda client: client.command(TOM, "/report-incident", "he has a knife"),
    "/esafety": lambda client: client.command(TOM, "/esafety"),
    "/esafety help": lambda client: client.command(TOM, "/esafety", "help"),
}
AWAY = {
    "fails": Fault(How.STATUS, "views.open"),
    "is no JSON": Fault(How.HTML, "views.open"),
    "resets": Fault(How.RESET, "views.open"),
    "hangs up": Fault(How.HALF_CLOSE, "views.open"),
    "is busy": Fault(How.RATE_LIMITED, "views.open"),
    "refuses": Fault(How.REFUSED, "views.open", error="invalid_arguments"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("away", AWAY)
async def test_a_command_is_answered_with_the_number_to_ring_while_slack_is_away(
    away: str, command: str, here: OnSlack
) -> None:
    fault = AWAY[away]
    here.slack.faults.append(Fault(fault.how, fault.method, error=fault.error))
    answer = await COMMANDS[command](here.client)
    assert (answer.status, answer.body["response_type"]) == (200, "ephemeral")
    assert "999" in read(answer.body["blocks"])


async def test_a_command_is_answered_within_three_seconds_while_slack_hangs(here: OnSlack) -> None:
    here.slack.faults.append(Fault(How.HANG, "views.open"))
    answer = await here.client.command(TOM, "/report-incident", "he has a knife")
    assert (answer.status, "999" in read(answer.body["blocks"])) == (200, True)
    await here.client.press_whispered(TOM, "resume")
    await to_the_account(here, TOM)
    assert here.entered(TOM, "account") == "he has a knife"


async def test_what_could_not_be_shown_anywhere_is_not_called_done(here: OnSlack) -> None:
    here.slack.faults += [Fault(How.STATUS, "views.open"), Fault(How.STATUS, "chat.postMessage")]
    assert (await here.client.shortcut(LENA, "help")).status == 500


async def test_too_late_is_said_with_a_number_and_a_button(here: OnSlack) -> None:
    assert any("999" in line for line in words.TOO_LATE)
    late(here)
    answer = await here.client.command(TOM, "/report-incident")
    assert text_of(answer.body["text"]).splitlines() == list(words.TOO_LATE)
    assert len(objects_in(answer.body["blocks"])) == len(words.TOO_LATE) + 1
