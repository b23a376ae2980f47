"""The real bot with its practice page, run for a test on a free port with a data folder of its own."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot import app, config
from bot.log import Log
from tests.fakes.desk import TUESDAY_MORNING


@asynccontextmanager
async def practice_bot(folder: Path) -> AsyncIterator[str]:
    """The address of a bot whose practice clock stands at a Tuesday, ten in the morning."""
    settings = config.read({"ESAFETY_DATA_DIR": str(folder), "PORT": "0"}, folder / ".env").for_practice()
    settings.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (settings.data_dir / "clock").write_text(str(ahead.total_seconds()))
    async with app.practice(settings, Log(io.StringIO())) as address:
        yield address
