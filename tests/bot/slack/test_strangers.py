"""Tests of who somebody on Slack is, and of what those are answered who may not know: always the same bytes."""

from collections.abc import Callable, Mapping

import pytest

from tests.bot.slack.walking import ASHA, DILYS, LENA, TOM, reports
from tests.fakes import slack_payloads
from tests.fakes.slack_json import Json, Object, object_of, text_of
from tests.fakes.slack_roads import Answer, Sending
from tests.fakes.slack_views import buttons
from tests.fakes.slack_workspace import CHANNEL, TEAM, Posted
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_CASE = "0" * 32
ELSEWHERE = "T0ELSEWHERE"


def button_of(alert: Posted, action: str, case: str = "") -> tuple[str, Object]:
    """A button of an alert and its block; about another case, if one is named."""
    block, button = next(each for each in buttons(alert.message) if each[1]["action_id"] == action)
    return block, {**button, **({"value": case} if case else {})}


async def presses(bot: OnSlack, presser: str, action: str, case: str = "", **changed: Json) -> Answer:
    """Somebody presses a button under the newest alert. `changed` are parts of the payload."""
    alert = bot.slack.to(CHANNEL)[-1]
    payload = slack_payloads.pressed_in_message(bot.slack, presser, alert, *button_of(alert, action, case))
    return await bot.client.road.carry(Sending.INTERACTIVE, {**payload, **changed})


def opened(bot: OnSlack) -> Json:
    """The last view that was opened."""
    return bot.slack.called("views.open")[-1]["view"]


@pytest.mark.parametrize("action", ["open", "acknowledge"])
async def test_a_case_that_one_may_not_know_of_and_one_that_is_not_there_are_answered_with_the_same_bytes(
    action: str, here: OnSlack
) -> None:
    await reports(here, TOM)
    seen = []
    for user, case in ((LENA, ""), (LENA, NO_CASE), (DILYS, NO_CASE), (ASHA, NO_CASE), (ASHA, "' OR 1=1 --")):
        answer = await presses(here, user, action, case)
        seen.append((answer, opened(here), here.kind(user)))
    assert seen[0][2] == "no such case"
    assert all(each == seen[0] for each in seen)


async def test_too_late_tells_nobody_whether_there_is_a_case(here: OnSlack) -> None:
    await reports(here, TOM)
    here.slack.channels[CHANNEL].members.add(LENA)
    real = text_of(button_of(here.slack.to(CHANNEL)[-1], "open")[1]["value"])
    seen = []
    for case in (real, NO_CASE):
        answer = await presses(here, LENA, "open", case, trigger_id="expired")
        seen.append((answer, str(here.slack.whispered[-1]).replace(case, "")))
    here.slack.channels[CHANNEL].members.discard(LENA)
    assert _without_ids(seen[0][1]) == _without_ids(seen[1][1])
    assert seen[0][0] == seen[1][0]


def _without_ids(shown: str) -> str:
    """Without the block ids that Slack made up."""
    return "".join(part.partition("'")[2] for part in shown.split("'block_id': '"))


Spoils = Callable[[dict[str, Json]], object]
OTHERS: Mapping[str, Spoils] = {
    "another team": lambda payload: payload.update(team={"id": ELSEWHERE, "domain": "elsewhere"}),
    "a user of another team": lambda payload: payload.update(
        user={**object_of(payload["user"]), "team_id": ELSEWHERE},
    ),
    "both": lambda payload: payload.update(
        team={"id": ELSEWHERE, "domain": "elsewhere"}, user={**object_of(payload["user"]), "team_id": ELSEWHERE}
    ),
}


@pytest.mark.parametrize("other", OTHERS)
async def test_somebody_of_another_workspace_with_a_handlers_id_is_a_stranger(other: str, here: OnSlack) -> None:
    await reports(here, TOM)
    alert = here.slack.to(CHANNEL)[-1]
    payload = dict(slack_payloads.pressed_in_message(here.slack, ASHA, alert, *button_of(alert, "open")))
    OTHERS[other](payload)
    assert (await here.client.road.carry(Sending.INTERACTIVE, payload)).status == 200
    assert here.kind(ASHA) == "no such case"


async def test_a_handler_of_the_bots_own_workspace_is_known_however_slack_names_it(here: OnSlack) -> None:
    await reports(here, TOM)
    user = {"id": ASHA, "username": "asha", "name": "asha"}
    for named in ({**user, "team_id": TEAM}, user):
        await presses(here, ASHA, "open", user=named)
        assert here.kind(ASHA) == "case"


async def test_a_command_and_a_home_tab_of_another_workspace_are_a_strangers_too(here: OnSlack) -> None:
    command = {**slack_payloads.slash(here.slack, ASHA, "/esafety", "", CHANNEL), "team_id": ELSEWHERE}
    assert (await here.client.road.carry(Sending.SLASH, command)).status == 200
    assert "Cases" not in here.modal(ASHA).text
    event = {**slack_payloads.opened_home(here.slack, ASHA, "home"), "team_id": ELSEWHERE}
    assert (await here.client.road.carry(Sending.EVENT, event)).status == 200
    assert "Cases" not in here.slack.homes[ASHA].text


async def test_a_stranger_can_report_and_sees_only_what_is_theirs(here: OnSlack) -> None:
    here.slack.people.add("U0NEW")
    reference = await reports(here, "U0NEW")
    await here.client.opens_home("U0NEW")
    assert reference in here.slack.homes["U0NEW"].text
    await here.client.opens_home(LENA)
    assert reference not in here.slack.homes[LENA].text


UNKNOWN = ("nobody_made_it", "", "open_everything", "OPEN", "open ", ":open")


@pytest.mark.parametrize("action", UNKNOWN)
async def test_a_button_that_nobody_made_does_nothing_anywhere(action: str, here: OnSlack) -> None:
    await reports(here, TOM)
    await here.client.opens_home(ASHA)
    await here.client.command(ASHA, "/esafety")
    alert, before = here.slack.to(CHANNEL)[-1], len(here.slack.calls)
    block, button = button_of(alert, "open")
    pressed: Object = {**button, "action_id": action}
    payloads = [slack_payloads.pressed_in_message(here.slack, ASHA, alert, block, pressed)] + [
        slack_payloads.pressed_in_view(here.slack, shown, block, pressed)
        for shown in (here.slack.homes[ASHA], here.modal(ASHA))
    ]
    answers = [await here.client.road.carry(Sending.INTERACTIVE, payload) for payload in payloads]
    assert [(answer.status, answer.text) for answer in answers] == [(200, "")] * 3
    assert len(here.slack.calls) == before


LONG = "x" * 201
"""Longer than anything that a button of ours is about."""


@pytest.mark.parametrize("action", ["open", "acknowledge", "cannot_take", "resume", "discard"])
async def test_a_button_about_something_far_too_long_is_about_nothing(action: str, here: OnSlack) -> None:
    await reports(here, TOM)
    alert = here.slack.to(CHANNEL)[-1]
    block, button = button_of(alert, "open")
    seen = []
    for value in ("", LONG, "x" * 100_000):
        pressed: Object = {**button, "action_id": action, "value": value}
        for trigger in ({}, {"trigger_id": "expired"}):
            payload = slack_payloads.pressed_in_message(here.slack, ASHA, alert, block, pressed)
            answer = await here.client.road.carry(Sending.INTERACTIVE, {**payload, **trigger})
            seen.append((trigger != {}, answer.status, here.slack.calls[-1][1]))
    assert {status for _, status, _ in seen} == {200}
    assert "xxx" not in str(seen)


@pytest.mark.parametrize("page", ["-1", "99999999999999999999", "one", "²", "", "999"])
async def test_a_page_that_there_is_not_shows_the_nearest_one(page: str, here: OnSlack) -> None:
    await here.client.command(LENA, "/esafety")
    shown = here.modal(LENA)
    pressed: Object = {"type": "button", "action_id": "page:next", "value": page}
    payload = slack_payloads.pressed_in_view(here.slack, shown, "b", pressed)
    assert (await here.client.road.carry(Sending.INTERACTIVE, payload)).status == 200
    assert here.kind(LENA) == "home"
    assert "999" in shown.text
