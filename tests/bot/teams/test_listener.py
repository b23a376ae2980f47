"""What somebody sees when something goes wrong that nobody foresaw, between what Teams sent and what it is answered."""

import io
from collections.abc import Iterator, Mapping

import pytest

from bot import organisation
from bot.chat.payload import Json, mapping, text
from bot.log import Happening, Log
from bot.teams.activities import activity_of
from bot.teams.adapter import TeamsAdapter
from bot.teams.listener import Listener
from bot.teams.talk import Sent, Talk
from dialogs import wording
from handlers.reply import Number, Reply, Said
from handlers.turn import Turn
from tests.bot.teams.posts import ACTIVITIES, TENANT
from tests.fakes.slack_json import object_of
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_keys import SERVICE
from tests.scenarios.slack_platform import EXAMPLE

NOW = Number("Emergency services", "999", "", "", "", "", "")


class CannotBeDrawn(tuple[str, ...]):
    """Lines that nobody can read."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        raise LookupError("words of a person")


async def handled(_turn: Turn) -> Reply:
    return Said("Words", CannotBeDrawn(("a line",)))


async def posts_nothing(sent: Sent, card: Mapping[str, Json]) -> None:
    raise AssertionError(sent, card)


class NoConnector:
    """Posts nothing."""

    async def post(self, service_url: str, conversation: str, activity: Mapping[str, Json], *, again: bool) -> str:
        raise AssertionError(service_url, conversation, activity, again)


async def answered(sent: Mapping[str, Json], out: io.StringIO) -> Mapping[str, Json] | None:
    """The answer to what was sent, when no reply can be drawn."""
    log = Log(out)

    def failed(turn: Turn, error: Exception) -> Reply:
        log.failed(Happening.TURN_FAILED, error)
        return Said(type(turn).__name__, ())

    talk = Talk(handled, failed, organisation.load(EXAMPLE), TENANT, lambda: (NOW,))
    adapter = TeamsAdapter(Listener(talk, posts_nothing), NoConnector(), log)
    return await adapter.process(activity_of(sent, SERVICE), sent)


TAKES: Mapping[str, Json] = {"type": "Action.Execute", "verb": "acknowledge", "data": {}}
SENT = {name: sent for name, sent in ACTIVITIES.items() if sent["type"] == "invoke"}
SENT["card pressed"] = {**SENT["card pressed"], "value": {"action": TAKES, "trigger": "manual"}}


@pytest.mark.parametrize("name", SENT)
async def test_whatever_goes_wrong_somebody_reads_that_it_is_not_certain_and_whom_to_ring(name: str) -> None:
    out = io.StringIO()
    answer = mapping(await answered(SENT[name], out))
    task = mapping(answer.get("task"))
    shown = answer["value"] if name == "card pressed" else mapping(mapping(task.get("value")).get("card"))["content"]
    said = ShownCard(object_of(shown)).text
    assert all(words in said for words in (wording.NOT_CERTAIN, *wording.NOT_SAVED_WHAT_NOW, NOW.contact))
    assert text(task.get("type")) == ("" if name == "card pressed" else "continue")
    assert "a-turn-failed error=LookupError" in out.getvalue()
    assert "words of a person" not in out.getvalue()
