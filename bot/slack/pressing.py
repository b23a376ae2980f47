"""What buttons do: in a message or on the Home tab they open a modal, in a modal they change it."""

from bot.slack import limits
from bot.slack.commands import way
from bot.slack.ids import Callback, Do
from bot.slack.modals import read, typed
from bot.slack.people import mapping, text
from bot.slack.reading import Metadata
from bot.slack.talk import Body, Talk
from handlers.reply import CaseShown, NoSuchCase, Received, Reply, Said
from handlers.turn import (
    Acknowledged,
    CannotTake,
    Discarded,
    OpenedCase,
    OpenedHome,
    Resumed,
    Turn,
    Values,
    WantedToChange,
    WantedToReport,
    WentBack,
    Who,
)

ABOUT_A_CASE = frozenset({Do.ACKNOWLEDGE, Do.CANNOT_TAKE, Do.OPEN})


async def pressed(talk: Talk, body: Body) -> None:
    """Somebody pressed a button, wherever it stood. One that we do not know does nothing."""
    action, value = _action(body)
    view = mapping(body.get("view"))
    match text(view.get("type")):
        case "modal" if action is None and text(view.get("callback_id")) == Callback.SCREEN:
            await typed(talk, body)
        case _ if action is None:
            pass
        case "modal":
            await _in_a_modal(talk, body, action, value)
        case "home" if action in {Do.PAGE, Do.DISCARD, Do.MENU}:
            await _on_home(talk, body, action, value)
        case _:
            await _elsewhere(talk, body, action, value)


async def _in_a_modal(talk: Talk, body: Body, action: Do, value: str) -> None:
    who, (carried, values) = talk.who(body), read(body)
    if action is Do.PAGE:
        reply = await _turned(talk, who, carried, values)
    else:
        reply = await talk.answer(_turn(who, action, value, carried, values))
    about = value if action in ABOUT_A_CASE and not isinstance(reply, CaseShown | NoSuchCase) else ""
    about = carried.draft if isinstance(reply, Received) else about
    shown = talk.modal(reply, page=_number(value) if action is Do.PAGE else 0, about=about)
    view = mapping(body.get("view"))
    await talk.api.update_view(text(view.get("id")), shown, text(view.get("hash")))


async def _turned(talk: Talk, who: Who, carried: Metadata, values: Values) -> Reply:
    """What is looked at, again, to see another part of it. A first screen is stored nowhere: it begins anew.

    What only could not be shown now is said, with the way back to it: nobody is to think that it is gone.
    """
    if carried.case:
        return await talk.answer(OpenedCase(who, carried.case))
    if carried.screen:
        reply = await talk.answer(WantedToChange(who, carried.draft, carried.screen, values))
        gone = isinstance(reply, Said) and not reply.resume
        return await talk.answer(WantedToReport(who)) if gone else reply
    return await talk.answer(Resumed(who, carried.draft) if carried.draft else OpenedHome(who))


async def _on_home(talk: Talk, body: Body, action: Do, value: str) -> None:
    if action is Do.DISCARD:
        await talk.answer(Discarded(talk.who(body), value))
    await talk.publishes(body, page=_number(value) if action is Do.PAGE else 0)


async def _elsewhere(talk: Talk, body: Body, action: Do, value: str) -> None:
    turn = _turn(talk.who(body), action, value, Metadata(), {})
    about = value if action in ABOUT_A_CASE else ""
    instead = await talk.opens(body, turn, about=about)
    if instead is not None:
        await talk.says(body, instead)


def _turn(who: Who, action: Do, value: str, carried: Metadata, values: Values) -> Turn:
    match action:
        case Do.BACK:
            return WentBack(who, carried.draft, carried.screen, values)
        case Do.CHANGE:
            return WantedToChange(who, carried.draft, value, values)
        case Do.DISCARD:
            return Discarded(who, value)
        case Do.RESUME:
            return Resumed(who, value)
        case Do.OPEN:
            return OpenedCase(who, value)
        case Do.ACKNOWLEDGE:
            return Acknowledged(who, value)
        case Do.CANNOT_TAKE:
            return CannotTake(who, value)
        case _:
            return way(action, who)


def _action(body: Body) -> tuple[Do | None, str]:
    """Which button it was, and what it is about. What follows a colon only tells two of a kind apart.

    A value that is longer than any of ours is as good as none.
    """
    actions = body.get("actions")
    first = mapping(actions[0]) if isinstance(actions, list) and actions else {}
    name = text(first.get("action_id")).partition(":")[0]
    known = next((each for each in Do if each == name), None)
    value = text(first.get("value"))
    return known, value if len(value) <= limits.BUTTON_VALUE else ""


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0  # noqa: PLR2004 - no view has more parts
