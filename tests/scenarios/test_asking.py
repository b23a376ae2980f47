"""Somebody asks what the policy says, at the real bot's practice page: nothing of it is kept, and there is a way on."""

from pathlib import Path

import aiohttp

from dialogs import wording_guidance
from tests.browser.running import practice_bot
from tests.scenarios.conversation import AnswersIt, Kind, Screen, Sees, hold
from tests.scenarios.practice_platform import PageReader, PracticePlatform
from tests.storage.examples import QUICK

IN_TROUBLE = "My canary died and I want to kill myself tonight"


class Asker(PracticePlatform):
    """Somebody who begins at the page on which questions are asked."""

    async def asks(self, person: str) -> None:
        """Opens it from the home page."""
        home = PageReader((await self.page(f"/as/{person}"))[1])
        assert f"/as/{person}/ask" in home.links
        self._seen(person, PageReader((await self.page(f"/as/{person}/ask"))[1]))


async def test_somebody_asks_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    async with practice_bot(tmp_path, QUICK) as address, aiohttp.ClientSession() as http:
        platform = Asker(address, http)
        await platform.asks("lena")
        before = kept(tmp_path)
        await hold(
            [
                (AnswersIt("lena"), Screen("question", problems=1)),
                (
                    AnswersIt("lena", {"question": IN_TROUBLE}),
                    Sees(Kind.GUIDED, says=("999", "0800 1111", wording_guidance.TROUBLE), never=("canary",)),
                ),
            ],
            platform,
        )
        await platform.asks("lena")
        await hold([(AnswersIt("lena", {"question": "what is cyberbullying"}), Sees(Kind.GUIDED))], platform)
        assert kept(tmp_path) == before


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of the bot, as it is."""
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
