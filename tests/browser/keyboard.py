"""Somebody who has a keyboard and nothing else, and who needs to see where they are."""

from dataclasses import dataclass

from playwright.async_api import Page

MOST_STOPS = 60

FOCUSED = """() => {
    const here = document.activeElement;
    const label = here.labels?.[0] ?? here;
    return label.textContent.replace(/\\s+/g, " ").trim();
}"""
MARKED = """() => {
    const marked = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const here = document.activeElement;
    return [here, here.closest(".tile")].some(each => each && marked(getComputedStyle(each)));
}"""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Moves through the page that is open, a key at a time."""

    page: Page

    async def reach(self, name: str) -> None:
        """Tab until the focus is on what begins with that name. At every stop the focus must be seen."""
        passed: list[str] = []
        for _ in range(MOST_STOPS):
            await self.page.keyboard.press("Tab")
            passed.append(await self.page.evaluate(FOCUSED))
            assert await self.page.evaluate(MARKED), f"the focus is not seen on {passed[-1]!r}"
            if passed[-1].startswith(name):
                return
        raise AssertionError(f"the keyboard does not reach {name!r}: {passed}")

    async def press(self, name: str) -> None:
        """Reach a button or a link, and press it."""
        await self.reach(name)
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")

    async def choose(self, first: str, wanted: str) -> None:
        """Reach the first of several that exclude each other, and go down to the one that is wanted."""
        await self.reach(first)
        await self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if (await self.page.evaluate(FOCUSED)).startswith(wanted):
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {wanted!r}")

    async def tick(self, name: str) -> None:
        """Reach a box and tick it."""
        await self.reach(name)
        await self.page.keyboard.press("Space")

    async def write(self, name: str, text: str) -> None:
        """Reach a box to write in, and type."""
        await self.reach(name)
        await self.page.keyboard.type(text)
