"""Tests of looking at another part of a long form: what cannot be shown now is not taken for gone."""

import json
from collections.abc import Mapping

import pytest

from bot.chat.payload import Json
from bot.slack import pressing
from bot.slack.api import connect
from bot.slack.talk import Talk
from handlers.reply import Reply, Said
from handlers.turn import Turn, WantedToChange, WantedToReport
from tests.fakes import agreeing_slack
from tests.fakes.canned import DANGER
from tests.handlers.office import EXAMPLE

ANOTHER_PART: Mapping[str, Json] = {
    "user": {"id": "U07EXAMPLE", "team_id": "T1"},
    "team": {"id": "T1"},
    "view": {
        "id": "V1",
        "type": "modal",
        "callback_id": "screen",
        "private_metadata": json.dumps({"kind": "screen", "draft": "d1", "screen": "review"}),
        "state": {"values": {}},
    },
    "actions": [{"action_id": "page:next", "value": "1"}],
}


@pytest.mark.parametrize(
    ("said", "turns"),
    [
        (Said("It may not have been saved", (), resume="d1"), [WantedToChange]),
        (Said("This form is no longer here", ()), [WantedToChange, WantedToReport]),
    ],
)
async def test_only_a_form_that_is_stored_nowhere_begins_anew(said: Said, turns: list[type]) -> None:
    seen: list[type] = []

    async def answer(turn: Turn) -> Reply:
        seen.append(type(turn))
        return DANGER if isinstance(turn, WantedToReport) else said

    async with agreeing_slack.serving() as slack, connect("xoxb-1", slack) as api:
        await pressing.pressed(Talk(answer, api, EXAMPLE, lambda: "T1"), ANOTHER_PART)

    assert seen == turns
