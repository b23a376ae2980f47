"""What Teams would not take, or this bot never sends: every message, card and answer is held against this.

Each function names everything that is wrong, and nothing when all is well. `typed` is what people have entered.
Sources: learn.microsoft.com/microsoftteams/platform, "Format your bot messages", "Cards", "Dialogs".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.fakes import teams_schema
from tests.fakes.slack_json import Json, Object, at, everything_in, list_of, object_of, objects_in, text_of, written
from tests.fakes.teams_cards import CARD

LARGEST = 80_000
"""Bytes of a message, or of an answer, with everything around the card: Teams counts them as UTF-16."""
MOST_ACTIONS = 6
"""Buttons in one row of them: Teams shows no more."""
SHORTEST = 8
"""Characters of what somebody entered that can be told from anybody's words."""
A_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
DIALOGS = frozenset({"task/fetch", "task/submit", "composeExtension/fetchTask", "composeExtension/submitAction"})
SIZES = frozenset({"small", "medium", "large"})


def of_message(activity: Object, typed: Sequence[str] = ()) -> tuple[str, ...]:
    """What is wrong with a message that is posted, or that is put in the place of one."""
    return tuple(_message(activity, typed))


def of_answer(name: str, body: Object, typed: Sequence[str] = ()) -> tuple[str, ...]:
    """What is wrong with the answer to an invoke activity of that name."""
    if name not in DIALOGS:
        return tuple(_in_the_place_of_a_card(body, typed))
    return tuple(_dialog(body, typed, must_show=name.endswith(("/fetch", "/fetchTask"))))


def of_card(card: Object, typed: Sequence[str] = ()) -> tuple[str, ...]:
    """What is wrong with a card, wherever it stands."""
    return tuple(_card(card, typed))


def weight(value: Object) -> int:
    """How many bytes Teams counts."""
    text = written(value)
    return max(len(text.encode(errors="replace")), len(text.encode("utf-16-le", errors="replace")))


def _message(activity: Object, typed: Sequence[str]) -> Iterator[str]:
    if activity.get("type") != "message":
        yield f"message: this bot posts none of the type {activity.get('type')!r}"
    if activity.get("text"):
        yield "message.text: text beside a card is split from it, and the id to change it by is lost"
    if len(list_of(activity.get("attachments"))) != 1:
        yield "message.attachments: one card is wanted"
    if not text_of(activity.get("summary")).strip():
        yield "message.summary: it stands in notifications, and it is missing"
    yield from _private("message.summary", text_of(activity.get("summary")), typed)
    yield from _large("message", activity)
    if activity.get("entities"):
        yield "message.entities: this bot mentions nobody"
    for attachment in objects_in(activity.get("attachments")):
        yield from _attachment(attachment, typed)


def _dialog(body: Object, typed: Sequence[str], *, must_show: bool) -> Iterator[str]:
    task = object_of(body.get("task"))
    for key in sorted(body.keys() - {"task"}):
        yield f"dialog.{key}: this bot answers nothing else"
    yield from _large("dialog", body)
    match task.get("type"):
        case "continue":
            yield from _shown(object_of(task.get("value")), typed)
        case "message" if text_of(task.get("value")).strip():
            yield from _private("dialog", text_of(task.get("value")), typed)
        case None if not body and not must_show:
            return
        case other:
            yield f"dialog.task: {other!r} shows nothing"


def _shown(value: Object, typed: Sequence[str]) -> Iterator[str]:
    for key in sorted(value.keys() - {"title", "height", "width", "card"}):
        yield f"dialog.task.value.{key}: there is no such part, or it shows a page of the web"
    if not text_of(value.get("title")).strip():
        yield "dialog.task.value.title: it is missing"
    yield from _private("dialog.task.value.title", text_of(value.get("title")), typed)
    for side in ("height", "width"):
        if value.get(side) not in SIZES and not isinstance(value.get(side), int):
            yield f"dialog.task.value.{side}: a number or {sorted(SIZES)}"
    card = object_of(value.get("card"))
    yield from _attachment(card, typed)
    for each in everything_in(card.get("content")):
        if text_of(each.get("type")) == "Action.Execute":
            yield "dialog: Action.Execute does nothing in a dialog"
        if text_of(each.get("type")) == "Action.Submit" and at(each, "data", "msteams") is not None:
            yield "dialog: a button of a dialog opens no other"


def _in_the_place_of_a_card(body: Object, typed: Sequence[str]) -> Iterator[str]:
    yield from _large("answer", body)
    match body.get("type"):
        case "application/vnd.microsoft.card.adaptive":
            yield from _card(object_of(body.get("value")), typed)
        case "application/vnd.microsoft.activity.message" if text_of(body.get("value")).strip():
            yield from _private("answer", text_of(body.get("value")), typed)
        case other:
            yield f"answer.type: {other!r} shows nothing"
    if body.get("statusCode") != 200:
        yield f"answer.statusCode: {body.get('statusCode')!r}"


def _attachment(attachment: Object, typed: Sequence[str]) -> Iterator[str]:
    if attachment.get("contentType") != CARD:
        yield f"attachment.contentType: {attachment.get('contentType')!r} is no Adaptive Card"
    yield from _card(object_of(attachment.get("content")), typed)


def _card(card: Object, typed: Sequence[str]) -> Iterator[str]:
    yield from (f"card: {fault}" for fault in teams_schema.faults(card))
    ids = Counter(text_of(each["id"]) for each in everything_in(card) if text_of(each.get("id")))
    yield from (f"card: the id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for each in everything_in(card):
        if len(list_of(each.get("actions"))) > MOST_ACTIONS:
            yield f"card: {len(list_of(each.get('actions')))} buttons in a row, at most {MOST_ACTIONS} are shown"
        if text_of(each.get("type")) == "Action.ShowCard" and _inputs(each):
            yield "card: what is entered in a part that unfolds is not sent with the buttons outside it"
        if each.get("isRequired") is True:
            yield "card: isRequired would hold people back, and make Back impossible"
        for words in _interpreted(each):
            yield from _private(f"card: {each.get('type')}", words, typed)
            if A_LINK.search(words):
                yield f"card: {each.get('type')}: {words!r} becomes a link"


def _interpreted(element: Object) -> Iterator[str]:
    """The words of an element in which Teams reads marks: what stands there may become bold, or a link."""
    match text_of(element.get("type")):
        case "TextBlock":
            yield text_of(element.get("text"))
        case "FactSet":
            yield from (
                text_of(each.get(key)) for each in objects_in(element.get("facts")) for key in ("title", "value")
            )
        case "Input.ChoiceSet":
            yield from (text_of(each.get("title")) for each in objects_in(element.get("choices")))
            yield text_of(element.get("label"))
        case "Input.Toggle":
            yield from (text_of(element.get("title")), text_of(element.get("label")))
        case "Action.OpenUrl":
            yield text_of(element.get("url"))
        case _:
            yield text_of(element.get("label"))


def _private(where: str, words: str, typed: Sequence[str]) -> Iterator[str]:
    if any(len(each.strip()) >= SHORTEST and each.strip() in words for each in typed):
        yield f"{where}: what somebody entered stands where marks are read, or in a heading"


def _inputs(value: Json) -> bool:
    return any(text_of(each.get("type")).startswith("Input.") for each in everything_in(value))


def _large(what: str, value: Object) -> Iterator[str]:
    if weight(value) >= LARGEST:
        yield f"{what}: {weight(value)} bytes, less than {LARGEST} are wanted"
