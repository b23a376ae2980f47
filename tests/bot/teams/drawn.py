"""Looks at what was drawn as Teams and its reader would."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.chat.carried import Carried
from bot.teams import limits
from bot.teams.reading import pressed
from bot.teams.views import dialog
from handlers.reply import Reply
from tests.fakes.slack_json import Json, Object, at, everything_in, list_of, object_of, objects_in, text_of
from tests.fakes.teams_schema import faults

LONDON = ZoneInfo("Europe/London")
MOST_ACTIONS = 6
"""What Teams shows of one row of buttons."""
HARMLESS = frozenset(
    {
        "AdaptiveCard", "Container", "ColumnSet", "Column", "ActionSet", "TextBlock", "RichTextBlock", "TextRun",
        "Input.Text", "Input.ChoiceSet", "Action.Submit", "Action.Execute", "Action.ShowCard", "Action.OpenUrl",
        "task/fetch",
    }
)  # fmt: skip
"""Everything that is ever drawn. A text block and a choice read marks, a link leads away: they are checked beside."""
MARKS = frozenset("*_`~[]<>\\#|{}@^=\n\r\t")
READ = ("text", "label", "title", "value", "placeholder")


def as_sent(card: Mapping[str, object]) -> Object:
    """The card as it arrives."""
    return object_of(json.loads(json.dumps(card, ensure_ascii=False).encode()))


def wrong_with(card: Object) -> tuple[str, ...]:
    """What Teams would not take of it, or a person's words could do in it."""
    every = tuple(everything_in(card))
    return (*faults(card), *_odd(every), *_marked(every), *_rows(every), *_heavy(card))


def _odd(every: tuple[Object, ...]) -> Iterator[str]:
    yield from (f"a {each['type']}" for each in every if each.get("type", "TextRun") not in HARMLESS)
    yield from ("somebody is mentioned" for each in every if "entities" in each)
    yield from (
        f"a link to {each['url']}" for each in every if not text_of(each.get("url", "https://")).startswith("https://")
    )


def _marked(every: tuple[Object, ...]) -> Iterator[str]:
    for each in every:
        if each.get("type") == "TextBlock":
            yield from could_be_marked(text_of(each["text"]))
        yield from (
            mark for option in objects_in(each.get("choices")) for mark in could_be_marked(text_of(option["title"]))
        )
        if re.search(r"\{\{(DATE|TIME)\(", f"{each.get('text')} {each.get('label')}"):
            yield "a time that is shown otherwise than it was written"


def could_be_marked(text: str) -> Iterator[str]:
    """What Markdown might make of a text."""
    if MARKS & set(text) or "://" in text or "www." in text or re.match(r"\s*([-+]|\d+[.)])", text):
        yield f"{text!r} could be Markdown"


def _rows(every: tuple[Object, ...]) -> Iterator[str]:
    yield from ("a row with too many buttons" for each in every if len(list_of(each.get("actions"))) > MOST_ACTIONS)


def _heavy(card: Object) -> Iterator[str]:
    sent = json.dumps(card, ensure_ascii=False)
    takes = max(len(sent.encode()), len(sent.encode("utf-16-le")))
    if takes > limits.MOST_BYTES:
        yield f"it takes {takes} bytes"


def dialogs(reply: Reply) -> list[Object]:
    """Every part of the reply, as a reader comes to them: from the first on, until nothing leads further."""
    cards: list[Object] = []
    for page in range(1_000):
        card = as_sent(dialog(reply, zone=LONDON, page=page))
        cards.append(card)
        if not any(done(each) == ("page", str(page + 1)) for each in buttons(card)):
            break
    return cards


def buttons(card: Object) -> list[Object]:
    """Every action, in the order of reading; those that are unfolded too."""
    return [each for each in everything_in(card) if text_of(each.get("type")).startswith("Action.") and "data" in each]


def done(action: Object) -> tuple[str, str]:
    """What a button does, and what it is about."""
    ours = object_of(at(action, "data", "esafety"))
    return text_of(ours.get("do")), text_of(ours.get("value"))


def doings(card: Object) -> list[str]:
    """What can be done with a card."""
    return [done(each)[0] for each in buttons(card)]


def carried(card: Object, do: str = "") -> Carried:
    """What the first button of a card carries, or the first that does this."""
    return next(pressed(object_of(each["data"])).carried for each in buttons(card) if do in {"", done(each)[0]})


def kinds(card: Object) -> list[str]:
    """The types of what a card's body holds, from top to bottom."""
    return [text_of(each["type"]) for each in objects_in(card["body"])]


def inputs(card: Object) -> dict[str, Object]:
    """What can be filled in, by its id."""
    found = (each for each in everything_in(card["body"]) if text_of(each.get("type")).startswith("Input."))
    return {text_of(each["id"]): each for each in found}


def read(cards: list[Object]) -> str:
    """Every word that can be read in all the parts, without any space.

    What leads from part to part is left out, and what stands above each further part once more.
    """
    several = len(cards) > 1
    parts = [list_of(card["body"])[: -1 if several else None] for card in cards]
    further = [part[1:] if _is_done(part[:1]) and part[0] in parts[0] else part for part in parts[1:]]
    return squeezed("".join(map(_words, (*parts[:1], *further))))


def _is_done(elements: Sequence[Json]) -> bool:
    """What has just been recorded is bold; a quotation, which looks alike otherwise, is not."""
    return any(object_of(each).get("style") == "emphasis" and '"bolder"' in json.dumps(each) for each in elements)


def squeezed(text: str) -> str:
    """The text without any space, seen or not: what a line break does to it does not matter."""
    return "".join(text.replace("\u2060", "").encode(errors="replace").decode().split())


def _words(value: Json) -> str:
    if isinstance(value, Mapping):
        if text_of(value.get("type")).startswith("Action"):
            return ""
        own = "".join(text_of(value.get(key)) for key in READ if _is_read(value, key))
        return own + "".join(_words(each) for each in value.values() if not isinstance(each, str))
    return "".join(map(_words, list_of(value)))


def _is_read(element: Object, key: str) -> bool:
    """Not which of the choices are marked, and not what is said again above the next box of the same words."""
    if key == "value":
        return element.get("type") == "Input.Text"
    return key != "label" or not text_of(element.get("id")).startswith("copy.")
