"""The practice page as a platform of conversations in a real browser: everybody presses what they see in their tab."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypedDict

from playwright.async_api import BrowserContext, Locator, Page

from dialogs.alerts import Press
from tests.scenarios.conversation import Answers, Kind, Seen
from tests.scenarios.meant import is_meant
from tests.scenarios.practice_platform import PAGES, PRESSED, steps

Look = Callable[[Page, str], Awaitable[None]]
"""What is done with every page that comes up: the page, and what it is called."""

READ = """() => {
    const words = from => from.textContent.replace(/\\s+/g, " ").trim();
    const main = document.querySelector("main");
    return {
        template: main.dataset.page,
        screen: main.querySelector("input[name=screen]")?.value ?? "",
        text: words(main),
        problems: [...main.querySelectorAll(".problems a")].map(words),
        articles: [...main.querySelectorAll("article")].map(article => {
            const now = article.cloneNode(true);
            now.querySelectorAll("details").forEach(before => before.remove());
            return words(now);
        }),
    };
}"""


class Reading(TypedDict):
    """What stands on a page, as a person reads it."""

    template: str
    screen: str
    text: str
    problems: list[str]
    articles: list[str]


async def look_away(_page: Page, _name: str) -> None:
    """Does nothing with a page that comes up."""


class BrowserPlatform:
    """Several people, each in a tab of `context`, at the practice page of a bot that runs at `address`."""

    def __init__(self, address: str, context: BrowserContext, look: Look = look_away) -> None:
        self._address = address
        self._context = context
        self._look = look
        self._tabs: dict[str, Page] = {}

    async def tab(self, person: str) -> Page:
        """The tab of this person, or of nobody: it stays where it was left."""
        if person not in self._tabs:
            self._tabs[person] = await self._context.new_page()
        return self._tabs[person]

    async def goes_to(self, person: str, path: str) -> Page:
        """Goes to an address of the page."""
        page = await self.tab(person)
        await page.goto(self._address + path)
        return page

    async def fills(self, person: str, values: Answers) -> None:
        """Fills in the screen in front of them, and presses nothing."""
        await _fill(await self.tab(person), values)

    async def starts(self, person: str) -> Seen:
        """Chooses who to be, and presses the button on the home page."""
        page = await self.goes_to(person, f"/as/{person}")
        await page.get_by_role("button", name="Start a report").click()
        return await self._seen(page)

    async def tells(self, person: str) -> Seen:
        """Presses the button on the home page to tell someone."""
        page = await self.goes_to(person, f"/as/{person}")
        await page.locator("form[action$='/tell/start'] button").click()
        return await self._seen(page)

    async def has_a_code(self, person: str) -> Seen:
        """Presses the button on the home page for those who have a code."""
        page = await self.goes_to(person, f"/as/{person}")
        await page.locator("form[action$='/tell/code'] button").click()
        return await self._seen(page)

    async def asks(self, person: str) -> Seen:
        """Follows the link on the home page to where a question is written."""
        page = await self.goes_to(person, f"/as/{person}")
        await page.locator(f"main a[href='/as/{person}/ask']").first.click()
        return await self._seen(page)

    async def presses_here(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the page in front of them."""
        page = await self.tab(person)
        if about:
            await (await _meant(page, press, about))[0].click()
            return await self._seen(page)
        named = f"/{PRESSED[press]}"
        await page.locator(f"form[action$='{named}'] button, a[href$='{named}'], a[href*='{named}/']").first.click()
        return await self._seen(page)

    async def presses_at_home(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of their home page."""
        await self.home(person)
        return await self.presses_here(person, press, about)

    async def answers(self, person: str, values: Answers) -> Seen:
        """Fills in the screen in front of them and presses its main button."""
        page = await self.tab(person)
        await _fill(page, values)
        await page.locator("form.screen button.first").click()
        return await self._seen(page)

    async def goes_back(self, person: str, values: Answers) -> Seen:
        """Presses Back, with what had been entered."""
        page = await self.tab(person)
        await _fill(page, values)
        await page.get_by_role("button", name="Back").click()
        return await self._seen(page)

    async def changes(self, person: str, screen: str) -> Seen:
        """Presses Change beside an answer on the review."""
        page = await self.tab(person)
        await page.locator(f"button[name=change][value={screen}]").first.click()
        return await self._seen(page)

    async def sends_again(self, person: str) -> Seen:
        """Goes back in the browser to the screen that was sent, and sends it again."""
        page = await self.tab(person)
        await page.go_back()
        await page.locator("form.screen button.first").click()
        return await self._seen(page)

    async def resumes(self, person: str) -> Seen:
        """Goes on with the first draft on the home page."""
        page = await self.goes_to(person, f"/as/{person}")
        await page.get_by_role("link", name="Go on").first.click()
        return await self._seen(page)

    async def presses(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the newest message that has it, in the direct messages or else in the channel."""
        for place in ("messages", "channel"):
            page = await self.goes_to(person, f"/as/{person}/{place}")
            pressed = page.locator(
                f"form[action$='/{PRESSED[press]}'] button, a[href^='/as/{person}/{PRESSED[press]}/']"
            )
            several = await _meant(page, press, about) if about else [pressed.first] if await pressed.count() else []
            if several:
                await several[0].click()
                return await self._seen(page)
        raise AssertionError(f"{person} has no message with that button: {press}")

    async def presses_in_anothers(self, person: str, press: Press, whose: str) -> Seen:
        """Goes to the address behind a button of the newest message to somebody else, as if it were their own."""
        page = await self.goes_to(person, f"/as/{whose}/messages")
        link = await page.locator(f"a[href^='/as/{whose}/{PRESSED[press]}/']").first.get_attribute("href") or ""
        return await self._seen(await self.goes_to(person, link.replace(f"/as/{whose}/", f"/as/{person}/")))

    async def home(self, person: str) -> Seen:
        """Looks at the home page."""
        return await self._seen(await self.goes_to(person, f"/as/{person}"))

    async def waits(self, time: timedelta) -> None:
        """Moves the practice clock on, with the page's own buttons."""
        page = await self.goes_to("", "/")
        for _, label in steps(time):
            await page.locator(f"button[name=by][value='{label}']").click()
            await page.wait_for_load_state()

    async def messages(self, person: str) -> tuple[str, ...]:
        """The direct messages of a person, the newest first."""
        return await self._articles(f"/as/{person}/messages")

    async def channel(self) -> tuple[str, ...]:
        """The safeguarding channel, the newest first, as the coordinator sees it."""
        return await self._articles("/as/asha/channel")

    async def _articles(self, path: str) -> tuple[str, ...]:
        page = await self.goes_to("", path)
        await self._look(page, path.strip("/").replace("/", " "))
        return tuple((await _read(page))["articles"])

    async def _seen(self, page: Page) -> Seen:
        read = await _read(page)
        await self._look(page, read["screen"] or read["template"])
        return Seen(PAGES.get(read["template"], Kind.HOME), read["text"], read["screen"], tuple(read["problems"]))


async def _read(page: Page) -> Reading:
    await page.wait_for_load_state()
    read: Reading = await page.evaluate(READ)
    return read


async def _meant(page: Page, press: Press, about: str) -> list[Locator]:
    """The buttons of a page that do this and are meant."""
    found = []
    for form in await page.locator(f"form[action$='/{PRESSED[press]}']:has(input[name=about])").all():
        held = await form.locator("input[name=about]").get_attribute("value")
        label = await form.locator("button").inner_text()
        if is_meant(about, label.partition(":")[0].strip(), held or ""):
            found.append(form.locator("button"))
    return found


async def _fill(page: Page, values: Answers) -> None:
    for field, value in values.items():
        named = page.locator(f"[name='answer.{field}']")
        wanted = [value] if isinstance(value, str) else value
        kind: str = await named.first.evaluate("box => box.type")
        match kind:
            case "radio":
                await page.locator(f"[name='answer.{field}'][value='{wanted[0]}']").check()
            case "checkbox":
                for box in await named.all():
                    await box.set_checked(await box.input_value() in wanted)
            case "select-one":
                await named.select_option(wanted[0])
            case _:
                await named.fill(wanted[0])
