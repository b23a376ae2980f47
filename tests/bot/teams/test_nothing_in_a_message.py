"""What is told with a code stands in dialogs alone: no message, and no line of the log, holds any of it."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import teams_server
from tests.fakes.slack_json import at, object_of, text_of
from tests.fakes.teams_workspace import CHANNEL, PEOPLE
from tests.servers.bot_on_teams import OnTeams, on_teams, settings

ASHA, TOM = PEOPLE[0], PEOPLE[6]
STORY, MORE, ANSWER = "He has my photos and wants more", "I am at my aunt's now", "Thank you for telling us about him"
CHOSEN = {
    "f.danger": "not_sure",
    "f.how": "code_only",
    "f.who": "me",
    "f.tile": "messages",
    "f.ongoing": "yes",
    "f.help": "stop",
}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[OnTeams]:
    async with teams_server.serving() as teams, on_teams(teams, settings(teams, tmp_path)) as here:
        await here.platform.everybody_adds_the_app()
        yield here


def carried(here: OnTeams, user: str, do: str) -> str:
    """The state of the form in front of somebody."""
    action = here.teams.dialog(user).card.button(do)
    return text_of(at(object_of(action["data"]), "esafety", "carried", "draft"))


async def tells(here: OnTeams) -> list[str]:
    """Tells it from a button of a message, to the end; returns the states on the way."""
    await here.client.press(TOM, here.teams.to(TOM)[-1], "tell")
    states = []
    for name, value in CHOSEN.items():
        here.client.fill(TOM, {name: value})
        states.append(carried(here, TOM, "answer"))
        await here.client.press_in(TOM, "answer")
    here.client.fill(TOM, {"f.account": STORY})
    states.append(carried(here, TOM, "answer"))
    await here.client.press_in(TOM, "answer")
    return [*states, carried(here, TOM, "answer")]


async def test_a_concern_is_told_answered_and_gone_on_with_and_no_message_holds_any_of_it(here: OnTeams) -> None:
    states = await tells(here)
    code = text_of(here.teams.dialog(TOM).card.inputs()["copy.1"]["value"])
    await here.client.press_in(TOM, "answer")
    assert code in here.teams.dialog(TOM).card.text
    await here.client.press_in(TOM, "close")
    assert not here.teams.has_dialog(TOM)

    here.platform.clock.move_on(timedelta(hours=3))
    await here.platform.quiet()
    alert = next(each for each in here.teams.posted if "ES-" in each.text and each.card(ASHA).has("open"))
    await here.client.press(ASHA, alert, "open")
    await here.client.press_in(ASHA, "reply")
    here.client.fill(ASHA, {"f.text": ANSWER})
    await here.client.press_in(ASHA, "answer")

    await here.client.writes(TOM, "code")
    await here.client.press(TOM, here.teams.to(TOM)[-1], "check")
    here.client.fill(TOM, {"f.code": code.upper()})
    await here.client.press_in(TOM, "answer")
    assert ANSWER in here.teams.dialog(TOM).card.text
    states.append(carried(here, TOM, "answer"))
    here.client.fill(TOM, {"f.more": MORE})
    await here.client.press_in(TOM, "answer")
    assert MORE in here.teams.dialog(TOM).card.text
    await here.platform.quiet()

    sent = json.dumps([each.activity for each in here.teams.posted])
    assert {each[:2] for each in states} == {"c.", "s.", "p."}
    secrets = {part for state in states for part in state.split(".")[1:2]}
    hidden = [*states, *secrets, code, " ".join(code.split()[:2]), STORY, MORE, ANSWER]
    assert [each for each in hidden if each in sent or each in here.log.getvalue()] == []
    in_the_channel = json.dumps([each.activity for each in here.teams.to(CHANNEL)])
    assert [each for each in (TOM, "Tom") if each in in_the_channel] == []
    assert here.teams.wrong == []
