"""What opens a dialog, and what somebody does in one. What is stored is stored before Teams hears of it."""

from collections.abc import Mapping

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import Do, case_of, number_of, turn_of, turned, way
from bot.chat.payload import Json, mapping, text
from bot.chat.states import REPLYING, case_of_state, is_state
from bot.teams import ids, teams_words, views
from bot.teams.cards import attachment
from bot.teams.entering import entered_again
from bot.teams.quoting import quoted
from bot.teams.reading import Pressed, pressed
from bot.teams.talk import Sent, Talk
from dialogs import wording
from handlers import guidance
from handlers.reply import Asked, CaseShown, Found, Guided, NoSuchCase, NotTaken, Received, Reply, Said
from handlers.turn import Answered, Left, OpenedHome, Searched, Turn, WantedToChange, WantedToReply, WantedToReport, Who
from handlers.values import Values

Answer = Mapping[str, Json]


async def opened(talk: Talk, sent: Sent) -> Answer:
    """A button of a message: it opens a dialog."""
    data = mapping(mapping(sent.get("value")).get("data"))
    asked = pressed(data)
    action = _known(asked.do)
    who = talk.who(sent)
    turn = turn_of(who, action, asked.value, Carried(), {}) if action else OpenedHome(who)
    reply = await talk.answer(turn)
    return shown(talk, reply, about=case_of(action, asked.value, reply) if action else "")


async def extension_opened(talk: Talk, sent: Sent) -> Answer:
    """A command of the compose box or of a message's menu: it opens a dialog."""
    value, who = mapping(sent.get("value")), talk.who(sent)
    command = text(value.get("commandId"))
    if command == ids.Command.REPORT_MESSAGE:
        turn: Turn = WantedToReport(who, quoted(talk.organisation, mapping(value.get("messagePayload"))))
    else:
        turn = way(command, who)
    return shown(talk, await talk.answer(turn))


async def submitted(talk: Talk, sent: Sent) -> Answer:
    """A button of a dialog: what comes next is shown in its place, and what is wrong beside the field."""
    data = mapping(mapping(sent.get("value")).get("data"))
    done, who = pressed(data), talk.who(sent)
    carried = done.carried
    match done.do:
        case ids.CLOSE:
            return {}
        case ids.KEEP:
            return _kept(talk, await talk.answer(_left(who, done)))
        case ids.FIND:
            return await _found(talk, who, done)
        case ids.ANSWER:
            turn: Turn = Answered(who, carried.draft, carried.screen, done.values, carried.told, carried.version)
            return shown(talk, await talk.answer(turn), draft=carried.draft, answered=done.values)
        case Do.PAGE:
            reply = await _again(talk, who, done)
            return shown(talk, reply, page=number_of(done.value), draft=carried.draft, answered=done.values)
        case _:
            return await _pressed(talk, who, done)


async def _pressed(talk: Talk, who: Who, done: Pressed) -> Answer:
    """Every other button of a dialog."""
    carried = done.carried
    action = _known(done.do)
    turn = turn_of(who, action, done.value, carried, done.values) if action else OpenedHome(who)
    reply = await talk.answer(turn)
    return shown(talk, reply, about=case_of(action, done.value, reply) if action else "", draft=carried.draft)


def shown(
    talk: Talk, reply: Reply, *, page: int = 0, about: str = "", draft: str = "", answered: Values | None = None
) -> Answer:
    """A reply as a dialog. `about` is the case that a short answer is about, `draft` the form that was `answered`."""
    if isinstance(reply, Received):
        about = "" if is_state(draft) else draft
    elif isinstance(reply, Said):
        about = about or case_of_state(draft)
    return _dialog(_title(reply), views.dialog(reply, zone=talk.zone, page=page, about=about, answered=answered))


async def _found(talk: Talk, who: Who, done: Pressed) -> Answer:
    """The screen again, with the options of a field that fit what was typed beside it."""
    carried = done.carried
    reply = await _again(talk, who, done)
    if not isinstance(reply, Asked):
        return shown(talk, reply, draft=carried.draft)
    found = await talk.answer(Searched(who, carried.draft, carried.screen, done.value, done.search))
    options = found if isinstance(found, Found) else Found(())
    return _dialog(_title(reply), views.found(reply, done.value, options, searched=done.search, page=carried.page))


async def _again(talk: Talk, who: Who, done: Pressed) -> Reply:
    """What is in front of them once more. A form that carries its own state is nowhere else, nor what was entered."""
    carried = done.carried
    if not is_state(carried.draft):
        return await turned(talk.answer, who, carried, done.values)
    if carried.draft.startswith(guidance.PREFIX):
        return await talk.answer(Answered(who, carried.draft, carried.screen, done.values, ""))
    turn: Turn = WantedToChange(who, carried.draft, carried.screen, done.values, carried.told)
    if carried.draft.startswith(REPLYING):
        turn = WantedToReply(who, case_of_state(carried.draft))
    return entered_again(await talk.answer(turn), done.values)


def _left(who: Who, done: Pressed) -> Left:
    carried = done.carried
    return Left(who, carried.draft, carried.screen, done.values, carried.version)


def _kept(talk: Talk, reply: Reply) -> Answer:
    """Closes the dialog with a word if what was entered is kept; else it says what became of it."""
    if isinstance(reply, Said) and reply.title == wording.KEPT:
        return {"task": {"type": "message", "value": f"{reply.title}. {teams_words.KEPT_WHAT_NOW}"}}
    return shown(talk, reply)


def _dialog(title: str, card: Mapping[str, Json]) -> Answer:
    value: dict[str, Json] = {"title": title, "height": "large", "width": "medium", "card": attachment(card)}
    return {"task": {"type": "continue", "value": value}}


def _title(reply: Reply) -> str:
    match reply:
        case Asked():
            return reply.heading.strip() or words.REPORT
        case Received() | NotTaken():
            return words.REPORT
        case CaseShown() | NoSuchCase():
            return words.CASE
        case Guided():
            return words.ASK
        case _:
            return words.BOT


def _known(action: str) -> Do | None:
    return next((each for each in Do if each == action), None)
