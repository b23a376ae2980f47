"""Looks at what was drawn as Slack and its reader would."""

import json
from collections.abc import Callable, Iterator, Mapping
from zoneinfo import ZoneInfo

from bot.slack import limits
from bot.slack.blocks import View
from bot.slack.home import home_view
from bot.slack.paging import BUTTONS, weight
from bot.slack.reading import metadata
from bot.slack.views import modal
from handlers.reply import Home, Reply
from tests.fakes import slack_checks
from tests.fakes.slack_json import Json, Object, everything_in, list_of, object_of, objects_in, text_of

LONDON = ZoneInfo("Europe/London")
HARMLESS = frozenset(
    {
        "modal", "home", "plain_text", "header", "section", "context", "divider", "actions", "input", "button",
        "rich_text", "rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted", "text",
        "emoji", "radio_buttons", "checkboxes", "static_select", "multi_static_select", "external_select",
        "multi_external_select", "plain_text_input", "link",
    }
)  # fmt: skip
"""Everything that is ever drawn. Nothing of it reads marks in words; a link's address is checked beside this."""


def as_sent(view: Mapping[str, object]) -> Object:
    """The view as it arrives."""
    return object_of(json.loads(json.dumps(view)))


def wrong_with(view: View) -> tuple[str, ...]:
    """What Slack would not take of it, or a person's words could do in it."""
    sent = as_sent(view)
    odd = tuple(
        f"a {each['type']}" for each in everything_in(sent.get("blocks")) if each.get("type", "text") not in HARMLESS
    )
    weighs = sum(map(weight, objects_in(sent.get("blocks"))))
    heavy = (f"it weighs {weighs}",) if weighs > limits.VIEW_WEIGHT else ()
    return (*slack_checks.of_view(sent), *odd, *heavy)


def modals(reply: Reply) -> list[Object]:
    """Every part of the reply, as modals."""
    return list(_all(lambda page: modal(reply, zone=LONDON, page=page)))


def homes(reply: Home) -> list[Object]:
    """Every part of the App Home tab."""
    return list(_all(lambda page: home_view(reply, page=page)))


def _all(draw: Callable[[int], View]) -> Iterator[Object]:
    """Goes on as a reader would: until nothing leads further."""
    for page in range(1_000):
        view = as_sent(draw(page))
        assert metadata(view).page == page
        yield view
        if not any(each.get("action_id") == "page:next" for each in everything_in(view)):
            return


def read(views: list[Object]) -> str:
    """Every word that can be read in all the parts, without any space.

    What leads from part to part is left out, and what stands above each further part once more.
    """
    parts = [_own(view, several=len(views) > 1) for view in views]
    further = [part[1:] if _is_done(part[:1]) and part[0] in parts[0] else part for part in parts[1:]]
    blocks = [block for part in (*parts[:1], *further) for block in part]
    return squeezed(
        "".join(_words({key: each for key, each in block.items() if key != "accessory"}) for block in blocks)
    )


def _is_done(blocks: tuple[Object, ...]) -> bool:
    return any(each.get("name") == "white_check_mark" for each in everything_in(list(blocks)))


def squeezed(text: str) -> str:
    """The text without any space: what a line break does to it does not matter."""
    return "".join(text.encode(errors="replace").decode().split())


def _own(view: Object, *, several: bool) -> tuple[Object, ...]:
    blocks = objects_in(view.get("blocks"))
    return blocks[:-BUTTONS] if several else blocks


def _words(value: Json) -> str:
    if isinstance(value, Mapping):
        return "".join(
            text_of(each) if key in {"text", "initial_value"} and isinstance(each, str) else _words(each)
            for key, each in value.items()
        )
    return "".join(map(_words, list_of(value)))
