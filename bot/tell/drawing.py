"""Turns replies into the page's HTML. It decides nothing but which template draws what."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path

from aiohttp import web

from bot.pages.drawing import STATIC, read_all, templates
from bot.tell import tell_words
from dialogs import wording_learner
from handlers.reply import Asked, Number, Reply, Said, Way

TEMPLATES = Path(__file__).parent / "templates"
LEAVE_TO = "https://www.bbc.co.uk/weather"
"""Where "Leave this page" goes: a public page that nobody need explain.

No page can take itself out of a browser's history. A script could put another page in its own place there, but the page
works without scripts, its address says nothing about what somebody did, and a half-cleaned history would be trusted.
"""

Pairs = Sequence[tuple[str, str]]


class NotForThisPage(Exception):
    """A reply of a kind that a learner's page never gets."""


class Pages:
    """Draws pages for one organisation, with the numbers that `numbers` gives at that moment."""

    def __init__(self, organisation: str, numbers: Callable[[], tuple[Number, ...]], address: str) -> None:
        self._numbers = numbers
        self.style = (STATIC / "style.css").read_bytes()
        self._templates = templates(TEMPLATES)
        self._templates.globals.update(
            address=address, organisation=organisation, token="", leave_to=LEAVE_TO, words=tell_words, Way=Way
        )
        self._templates.globals.update(name=wording_learner.TELL_SOMEONE)
        read_all(self._templates)

    def start(self) -> web.Response:
        """The first page."""
        return self._page("start.html")

    def reply(self, reply: Reply) -> web.Response:
        """What the handlers say. Raises NotForThisPage when it is nothing that a learner is ever told."""
        match reply:
            case Asked():
                return self._page("asked.html", reply=reply)
            case Said():
                return self._page("said.html", reply=reply)
            case _:
                raise NotForThisPage

    def fault(self, status: HTTPStatus) -> web.Response:
        """What could not be answered."""
        title, what = tell_words.FAULTS[status]
        return self._page("fault.html", status, title=title, what=what, again=())

    def broken(self, again: Pairs) -> web.Response:
        """Something went wrong here. `again` is the form as it was sent, to be sent once more."""
        title, what = wording_learner.NOT_CERTAIN, wording_learner.NOT_SAVED_WHAT_NOW
        return self._page("fault.html", HTTPStatus.INTERNAL_SERVER_ERROR, title=title, what=what, again=again)

    def _page(self, template: str, status: int = HTTPStatus.OK, **shown: object) -> web.Response:
        page = template.removesuffix(".html")
        html = self._templates.get_template(template).render(page=page, numbers=self._numbers(), **shown)
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")
