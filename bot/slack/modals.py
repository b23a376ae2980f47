"""What somebody does in a modal: submits it, closes it, searches in it. What is stored is stored before Slack hears."""

from collections.abc import Collection

from bot.chat.carried import Carried
from bot.chat.payload import mapping, text
from bot.chat.states import case_of_state
from bot.slack import views
from bot.slack.blocks import Payload
from bot.slack.fields import can_be_answered, options_found
from bot.slack.ids import Callback
from bot.slack.reading import metadata, places_of, values_of
from bot.slack.talk import Body, Talk
from bot.slack.typed import fits
from dialogs import wording_cases
from handlers.reply import Asked, Found, Received, Reply
from handlers.turn import Answered, Left, Searched
from handlers.values import Values

POINTING = frozenset({"", wording_cases.NOT_RECORDED})
"""Remarks that only point at what is wrong, or none: where that stands beside the fields, the form stays as it is."""


async def submitted(talk: Talk, body: Body) -> Payload:
    """A screen was answered: what comes next is shown in its place, and what is wrong beside the field."""
    carried, values = read(body)
    talk.typed.taken(*_form(talk, body))
    reply = await talk.answer(Answered(talk.who(body), carried.draft, carried.screen, values, carried.told))
    places = places_of(mapping(mapping(body.get("view")).get("state")))
    if isinstance(reply, Asked) and _only_problems(reply, carried, places):
        beside = views.errors(reply, places)
        if beside:
            return {"response_action": "errors", "errors": beside}
    return {"response_action": "update", "view": talk.modal(reply, about=about(reply, body))}


def about(reply: Reply, body: Body) -> str:
    """What the answer to a view is about: the draft that was received, or the case that its form was about."""
    carried, _ = read(body)
    if passing(body):
        return case_of_state(carried.draft)
    return carried.draft if isinstance(reply, Received) else ""


def passing(body: Body) -> bool:
    """Whether the view is a form of which nothing may be kept before it is sent."""
    return text(mapping(body.get("view")).get("callback_id")) == Callback.PASSING


async def typed(talk: Talk, body: Body) -> None:
    """Somebody types in a screen: it is remembered, and stored every few seconds. What they emptied is so too."""
    _, values = read(body)
    if talk.typed.is_due(*_form(talk, body), values):
        await _keep(talk, body, values)


async def closed(talk: Talk, body: Body) -> None:
    """A screen was closed: what was entered is kept, as far as Slack has said it.

    Slack does not promise what a form that is closed holds: nothing that was typed is emptied by that.
    """
    if passing(body):
        return
    _, values = read(body)
    before = talk.typed.taken(*_form(talk, body))
    in_the_end = {field: given for field, given in values.items() if given}
    await _keep(talk, body, {**before, **(in_the_end if fits(values) else {})})


async def _keep(talk: Talk, body: Body, values: Values) -> None:
    carried, _ = read(body)
    if carried.draft and carried.screen and values:
        await talk.answer(Left(talk.who(body), carried.draft, carried.screen, values, carried.version))


def _form(talk: Talk, body: Body) -> tuple[str, str]:
    """Whose form it is, and the id of its view."""
    return talk.who(body).key, text(mapping(body.get("view")).get("id"))


async def searched(talk: Talk, body: Body) -> Payload:
    """Somebody types to find an option."""
    carried, _ = read(body)
    field, typed = text(body.get("action_id")), text(body.get("value"))
    reply = await talk.answer(Searched(talk.who(body), carried.draft, carried.screen, field, typed))
    return options_found(reply if isinstance(reply, Found) else Found(()))


def read(body: Body) -> tuple[Carried, Values]:
    """What the view of a payload carried, and what is entered in it."""
    view = mapping(body.get("view"))
    return metadata(view), values_of(mapping(view.get("state")))


def _only_problems(reply: Asked, carried: Carried, places: Collection[str]) -> bool:
    """Whether the same screen comes back for nothing but what was entered in it, with the same fields."""
    same = (reply.draft, reply.screen) == (carried.draft, carried.screen)
    fields = {field.id for field in reply.fields if can_be_answered(field)}
    return same and fields == set(places) and bool(reply.problems) and reply.remark in POINTING
