"""The plain page for learners as a platform of conversations, in a real browser: whoever tells someone does it there.

They stay in the same tab as on the practice page, where everybody else does what they do.
"""

from tests.browser.browser_platform import BrowserPlatform
from tests.scenarios.conversation import Seen


class TellPlatform(BrowserPlatform):
    """Several people at a bot: those who handle cases at its practice page, whoever tells someone at `/tell`."""

    async def tells(self, person: str) -> Seen:
        """Presses the button of the first page to tell someone."""
        return await self._begins(person, "start")

    async def has_a_code(self, person: str) -> Seen:
        """Presses the button of the first page for those who have a code."""
        return await self._begins(person, "code")

    async def sends_again(self, person: str) -> Seen:
        """Loads the page again: the browser sends what it was the answer to once more."""
        page = await self.tab(person)
        await page.reload()
        return await self._seen(page)

    async def _begins(self, person: str, do: str) -> Seen:
        page = await self.goes_to(person, "/tell")
        await page.locator(f"button[name=do][value={do}]").click()
        return await self._seen(page)
