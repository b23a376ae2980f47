"""Turns values into the practice page's HTML. It decides nothing: `views` does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bot.chat.states import case_of_state
from bot.pages.drawing import read_all, templates
from bot.pages.in_words import span
from bot.practice.personas import Persona
from bot.practice.views import Look, control_of, control_of_way, controls_of_ways, group_title, groups
from dialogs import wording_downloads, wording_guidance
from dialogs.organisation import Organisation
from handlers.reply import Number, Way

TEMPLATES = Path(__file__).parent / "templates"
OTHER_WAYS = (Way.TELL, Way.HELP, Way.CHECK, Way.ASK)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page. `here` is the page's own address, to come back to after moving the clock on."""

    persona: Persona | None
    now: datetime
    moved: timedelta
    failing: bool
    here: str
    direct: int
    channel: int
    everybody: int = 0


class Pages:
    """Draws pages for one organisation. `numbers` stand at the foot of each; `token` goes into every form.

    `learners_page` is the address of the plain page for learners, or empty.
    """

    def __init__(
        self, organisation: Organisation, numbers: tuple[Number, ...], token: str, learners_page: str = ""
    ) -> None:
        self._zone = organisation.hours.time_zone
        self._templates = templates(TEMPLATES)
        self._templates.filters.update(
            day=self._day,
            hour=self._hour,
            span=span,
            control=control_of,
            control_of_way=control_of_way,
            controls_of_ways=controls_of_ways,
            case_of_state=case_of_state,
            group_title=group_title,
            groups=groups,
        )
        read_all(self._templates)
        self._templates.globals.update(
            organisation=organisation.name,
            footer_numbers=numbers,
            token=token,
            learners_page=learners_page,
            other_ways=OTHER_WAYS,
            Way=Way,
            asking=wording_guidance,
            files=wording_downloads,
        )

    def page(self, look: Look, frame: Frame, **shown: object) -> web.Response:
        """The page as it goes out."""
        page = look.template.removesuffix(".html")
        html = self._templates.get_template(look.template).render(title=look.title, page=page, frame=frame, **shown)
        return web.Response(text=html, status=look.status, content_type="text/html", charset="utf-8")

    def _day(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%A %-d %B %Y}"

    def _hour(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%H:%M}"
