"""Tests that a running bot on Slack writes nothing of anybody, whatever goes wrong, over either road.

As `test_log_canaries` does for the practice page: every library logs at DEBUG, Python runs in its development mode, and
names, ids, texts, headers, tokens and Slack's own answers are canaries.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bot.loud import CANARY, SILENCED, found, not_its_own, not_silenced
from tests.bot.slack_failures import Failure, everything
from tests.bot.slack_road_failures import OVER_HTTP, OVER_SOCKET_MODE
from tests.bot.slack_stage import Stage, on_stage

pytestmark = pytest.mark.untraced

NOT_SILENCED = not_silenced("app.live(config.read(os.environ), Log())", "handlers.dispatch")
FOR_THE_OPERATOR = ("The keys are made in ", "FAULT    ", "warning  ")


async def nothing_is_said(data: Path, failures: Sequence[Failure], lost: str, *, socket_mode: bool) -> None:
    """Lets all of it go wrong. Nothing of anybody may be written, and that something was `lost` must be."""
    data.mkdir()
    async with on_stage(data, SILENCED, socket_mode=socket_mode) as stage:
        await stage.reports()
        await stage.is_alerted()
        for fails in failures:
            await fails(stage)
            stage.notes_ids()
        await stage.reports()
    assert len(stage.ids) > 10
    assert found(stage.bot, stage.ids) == set()
    assert [line for line in not_its_own(stage.bot) if not line.startswith(FOR_THE_OPERATOR)] == []
    _must_say(stage, "a-turn-failed", "a-turn-could-not-be-stored", "the-worker-failed", lost)


def _must_say(stage: Stage, *happenings: str) -> None:
    for happening in happenings:
        assert happening in "".join(stage.bot.err)


async def test_whatever_goes_wrong_on_either_road_nothing_of_anybody_is_logged(tmp_path: Path) -> None:
    assert len(OVER_HTTP) > 20
    clock, line = "a-platform-signed-a-request-at-another-time", "the-connection-to-slack-was-lost"
    await nothing_is_said(tmp_path / "h", OVER_HTTP, clock, socket_mode=False)
    await nothing_is_said(tmp_path / "s", OVER_SOCKET_MODE, line, socket_mode=True)


async def test_the_same_search_finds_what_a_bot_on_slack_says_that_is_not_silenced(tmp_path: Path) -> None:
    async with on_stage(tmp_path, NOT_SILENCED, socket_mode=True) as stage:
        await stage.reports()
        await everything(stage)
    assert {"tom", "mia", CANARY} <= found(stage.bot, stage.ids)
