"""Turns values into the practice page's HTML.

Everything is escaped, and a template that names something that is not there fails instead of leaving a hole. It decides
nothing: `views` does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.practice.in_words import ringable, span, telephone
from bot.practice.personas import Persona
from bot.practice.views import Look, control_of, control_of_way, drawn_fields, group_title, groups
from dialogs import wording
from dialogs.organisation import Organisation
from handlers.reply import Number, Way

TEMPLATES = Path(__file__).parent / "templates"
OTHER_WAYS = (Way.HELP, Way.TELL, Way.ASK)


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


class Pages:
    """Draws pages for one organisation. `numbers` stand at the foot of each; `token` goes into every form."""

    def __init__(self, organisation: Organisation, numbers: tuple[Number, ...], token: str) -> None:
        self._zone = organisation.hours.time_zone
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(
            day=self._day,
            hour=self._hour,
            telephone=telephone,
            ringable=ringable,
            span=span,
            control=control_of,
            control_of_way=control_of_way,
            group_title=group_title,
            groups=groups,
            drawn=drawn_fields,
        )
        for name in self._templates.list_templates():
            self._templates.get_template(name)  # a page that is changed or broken on disk breaks nothing that runs
        self._templates.globals.update(
            organisation=organisation.name,
            footer_numbers=numbers,
            token=token,
            skipped=wording.SKIPPED,
            other_ways=OTHER_WAYS,
            Way=Way,
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
