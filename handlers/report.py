"""Somebody writes a report: it is started, gone on with, gone back in, sent.

Every turn is one transaction, and the draft is loaded inside it, so a repeated or stale click is answered with where
the person really is. What they read is made after the transaction has been committed.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from dialogs import walk, wording
from dialogs.alerts import Kind
from dialogs.escalation import not_sent
from dialogs.forms import Answers, LongText, Purpose, Screen, holds
from handlers import drafting
from handlers.desk import Desk
from handlers.people import told_keys
from handlers.receiving import alert_now, no_reader_left, received_again, send
from handlers.reply import Found, Reply, Said
from handlers.screens import Standing, asked, named_in, version_of
from handlers.turn import Answered, Discarded, Left, Resumed, Searched, WantedToChange, WantedToReport, WentBack
from handlers.values import Values
from storage import audit, drafts, outbox
from storage.database import Transaction
from storage.failures import StorageFailed

LATELY = 3
"""Drafts among which words that came along are looked for: a platform sends again what it sent a moment ago."""


async def start(desk: Desk, turn: WantedToReport) -> Reply:
    """Shows the first screen. Only words that came along are stored, so this works even while the database does not."""
    at = drafting.new(desk, turn.who, desk.randomness.identifier())
    remark = ""
    if turn.account:
        at = drafting.with_typed(at, _account(at, turn.account))
        try:
            async with desk.database.transaction() as tx:
                at = await _once(tx, at)
        except StorageFailed as fault:
            desk.failed(fault)
            remark = wording.NOT_KEPT
    return asked(at, at.form.screens[0], remark=remark)


async def _once(tx: Transaction, at: Standing) -> Standing:
    """The draft with words that came along. The same words that come again, and were not gone on with, are the same."""
    for kept in await drafts.of_person(tx, at.draft.person, at.now, LATELY):
        if (kept.typed, kept.answers, kept.policy) == (at.draft.typed, {}, at.draft.policy):
            return replace(at, draft=kept)
    await drafts.save(tx, at.draft)
    return at


def _account(at: Standing, words: str) -> Answers:
    """Words that came along, as they stand in the form's account until its writer changes them."""
    meant = at.policy.reporting.meanings.account
    fields = [field for screen in at.form.screens for field in screen.fields if field.id in meant]
    texts = [field for field in fields if isinstance(field, LongText)]
    return {field.id: wording.shortened(words, field.limit) for field in texts[-1:]}


async def resume(desk: Desk, turn: Resumed) -> Reply:
    """Goes on with a draft where it stands."""
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, turn.who, turn.draft)
        if at is None:
            return _gone()
        if at.draft.sent:
            return await received_again(desk, tx, at.draft)
        return asked(at, at.place)


async def answer(desk: Desk, turn: Answered) -> Reply:
    """Takes the answers to a screen, and shows the next one, or sends."""
    async with desk.database.transaction() as tx:
        stored = await drafting.find(desk, tx, turn.who, turn.draft)
        at = stored or await drafting.first_answer(desk, tx, turn)
        if at is None:
            return _gone()
        if at.draft.sent:
            return await received_again(desk, tx, at.draft)
        screen = at.form.screen(turn.screen)
        if screen is None or screen not in walk.path(at.form, at.draft.answers):
            return await _off_the_path(tx, at, screen, turn)
        if stored is not None and _is_late(at, screen, turn.version):
            return _late(at, screen, turn)
        reply = await _reply(desk, tx, at, screen, turn)
    if screen.purpose is not Purpose.ASK:  # else nothing is due yet
        desk.wake()
    return reply


def _is_late(at: Standing, screen: Screen, version: str) -> bool:
    """Whether the draft was changed after the screen was shown. It is never too late to say that there is danger."""
    return version not in {"", version_of(at.draft)} and screen.purpose is not Purpose.ALERT_NOW


def _late(at: Standing, screen: Screen, turn: Answered) -> Reply:
    """An answer that has come before is taken already; any other is shown again, and its person decides."""
    read = walk.reply(screen, at.draft.answers, turn.values, at.options_on(screen))
    taken = isinstance(read, walk.Accepted) and read.answers == at.draft.answers
    if taken and screen.purpose is Purpose.ASK:
        return asked(at, at.place)
    return _to_look_at(at, screen, turn.values)


def _to_look_at(at: Standing, screen: Screen, values: Values) -> Reply:
    """The screen with what was entered there. Nothing of it is stored yet."""
    return asked(drafting.entered(at, screen, values), screen, remark=wording.LOOK_AGAIN)


async def back(desk: Desk, turn: WentBack) -> Reply:
    """Shows the screen before this one, and keeps what was entered here."""
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, turn.who, turn.draft)
        if at is None or at.draft.sent:
            return _gone() if at is None else await received_again(desk, tx, at.draft)
        screen = at.form.screen(turn.screen)
        before = walk.before(at.form, at.draft.answers, turn.screen)
        if screen is not None:
            at = await drafting.kept(tx, drafting.entered(at, screen, turn.values))
        return asked(at, before or at.place)


async def leave(desk: Desk, turn: Left) -> Reply:
    """Keeps what stands in a screen that is not answered yet. What comes too late, after an answer, changes nothing."""
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, turn.who, turn.draft)
        if at is None or at.draft.sent:
            return _gone() if at is None else await received_again(desk, tx, at.draft)
        screen = at.form.screen(turn.screen)
        if screen is not None and turn.version not in {"", version_of(at.draft)}:
            return _to_look_at(at, screen, turn.values)
        if screen is not None:
            emptied = {field for field, given in turn.values.items() if not any(given)}
            typed = {field: given for field, given in at.draft.typed.items() if field not in emptied}
            # The draft is as old as it was, so that what is typed next is not too late.
            await drafts.save(tx, replace(at.draft, typed={**typed, **walk.kept(screen, turn.values)}))
    return Said(wording.KEPT, (wording.KEPT_WHAT_NOW,))


async def search(desk: Desk, turn: Searched) -> Reply:
    """The options of a field that fit what was typed. What is not there has none."""
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, turn.who, turn.draft) or drafting.new(desk, turn.who, turn.draft)
    screen = at.form.screen(turn.screen)
    fields = screen.fields if screen is not None else ()
    return Found(walk.found(fields, turn.field, turn.text, at.options))


async def change(desk: Desk, turn: WantedToChange) -> Reply:
    """Shows a screen that was answered before. The next answer leads back to where the draft stands."""
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, turn.who, turn.draft)
        if at is None or at.draft.sent:
            return _gone() if at is None else await received_again(desk, tx, at.draft)
        screens = walk.path(at.form, at.draft.answers)
        entered = {field: given for each in screens for field, given in walk.kept(each, turn.values).items()}
        at = await drafting.kept(tx, drafting.with_typed(at, {**at.draft.typed, **entered}))
        screen = next((each for each in screens if each.id == turn.screen), at.place)
        return asked(at, screen)


async def discard(desk: Desk, turn: Discarded) -> Reply:
    """Throws a draft away. What has been sent of it stays sent."""
    async with desk.database.transaction() as tx:
        at = await drafting.find(desk, tx, turn.who, turn.draft)
        if at is None:
            return _gone()
        if at.draft.sent:
            return await received_again(desk, tx, at.draft)
        await outbox.cancel(tx, frozenset(Kind), draft_id=at.draft.id)
        await drafts.discard(tx, at.draft.id)
        if at.case is not None:
            await audit.append(tx, at.case.id, at.now, turn.who.key, "the rest thrown away")
            return Said(wording.DISCARDED_REST, (wording.already_told(at.case.reference),))
    return Said(wording.DISCARDED, ())


async def _off_the_path(tx: Transaction, at: Standing, screen: Screen | None, turn: Answered) -> Reply:
    """A page from before another answer was changed. What was entered there is kept, and nothing of it was sent."""
    if screen is None:
        return asked(at, at.place, remark=wording.MEANWHILE)
    at = await drafting.kept(tx, drafting.entered(at, screen, turn.values))
    return asked(
        at, at.place, remark=wording.LINE_NOT_SENT if screen.purpose is Purpose.ALERT_NOW else wording.MEANWHILE
    )


async def _reply(desk: Desk, tx: Transaction, at: Standing, screen: Screen, turn: Answered) -> Reply:
    read = walk.reply(screen, at.draft.answers, turn.values, at.options_on(screen))
    if isinstance(read, walk.NotUnderstood):
        at = drafting.entered(at, screen, turn.values)
        await drafts.save(tx, at.draft)  # as old as it was: what is typed to mend it is not too late
        return asked(at, screen, problems=read.problems)
    answers = {key: value for key, value in read.answers.items() if key in {field.id for field in screen.fields}}
    match screen.purpose:
        case Purpose.ASK:
            return await _go_on(desk, tx, drafting.accepted(at, screen, read.answers))
        case Purpose.ALERT_NOW | Purpose.REVIEW:
            pending = drafting.with_typed(at, {**at.draft.typed, **answers})
            return await _confirm(
                desk, tx, pending, drafting.accepted(at, screen, read.answers), _Shown(screen, turn.told)
            )
        case _:
            assert_never(screen.purpose)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The screen that was answered, and whom it said it would tell."""

    screen: Screen
    told: str


async def _confirm(desk: Desk, tx: Transaction, pending: Standing, accepted: Standing, shown: _Shown) -> Reply:
    """Sends, unless nobody is left who may read it, a screen is still open, or somebody would be told unannounced."""
    keys = told_keys(accepted.assessment, desk.organisation, accepted.now)
    if not keys:
        await drafting.kept(tx, pending)
        return no_reader_left(desk, accepted)
    if not named_in(shown.told, keys):
        pending = await drafting.kept(tx, pending)
        return asked(pending, shown.screen, remark=wording.TOLD_CHANGED)
    if shown.screen.purpose is Purpose.ALERT_NOW:
        accepted = await alert_now(desk, tx, accepted)
        return await _go_on(desk, tx, accepted)
    if pending.place is not shown.screen:
        pending = await drafting.kept(tx, pending)
        return asked(pending, pending.place, remark=wording.MEANWHILE)
    return await send(desk, tx, accepted)


async def _go_on(desk: Desk, tx: Transaction, at: Standing) -> Reply:
    """Keeps the answers and shows where the draft stands now."""
    at = await drafting.kept(tx, at)
    if holds(at.policy.reporting.danger_now, at.answers) and not at.draft.case:
        await outbox.forget(tx, {Kind.NOT_SENT}, draft_id=at.draft.id)  # a reminder that came already may come again
        for owed in not_sent(at.draft.id, at.policy.reporting.remind_after, desk.organisation, at.now):
            await outbox.owe(tx, owed)
    return asked(at, at.place)


def _gone() -> Reply:
    return Said(wording.NO_SUCH_DRAFT, (wording.NO_SUCH_DRAFT_WHAT_NOW,))
