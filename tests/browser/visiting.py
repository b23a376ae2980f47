"""The practice page with canned replies, and all the views that it has."""

from dataclasses import dataclass

from playwright.async_api import Page

from dialogs.alerts import Message
from handlers.messenger import ChannelPlace, PersonPlace
from handlers.reply import Home, NoSuchCase, Reply
from tests.bot.tell import screens
from tests.fakes import canned, canned_guided
from tests.fakes.practice_world import PracticeWorld

VIEWS: dict[str, tuple[str, Reply | None]] = {
    "choose": ("/", None),
    "home": ("/as/tom", Home((), (), (), handles=False, numbers=())),
    "home of a handler": ("/as/asha", canned.HOME),
    "danger": ("/as/tom/report/d1", canned.DANGER),
    "fields": ("/as/tom/report/d1", canned.ABOUT),
    "problems": ("/as/tom/report/d1", canned.WRONG),
    "review": ("/as/tom/report/d1", canned.REVIEW),
    "received": ("/as/tom/report/d1", canned.RECEIVED),
    "last screen of a concern": ("/as/lena/tell", screens.LAST),
    "code": ("/as/lena/tell", screens.SENT),
    "answer": ("/as/lena/tell", screens.OPENED),
    **{f"asked: {name}": ("/as/lena/ask", reply) for name, reply in canned_guided.ANSWERS.items()},
    "not taken": ("/as/tom/report/d1", canned.NOT_TAKEN),
    "said": ("/as/asha/case/c1", canned.SAID),
    "case": ("/as/asha/case/c1", canned.CASE),
    "no such case": ("/as/asha/case/c9", NoSuchCase()),
    "messages": ("/as/tom/messages", None),
    "no messages": ("/as/lena/messages", None),
    "channel": ("/as/asha/channel", None),
    "nothing here": ("/nowhere", None),
}
"""Every view with its address and the reply that it shows."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A served page with canned replies."""

    world: PracticeWorld
    url: str

    async def open(self, page: Page, view: str) -> None:
        """Open one of the views."""
        path, self.world.handlers.reply = VIEWS[view]
        await page.goto(self.url + path)

    async def send_some_messages(self) -> None:
        """Messages of each look in Tom's direct messages and the channel."""
        send, change = self.world.messenger.send, self.world.messenger.change
        alert = Message(("S1 · ES-7K4M · Online contact · Hanley · 10:31",), canned.CASE_BUTTONS)
        taken = Message((*alert.lines, "Picked up at 10:42 by Asha Patel."), canned.CASE_BUTTONS[1:2])
        await change(ChannelPlace(), await send(ChannelPlace(), alert, key="a"), taken)
        await send(ChannelPlace(), alert, key="b")
        await send(PersonPlace("tom"), Message(("Picked up at 10:42 by the coordinator.",)), key="c")
