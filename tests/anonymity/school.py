"""The bot as a program on a fake Slack, the learners who tell it something there, and those who handle it."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from dialogs import receipt, wording_learner
from tests.anonymity.learners import Learner, NotingRoad, learner
from tests.fakes import slack_payloads, slack_server
from tests.fakes.slack_client import SlackClient, found
from tests.fakes.slack_json import Object, object_of
from tests.fakes.slack_roads import HttpRoad, Sending
from tests.fakes.slack_views import ShownView
from tests.fakes.slack_workspace import CHANNEL, PEOPLE, Posted, direct
from tests.servers.bot_on_slack import AtSlack, environment
from tests.servers.bot_program import CHECKOUT, Running, running

QUICK_BOT = (Path(__file__).parent / "quick_bot.py").read_text()
POLICY = CHECKOUT / "dialogs" / "policies" / "achieve"
ASHA, BEN = PEOPLE[:2]
AT_ONCE = 8
SECONDS_TO_GO_QUIET = 300.0
OFTEN_ENOUGH = 5
AGAIN = "Press Send again"
"""In what a learner reads where it is not certain that what they sent was saved."""


class NotShown(AssertionError):
    """What should be in front of somebody is not."""


class Unchecking(SlackClient):
    """People at Slack who take every view as it is. Whether Slack would is tested elsewhere, and takes long."""

    def _respond(self, shown: ShownView, body: Object) -> None:
        if body.get("response_action") == "update":
            shown.show(object_of(body.get("view")))
        else:
            super()._respond(shown, body)


@dataclass
class School(AtSlack):
    """Everybody who is there, the running bot, and its folders."""

    bot: Running
    http: aiohttp.ClientSession
    data: Path
    temporary: Path
    learners: dict[str, Learner] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    wrote: set[str] = field(default_factory=set)
    """The direct messages in which somebody wrote to the bot in the open."""

    def comes(self) -> Learner:
        """Somebody whom nobody has seen before."""
        new = learner()
        self.slack.people.add(new.user)
        self.learners[new.user] = new
        return new

    # -------------------------------------------------------------------------------------------- what learners do

    async def tells(self, who: Learner, *screens: dict[str, str], twice: bool = False) -> str:
        """Tells us something with a code only, by the screens before the last. The code, which they then have."""
        await self.opens(who, "tell")
        await self.fills_in(who, *screens)
        await self.sends(who)
        for _ in range(OFTEN_ENOUGH):
            if AGAIN not in self.modal(who.user).text:
                break
            await self.client.fill(self.modal(who.user), {"account": who.text})
            await self.sends(who)
        if twice:
            await self.client.again(who.user)
        return self.is_given_a_code(who)

    async def opens(self, who: Learner, command: str) -> None:
        """Types a command; once more if no form opens, because Slack no longer let it: the answer says so."""
        for _ in range(OFTEN_ENOUGH):
            await self.client.command(who.user, "/esafety", command)
            if self.slack.has_modal(who.user):
                return

    async def fills_in(self, who: Learner, *screens: dict[str, str]) -> None:
        """Comes to the last screen and writes there, but does not send it."""
        for values in screens or DANGER:
            await self.goes_on(who.user, **values)
        await self.client.fill(self.modal(who.user), {"account": who.text, "how": "code_only"})

    async def sends(self, who: Learner) -> None:
        """Presses Send."""
        answer = await self.client.submit(self.modal(who.user))
        assert answer.status == 200, answer

    def is_given_a_code(self, who: Learner) -> str:
        """The code that is in front of them."""
        read = (receipt.read(line) for line in self.modal(who.user).text.splitlines())
        code = next((each for each in read if isinstance(each, str)), "")
        if not code:
            raise NotShown(self.modal(who.user).text)
        who.has_code(code)
        self.codes[who.user] = code
        return code

    async def comes_back(self, who: Learner, code: str) -> ShownView:
        """Types a code."""
        await self.opens(who, "code")
        shown = await self.goes_on(who.user, code=code)
        for _ in range(OFTEN_ENOUGH):
            if wording_learner.CODE_SLOW not in shown.text:
                break
            shown = await self.goes_on(who.user, code=code)
        return shown

    async def writes_more(self, who: Learner) -> None:
        """Comes back with their code and writes more, twice the same."""
        await self.comes_back(who, self.codes[who.user])
        await self.goes_on(who.user, more=who.more)

    async def gives_up(self, who: Learner) -> None:
        """Writes nearly all of it, and closes the form."""
        await self.opens(who, f"tell {who.text}")
        await self.fills_in(who)
        await self.client.close(self.modal(who.user), with_values=True)

    async def types(self, who: Learner) -> None:
        """Writes to the bot in a direct message."""
        self.wrote |= {direct(who.user), who.user}
        assert (await self.client.writes(who.user, who.text)).status == 200

    async def sends_a_file(self, who: Learner) -> None:
        """Sends the bot a picture in a direct message."""
        self.wrote |= {direct(who.user), who.user}
        where: Object = {"channel": direct(who.user), "channel_type": "im"}
        name = f"{who.canary}.jpg"
        file: Object = {"id": "F0" + who.user, "name": name, "title": who.canary, "user": who.user}
        said = slack_payloads.said(self.slack, who.user, who.text)
        payload: Object = {**said, **where, "files": [file], "subtype": "file_share"}
        sent = await self.client.road.carry(Sending.EVENT, slack_payloads.event(self.slack, payload))
        assert sent.status == 200

    def leaves(self, who: Learner) -> None:
        """Puts their telephone away, so that nobody looks through their screens any more."""
        for name in [name for name, view in self.slack.views.items() if view.user == who.user]:
            del self.slack.views[name]

    # --------------------------------------------------------------------------------------------- what staff do

    async def takes(self, posted: Posted, user: str = ASHA) -> None:
        """Acknowledges an alert."""
        await self.client.press_in(user, posted, "acknowledge")

    async def answers_them(self, posted: Posted, user: str = ASHA) -> None:
        """Opens a case from its alert and writes to whoever has the code."""
        await self.client.press_in(user, posted, "open")
        await self.client.press(self.modal(user), "reply")
        await self.goes_on(user, text="Thank you. We are looking at it.", state="working")

    def alerts(self, place: str = CHANNEL) -> list[Posted]:
        """The alerts of a place that can still be acknowledged, the oldest first."""
        return [each for each in self.slack.to(place) if _has(each, "acknowledge")]

    async def pauses(self) -> None:
        """Two of those who handle cases let the form rest."""
        for user in (ASHA, BEN):
            await self.client.opens_home(user)
            await self.client.press(self.slack.homes[user], "pause")

    # ------------------------------------------------------------------------------------------------- the program

    async def a_quarter_passes(self) -> None:
        """The bot's clock is moved on."""
        self.bot.process.send_signal(signal.SIGUSR1)
        await asyncio.sleep(0.2)

    async def is_quiet(self) -> None:
        """Waits until the bot has sent what is due."""
        async with asyncio.timeout(SECONDS_TO_GO_QUIET):
            while not re.search(r"esafety_overdue 0\n", await self.page("/metrics")):
                await asyncio.sleep(0.5)

    async def page(self, path: str) -> str:
        """What one of the bot's own addresses says."""
        async with self.http.get(f"{self.bot.address}{path}") as answer:
            return await answer.text()


DANGER = ({"danger": "yes"},)
NO_DANGER = ({"danger": "no"}, {"how": "code_only"})
NOT_SURE: tuple[dict[str, str], ...] = (
    {"danger": "not_sure"},
    {"how": "code_only"},
    {"who": "me"},
    {"tile": "photos"},
    {"picture": "threat"},
    {},
    {},
)
"""The screens before the last: of what is urgent, of what is not with the short form, and all there are."""


async def each(doings: Iterable[Callable[[], Awaitable[object]]]) -> None:
    """Does all of it, some at a time."""
    waiting = iter(doings)

    async def does() -> None:
        for doing in waiting:
            await doing()

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(does())


def with_a_short_form(folder: Path) -> Path:
    """The policy as it is, but that few are asked everything: a thousand must not take long."""
    shutil.copytree(POLICY, folder)
    form = folder / "forms" / "learner_concern.yaml"
    source = form.read_text(encoding="utf-8")
    for screen in ("who", "about", "ongoing", "help"):
        before, found, after = source.partition(f"  - id: {screen}\n")
        assert found
        source = (
            before
            + found
            + after.replace("only_if: {not: {danger: 'yes'}}", "only_if: {any: [{danger: not_sure}, {how: named}]}", 1)
        )
    form.write_text(source, encoding="utf-8")
    return folder


@contextlib.asynccontextmanager
async def school(folder: Path, tree: Path = CHECKOUT) -> AsyncIterator[School]:
    """The bot of that source tree, on an empty folder, while the block runs."""
    data, temporary = folder / "data", folder / "tmp"
    data.mkdir(parents=True)
    temporary.mkdir()
    async with slack_server.serving() as slack, aiohttp.ClientSession() as http:
        slack.members_a_page = 100
        # A program that is killed says nothing about what it ran: measuring it would only make it slower.
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("COVERAGE", "COV_"))}
        given = {
            **environment(slack, data),
            "ESAFETY_POLICY": str(with_a_short_form(folder / "policy")),
            "PYTHONPATH": f"{tree}:{CHECKOUT}",
            "TMPDIR": str(temporary),
        }
        async with running({**kept, **given}, "-P", script=QUICK_BOT) as bot:
            learners: dict[str, Learner] = {}
            road = NotingRoad(HttpRoad(bot.address, slack.signing_secret, http), learners)
            yield School(slack, Unchecking(slack, road), bot, http, data, temporary, learners)


def _has(posted: Posted, action: str) -> bool:
    try:
        found(posted.message, action)
    except AssertionError:
        return False
    return True
