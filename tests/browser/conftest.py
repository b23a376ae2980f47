"""The practice page with canned replies, served to a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.web import serve
from tests.browser.visiting import Visit
from tests.fakes.practice_world import PracticeWorld


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    world = PracticeWorld(tmp_path)
    runner = await serve(world.app, host="127.0.0.1", port=0)
    yield Visit(world, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()
