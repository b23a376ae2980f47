"""The practice page as a platform of conversations: real HTTP on loopback to the running bot, its pages taken apart."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import aiohttp

from dialogs.alerts import Press
from tests.scenarios.conversation import Answers, Kind, Seen
from tests.scenarios.meant import is_meant
from tests.scenarios.quiet import until_nothing_is_due

PRESSED = {
    **{press: press.value.replace(" ", "-") for press in Press},
    Press.OPEN: "case",
    Press.RESUME: "report",
    Press.QUESTION: "questions/one",
}
PAGES = {
    "asked": Kind.SCREEN,
    "received": Kind.RECEIVED,
    "not_taken": Kind.NOT_TAKEN,
    "said": Kind.SAID,
    "case": Kind.CASE,
    "no_such_case": Kind.NO_SUCH_CASE,
    "home": Kind.HOME,
    "guided": Kind.GUIDED,
    "listing": Kind.LISTING,
}


@dataclass
class Form:
    """A form of a page: where it goes, what it holds before anybody touches it, and what its last button says."""

    action: str
    values: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""

    def is_for(self, press: Press, about: str = "") -> bool:
        """Whether its button does that, about that."""
        held = dict(self.values).get("about", "")
        return self.action.endswith(f"/{PRESSED[press]}") and is_meant(about, self.label, held)


class PageReader(HTMLParser):
    """Takes a page apart: forms, links, the words of its main part, messages one by one, problems."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.template = ""
        self.words: list[str] = []
        self.articles: list[list[str]] = []
        self.problems: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._select = ""
        self._box: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in {"input", "meta", "link", "br", "img", "hr"}:
            self._open.append((tag, given))
        match tag:
            case "form":
                self.forms.append(Form(given.get("action", "")))
            case "input" if self.forms and _is_sent(given):
                self.forms[-1].values.append((given["name"], given.get("value", "")))
            case "select" if self.forms:
                self._select = given.get("name", "")
            case "textarea" if self.forms:
                self._box = []
            case "option" if self.forms and "selected" in given:
                self.forms[-1].values.append((self._select, given.get("value", "")))
            case "a":
                self.links.append(given.get("href", ""))
            case "article":
                self.articles.append([])
            case "main":
                self.template = given.get("data-page", "")
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            last, given = self._open.pop()
            if last == "textarea" and self._box is not None:
                self.forms[-1].values.append((given.get("name", ""), "".join(self._box).removeprefix("\n")))
                self._box = None
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if self._box is not None:
            self._box.append(data)
        text = " ".join(data.split())
        if text and tags[-1:] == ["button"] and "form" in tags:
            self.forms[-1].label = text
        if not text or "main" not in tags or "details" in tags:
            return
        self.words.append(text)
        if "article" in tags:
            self.articles[-1].append(text)
        if any("problems" in given.get("class", "").split() for _, given in self._open) and "a" in tags:
            self.problems.append(text)

    def form(self, ending: str) -> Form:
        """The form that goes to an address with this ending."""
        return next(form for form in self.forms if form.action.endswith(ending))


def _is_sent(given: dict[str, str]) -> bool:
    ticked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
    return "name" in given and ticked


class PracticePlatform:
    """Several people at the practice page of a bot that runs at `address`."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self._address = address
        self._http = http
        self._pages: dict[str, PageReader] = {}
        self._last: dict[str, tuple[str, list[tuple[str, str]]]] = {}

    async def starts(self, person: str) -> Seen:
        """Presses the button on the home page."""
        page = await self._get(f"/as/{person}")
        return await self._send(person, page.form("/report/start"), {})

    async def tells(self, person: str) -> Seen:
        """Presses the button on the home page to tell someone."""
        page = await self._get(f"/as/{person}")
        return await self._send(person, page.form("/tell/start"), {})

    async def has_a_code(self, person: str) -> Seen:
        """Presses the button on the home page for those who have a code."""
        page = await self._get(f"/as/{person}")
        return await self._send(person, page.form("/tell/code"), {})

    async def asks(self, person: str) -> Seen:
        """Follows the link on the home page to where a question is written."""
        page = await self._get(f"/as/{person}")
        return self._seen(person, await self._get(next(link for link in page.links if link == f"/as/{person}/ask")))

    async def presses_here(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the page in front of them."""
        page = self._pages[person]
        form = next((form for form in page.forms if form.is_for(press, about)), None)
        if form is not None:
            return await self._send(person, form, {})
        named = f"/{PRESSED[press]}"
        link = next(link for link in page.links if link.endswith(named) or f"{named}/" in link)
        return self._seen(person, await self._get(link))

    async def presses_at_home(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of their home page."""
        await self.home(person)
        return await self.presses_here(person, press, about)

    async def answers(self, person: str, values: Answers) -> Seen:
        """Fills in the screen in front of them and presses its main button."""
        return await self._send(person, self._pages[person].form("/answer"), values)

    async def goes_back(self, person: str, values: Answers) -> Seen:
        """Presses Back, with what had been entered."""
        form = self._pages[person].form("/answer")
        return await self._send(person, Form(f"{form.action.removesuffix('/answer')}/back", form.values), values)

    async def changes(self, person: str, screen: str) -> Seen:
        """Presses Change beside an answer on the review."""
        form = self._pages[person].form("/report/answer")
        return await self._send(person, Form(f"/as/{person}/report/change", [*form.values, ("change", screen)]), {})

    async def sends_again(self, person: str) -> Seen:
        """The browser sends the last form again."""
        action, body = self._last[person]
        return await self._post(person, action, body)

    async def resumes(self, person: str) -> Seen:
        """Goes on with the first draft on the home page."""
        page = await self._get(f"/as/{person}")
        link = next(link for link in page.links if f"/as/{person}/report/" in link)
        return self._seen(person, await self._get(link))

    async def presses(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the newest message that has it, in the direct messages or else in the channel."""
        await self.quiet()
        for place in ("messages", "channel"):
            page = await self._get(f"/as/{person}/{place}")
            form = next((form for form in page.forms if form.is_for(press, about)), None)
            if form is not None:
                return await self._send(person, form, {})
            named = (f"/as/{person}/{PRESSED[press]}/", f"/as/{person}/{PRESSED[press]}?")
            link = next((link for link in page.links if link.startswith(named)), None)
            if link is not None:
                return self._seen(person, await self._get(link))
        raise AssertionError(f"{person} has no message with that button: {press}")

    async def presses_in_anothers(self, person: str, press: Press, whose: str) -> Seen:
        """Goes to the address behind a button of the newest message to somebody else, as if it were their own."""
        page, named = await self._get(f"/as/{whose}/messages"), f"/as/{whose}/{PRESSED[press]}/"
        link = next(link for link in page.links if link.startswith(named))
        return self._seen(person, await self._get(link.replace(f"/as/{whose}/", f"/as/{person}/")))

    async def home(self, person: str) -> Seen:
        """Looks at the home page."""
        return self._seen(person, await self._get(f"/as/{person}"))

    async def opens(self, person: str, case: str) -> Seen:
        """Goes to the address of a case."""
        return self._seen(person, await self._get(f"/as/{person}/case/{case}"))

    async def waits(self, time: timedelta) -> None:
        """Moves the practice clock on, in the steps that the page has."""
        for step, label in steps(time):
            page = await self._get("/")
            form = page.form("/clock")
            token = next(value for name, value in form.values if name == "token")
            body = [("token", token), ("here", "/"), ("by", label)]
            async with self._sending("/clock", body) as response:
                assert response.status == 200, (step, response.status)

    async def messages(self, person: str) -> tuple[str, ...]:
        """The direct messages of a person, the newest first."""
        await self.quiet()
        return tuple(" ".join(words) for words in (await self._get(f"/as/{person}/messages")).articles)

    async def channel(self) -> tuple[str, ...]:
        """The safeguarding channel, the newest first, as the coordinator sees it."""
        await self.quiet()
        return tuple(" ".join(words) for words in (await self._get("/as/asha/channel")).articles)

    async def page(self, path: str) -> tuple[int, str]:
        """A page as it comes: status and body."""
        async with self._http.get(f"{self._address}{path}") as response:
            return response.status, await response.text()

    async def quiet(self) -> None:
        """Waits until nothing that is due is left undone: a page with 999 on it did not wait for it."""
        await until_nothing_is_due(self._figures)

    async def _figures(self) -> str:
        return (await self.page("/metrics"))[1]

    async def _get(self, path: str) -> PageReader:
        return PageReader((await self.page(path))[1])

    async def _send(self, person: str, form: Form, values: Answers) -> Seen:
        named = {f"answer.{name}" for name in values}
        body = [(name, value) for name, value in form.values if name not in named]
        for name, value in values.items():
            body += [(f"answer.{name}", each) for each in ([value] if isinstance(value, str) else value)]
        return await self._post(person, form.action, body)

    async def _post(self, person: str, action: str, body: list[tuple[str, str]]) -> Seen:
        self._last[person] = (action, body)
        async with self._sending(action, body) as response:
            return self._seen(person, PageReader(await response.text()))

    def _sending(self, path: str, body: list[tuple[str, str]]) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        headers = {"Origin": self._address, "Content-Type": "application/x-www-form-urlencoded"}
        return self._http.post(f"{self._address}{path}", data=urlencode(body), headers=headers)

    def _seen(self, person: str, page: PageReader) -> Seen:
        self._pages[person] = page
        screen = next((value for form in page.forms for name, value in form.values if name == "screen"), "")
        return Seen(PAGES[page.template], " ".join(page.words), screen, tuple(page.problems))


def steps(time: timedelta) -> Iterator[tuple[timedelta, str]]:
    """The practice clock's own steps, largest first, that make up this time."""
    for step, label in (
        (timedelta(days=1), "1 day"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=30), "30 minutes"),
        (timedelta(minutes=5), "5 minutes"),
    ):
        while time >= step:
            yield step, label
            time -= step
