"""The real bot with its practice page and the learners' own, run for a test on a free port with a data folder."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot import app, config
from bot.config import Config
from bot.log import Log
from storage.receipts import Stretch
from tests.fakes.desk import TUESDAY_MORNING

EXAMPLE = Path(__file__).parent.parent.parent / "organisation.example.yaml"


@asynccontextmanager
async def practice_bot(
    folder: Path, stretch: Stretch | None = None, before: Callable[[Config], Awaitable[None]] | None = None
) -> AsyncIterator[str]:
    """The address of a bot whose practice clock stands at a Tuesday, ten in the morning. It has a page at `/tell`.

    What it finds stored, if anything, is what `before` has put there.
    """
    organisation = EXAMPLE.read_text(encoding="utf-8").replace("web_page: false", "web_page: true")
    (folder / "organisation.yaml").write_text(organisation, encoding="utf-8")
    named = {"ESAFETY_DATA_DIR": str(folder), "PORT": "0", "ESAFETY_ORGANISATION": str(folder / "organisation.yaml")}
    settings = replace(config.read(named, folder / ".env").for_practice(), stretch=stretch or Stretch())
    settings.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (settings.data_dir / "clock").write_text(str(ahead.total_seconds()))
    if before is not None:
        await before(settings)
    async with app.practice(settings, Log(io.StringIO())) as address:
        yield address
