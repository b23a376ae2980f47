"""What closing a case, and opening it again, does to the case, to what is owed of it, and to whoever told us."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from dialogs import access, wording
from dialogs.alerts import WHILE_NOBODY_HAS_IT, WHILE_OPEN, Kind
from dialogs.casework.plan import STILL_TO_DO
from dialogs.casework.record import Act, Detail, Entry
from dialogs.forms import Option
from handlers.casework.at import At
from handlers.casework.handing import in_their_hands
from handlers.casework.news import say_who_has_it, tell_changed, tell_reporter
from handlers.recording import FORM, OPENED, forget_when, moment, note
from handlers.subjects import is_named
from storage import cases, concerns, outbox
from storage.concerns import State
from storage.failures import SealBroken


async def end(at: At) -> None:
    """It is closed: nobody is owed anything more of it, but its reporter and whoever had it that it is."""
    await cases.change(at.tx, replace(at.case, closed=moment(at.desk, at.case)))
    await outbox.cancel(at.tx, WHILE_NOBODY_HAS_IT | WHILE_OPEN, case_id=at.case.id)
    await tell_reporter(at, Kind.CLOSED)
    await _stands(at, State.FINISHED)
    await tell_changed(at, at.case.acknowledged_by)
    await forget_when(at.desk, at.tx, at.case.id)


async def begin_again(at: At) -> None:
    """It is open, and whoever opens it has it. Whoever had it hears of that, and a reporter who heard of its end."""
    case = in_their_hands(at, replace(at.case, closed=None))
    await cases.change(at.tx, case)
    await outbox.cancel(at.tx, {Kind.CLOSED}, case_id=case.id)
    if await _heard_of_its_end(at):
        await tell_reporter(at, Kind.REOPENED)
    await _stands(at, State.WORKING)
    await tell_changed(at, at.case.acknowledged_by)
    await say_who_has_it(at, case)


def endings(at: At) -> tuple[Option, ...]:
    """How a case can end that is as this one is now."""
    rules, named = at.policy.casework.closing, is_named(at.policy, at.case.reports)
    return rules.outcomes_of(at.case.route, at.case.category, named=named)


def whether_told(at: At) -> tuple[Option, ...]:
    """The answers to whether the person was told, in a case that is as this one is now."""
    rules, named = at.policy.casework.closing, is_named(at.policy, at.case.reports)
    return rules.told_of(at.case.route, at.case.category, named=named)


def fits(at: At, entered: Mapping[str, str]) -> bool:
    """Whether the case can still be closed as it was entered: what kind it is may have been corrected since."""
    asked = ((Detail.OUTCOME, endings(at)), (Detail.TOLD, whether_told(at)))
    return all(entered.get(name, "") in {"", *(each.id for each in options)} for name, options in asked)


def left(at: At) -> str:
    """The ids of the steps that somebody still has to end, or nothing."""
    ids = [name for name, planned in at.steps.items() if planned.standing in STILL_TO_DO]
    return wording.listed(ids) if ids else ""


async def unread(at: At) -> bool:
    """Whether something came, with the code or from the reporter, that nobody has opened yet."""
    with suppress(SealBroken):  # what does not open is shown as damaged in the case, and is nothing to wait for
        concern = await concerns.of_case(at.tx, at.case.id) if at.case.anonymous else None
        if concern is not None and concern.unread:
            return True
    came = max((each.number for each in at.entries if each.what == Act.ANSWERED), default=0)
    return came > max((each.number for each in at.entries if _is_reading(at, each)), default=0)


async def came(at: At) -> str:
    """How much has come in and was asked until now: whoever closes a case has seen all of it."""
    with suppress(SealBroken):
        return f"{len(at.case.reports)}.{len(at.work.thread)}.{len(await concerns.thread(at.tx, at.case.id))}"
    return f"{len(at.case.reports)}.{len(at.work.thread)}"


def _is_reading(at: At, entry: Entry) -> bool:
    """Whether somebody who handles cases read this one. A damaged entry may be anybody's."""
    handles = access.handles(entry.actor, at.policy, at.desk.organisation)
    return entry.what == OPENED and FORM not in entry.detail and handles


async def _heard_of_its_end(at: At) -> bool:
    """Whether that it is closed is the last that the reporter was told of its end."""
    rows = [row for row in await outbox.of_case(at.tx, at.case.id) if row.owed.kind in {Kind.CLOSED, Kind.REOPENED}]
    heard = [row.owed for row in rows if row.state is outbox.State.SENT]
    return bool(heard) and max(heard, key=lambda each: each.rung).kind is Kind.CLOSED


async def _stands(at: At, state: State) -> None:
    """Whoever has the code reads so."""
    with suppress(SealBroken):
        concern = await concerns.of_case(at.tx, at.case.id) if at.case.anonymous else None
        if concern is not None and concern.state is not state:
            finished = at.today if state is State.FINISHED else None
            await concerns.change(at.tx, replace(concern, state=state, finished=finished))
            await note(at.desk, at.tx, at.case, at.who.key, "said how it stands", {"state": state.value})
