"""Somebody who handles cases asks that one is opened to them, and a second person agrees, or not now.

Everything that is answered here is the same whether or not there is such a case, and whoever must not know of it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dialogs import access
from dialogs import wording_letting_in as words
from dialogs.alerts import Button, Press
from dialogs.casework.record import Detail
from dialogs.forms import ChooseOne, LongText, ShortText, Tone
from dialogs.typed import shown
from handlers.breaking_glass import let_in
from handlers.casework.forms import TaskForm, read
from handlers.desk import Desk
from handlers.own_form import filled, own_form, written
from handlers.reply import Asked, NoSuchCase, Reply, Said, Told
from handlers.turn import Answered, WantedToBeLetIn, WantedToChange
from handlers.values import Values
from storage import audit, letting_in
from storage.database import Transaction
from storage.letting_in import Request

PREFIX = "g."
ASKING, AGREEING = "let-in", "agree"
"""The screens of the two forms."""

ASKED, AGREED, DID_NOT_AGREE = "asked to be let in", "agreed to let in", "did not agree to let in"
OUTCOME = "outcome"

MOST_PENDING = 3
"""Requests of one person at a time: a further one takes the place of their oldest."""

ASK = TaskForm(
    words.ASK_TITLE,
    (
        ShortText(Detail.REFERENCE, words.REFERENCE, words.REFERENCE_HINT, words.MOST_REFERENCE, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_HINT, words.MOST_WHY, required=True),
    ),
    words.ASK_SUBMIT,
    said=(words.RING_FIRST, words.ASK_SAID),
)
AGREE = TaskForm(
    words.AGREE_HEADING,
    (ChooseOne(Detail.HOW, words.DO_YOU_AGREE, "", words.AGREEING, required=True),),
    words.AGREE_SUBMIT,
    said=(words.MAKE_SURE, words.RECORDED),
)

REFERENCE = re.compile(r"(?:ES)?([0-9A-Z]{6})")


async def pending(desk: Desk, tx: Transaction, person: str) -> tuple[Button, ...]:
    """A button for each request that this person can agree to."""
    return tuple(
        Button(Press.LET_IN, words.asks(desk.organisation.name_of(each.asker), each.reference), each.id)
        for each in await letting_in.pending(tx, desk.clock.now())
        if _can_agree(each, person) and person not in each.agreed
    )


async def ask(desk: Desk, turn: WantedToBeLetIn) -> Reply:
    """The form that asks for it; or the one that asks whether a second person agrees. Raises StorageFailed."""
    if not access.handles(turn.who.key, desk.policy, desk.organisation):
        return NoSuchCase()
    if not turn.request:
        return _drawn(f"{PREFIX}{desk.randomness.identifier()}", ASKING)
    async with desk.database.transaction() as tx:
        request = await letting_in.lock(tx, turn.request, desk.clock.now())
    if request is None or not _can_agree(request, turn.who.key):
        return Said(words.OVER, (words.OVER_WHAT,))
    return _of_request(desk, request)


async def answer(desk: Desk, turn: Answered) -> Reply:
    """Writes down what is asked, or whether somebody agrees. Raises StorageFailed."""
    if not access.handles(turn.who.key, desk.policy, desk.organisation):
        return NoSuchCase()
    return await (_agree if turn.screen == AGREEING else _ask)(desk, turn)


async def look(desk: Desk, turn: WantedToChange) -> Reply:
    """The form again, with what was entered. Raises StorageFailed."""
    about = turn.draft.removeprefix(PREFIX) if turn.screen == AGREEING else ""
    again = await ask(desk, WantedToBeLetIn(turn.who, about))
    if not isinstance(again, Asked):
        return again
    return replace(filled(again, written(turn.values)), draft=turn.draft)


def not_saved(turn: Answered | WantedToChange, remark: str) -> Asked:
    """The form again with what was entered. It needs no database. `remark` says that it is not kept, or is empty."""
    return replace(_drawn(turn.draft, turn.screen, turn.values), remark=remark)


async def _ask(desk: Desk, turn: Answered) -> Reply:
    given, problems = read(ASK, turn.values)
    reference = _reference(given.get(Detail.REFERENCE, ""))
    if not problems and not reference:
        problems = {Detail.REFERENCE.value: words.REFERENCE_WRONG}
    if problems:
        return _drawn(turn.draft, ASKING, turn.values, problems)
    now, who = desk.clock.now(), turn.who.key
    async with desk.database.transaction() as tx:
        request_id = letting_in.id_of(tx, turn.draft, who, reference, given[Detail.WHY])
        await _remember(tx, Request(request_id, who, reference, given[Detail.WHY], now))
    return Said(words.OPEN_ONE, (words.ASKED,))


async def _remember(tx: Transaction, request: Request) -> None:
    """Keeps it, once however often it is sent, in place of what the same person asked for before."""
    known = await letting_in.pending(tx, request.asked)
    if any(each.id == request.id for each in known):
        return
    theirs = [each for each in known if each.asker == request.asker]
    others = [each for each in theirs if each.reference != request.reference]
    kept = others[: MOST_PENDING - 1]
    await letting_in.remove(tx, [request.id, *(each.id for each in theirs if each not in kept)])
    await letting_in.add(tx, request)
    await _record(tx, request, request.asked, request.asker, ASKED)


async def _agree(desk: Desk, turn: Answered) -> Reply:
    given, problems = read(AGREE, turn.values)
    now, second = desk.clock.now(), turn.who.key
    async with desk.database.transaction() as tx:
        request = await letting_in.lock(tx, turn.draft.removeprefix(PREFIX), now)
        if request is None or not _can_agree(request, second):
            return Said(words.OVER, (words.OVER_WHAT,))
        if problems:
            return replace(_of_request(desk, request), problems=problems)
        if second in request.agreed:
            return _agreed(desk, request)
        if given[Detail.HOW] != words.AGREES:
            await _record(tx, request, now, second, DID_NOT_AGREE)
            return Said(words.NOT_NOW_TITLE, (words.NOT_NOW_WHAT,))
        await letting_in.change(tx, replace(request, agreed=request.agreed | {second}))
        outcome = await let_in(desk, tx, request, second)
        await _record(tx, request, now, second, AGREED, {OUTCOME: outcome.value})
    desk.wake()
    return _agreed(desk, request)


async def _record(  # noqa: PLR0917 -- as an entry of the audit
    tx: Transaction, request: Request, at: datetime, person: str, what: str, more: Mapping[str, str] = audit.NOTHING
) -> None:
    """Into the system's chain: no case's says who asked for it in vain.

    Not why: what is said there outlasts every case, and the reason may name somebody. If it is opened, its own says it.
    """
    detail = {"request": request.id, Detail.REFERENCE.value: request.reference, **more}
    await audit.append(tx, audit.SYSTEM, at, person, what, detail)


def _can_agree(request: Request, person: str) -> bool:
    """Nobody agrees alone."""
    return request.asker != person


def _agreed(desk: Desk, request: Request) -> Said:
    return Said(words.AGREED_TITLE, (words.agreed(desk.organisation.name_of(request.asker)),))


def _of_request(desk: Desk, request: Request) -> Asked:
    """Who asks for which case and why, and whether this person agrees."""
    title = words.asks(desk.organisation.name_of(request.asker), request.reference)
    form = _drawn(f"{PREFIX}{request.id}", AGREEING)
    why = Told(words.because(shown(request.why)), Tone.CALM, ())
    return replace(form, title=title, notices=(why, *form.notices))


def _drawn(draft: str, screen: str, values: Values | None = None, problems: Mapping[str, str] | None = None) -> Asked:
    """A form of the two, with what was entered and what is wrong with it."""
    agreeing = screen == AGREEING
    form, heading = (AGREE, words.AGREE_HEADING) if agreeing else (ASK, words.HEADING)
    asked = own_form(draft, AGREEING if agreeing else ASKING, form.title, form.fields, form.submit, heading=heading)
    notices = tuple(Told(text, Tone.CALM, ()) for text in form.said)
    return replace(filled(asked, written(values or {})), notices=notices, problems=problems or {}, staff=True)


def _reference(written: str) -> str:
    """A reference as it is stored, however it was typed; empty if it cannot be one."""
    found = REFERENCE.fullmatch("".join(filter(str.isalnum, written.upper())))
    return f"ES-{found[1]}" if found else ""
