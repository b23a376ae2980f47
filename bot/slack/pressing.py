"""What buttons do: in a message or on the Home tab they open a modal, in a modal they change it."""

from bot.chat.carried import Carried
from bot.chat.doing import Do, about_case, case_of, number_of, turn_of, turned
from bot.chat.payload import mapping, text
from bot.chat.states import REPLYING, case_of_state
from bot.slack import limits
from bot.slack.ids import Callback
from bot.slack.modals import about, passing, read, typed
from bot.slack.talk import Body, Talk
from handlers.reply import Reply
from handlers.turn import Discarded, WantedToChange, WantedToReply


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
        reply = await _turned(talk, body)
    else:
        reply = await talk.answer(turn_of(who, action, value, carried, values))
    subject = case_of(action, value, reply) or about(reply, body)
    shown = talk.modal(reply, page=number_of(value) if action is Do.PAGE else 0, about=subject)
    view = mapping(body.get("view"))
    await talk.api.update_view(text(view.get("id")), shown, text(view.get("hash")))


async def _turned(talk: Talk, body: Body) -> Reply:
    """Another part of what is looked at. A form that is kept nowhere is never begun anew, or turned into a report."""
    who, (carried, values) = talk.who(body), read(body)
    if passing(body) and carried.draft.startswith(REPLYING):
        return await talk.answer(WantedToReply(who, case_of_state(carried.draft)))
    if passing(body):
        return await talk.answer(WantedToChange(who, carried.draft, carried.screen, values, carried.told))
    return await turned(talk.answer, who, carried, values)


async def _on_home(talk: Talk, body: Body, action: Do, value: str) -> None:
    if action is Do.DISCARD:
        await talk.answer(Discarded(talk.who(body), value))
    await talk.publishes(body, page=number_of(value) if action is Do.PAGE else 0)


async def _elsewhere(talk: Talk, body: Body, action: Do, value: str) -> None:
    turn = turn_of(talk.who(body), action, value, Carried(), {})
    instead = await talk.opens(body, turn, about=about_case(action, value))
    if instead is not None:
        await talk.says(body, instead)


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
