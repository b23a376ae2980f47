"""Whoever reported a case, under their name, sees how it stands, answers what was asked of them, and adds to it.

They see nothing else of it: no names, no steps, nothing of how serious it is. Whoever opens another's gets the same
answer as for one that is not there, and both are written down.
"""

from dataclasses import dataclass, replace

from dialogs import summary, triage, wording, wording_home, wording_replies
from dialogs import wording_reports as words
from dialogs.alerts import Button, Press
from dialogs.case import Case
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.work import Work, work_of
from dialogs.forms import LongText, Tone
from dialogs.typed import is_blank, shown
from dialogs.wording_cases import MOST_TEXT
from handlers.casework import heard
from handlers.casework.about import OUR_OWN
from handlers.casework.heard import Added
from handlers.desk import Desk
from handlers.numbers import numbers
from handlers.own_form import filled, own_form, written
from handlers.reply import Asked, NoSuchCase, Number, Reply, Said, Told, Way, Written
from handlers.turn import Answered, OpenedReport, WantedToChange, Who
from storage import audit, cases
from storage.database import Transaction

PREFIX = "m."
SCREEN, TEXT = "report", "text"


@dataclass(frozen=True, slots=True)
class _Mine:
    """A report of this person's, what was asked of them and answered, and in one sentence how it stands."""

    case: Case
    work: Work
    state: str


async def open_report(desk: Desk, turn: OpenedReport) -> Reply:
    """How it stands, and a box to answer in. Raises StorageFailed."""
    async with desk.database.transaction() as tx:
        case = await _case_for(desk, tx, turn.who, turn.case)
        if case is None:
            return NoSuchCase()
        mine = await _mine(desk, tx, case)
    return _form(desk, mine, f"{PREFIX}{case.id}.{desk.randomness.identifier()}")


async def answer(desk: Desk, turn: Answered) -> Reply:
    """Keeps what they wrote, and opens a closed case again. The same in the same form is kept once.

    Raises StorageFailed.
    """
    case_id, _, once = turn.draft.removeprefix(PREFIX).partition(".")
    if not OUR_OWN.fullmatch(once):
        once = desk.randomness.identifier()
    text = written(turn.values).get(TEXT, "")
    async with desk.database.transaction() as tx:
        case = await _case_for(desk, tx, turn.who, case_id)
        if case is None:
            return NoSuchCase()
        mine = await _mine(desk, tx, case)
        policy = await desk.policy_of(tx, case.policy)
        added = Added(text, once, tuple(triage.risks_in(policy, (text,))))
        signposts = [each for risk in added.risks for each in risk.signposts]
        ring = numbers(signposts, policy, desk.organisation, desk.clock.now().date(), case.centre)
        if any(_same(each, added) for each in mine.work.thread):
            return _sent(case, ring)
        problem = _problem(text)
        if problem:
            return _again(desk, mine, turn, problem, ring)
        await heard.add(desk, tx, case, policy, added)
    desk.wake()
    return _sent(case, ring)


def not_saved(turn: Answered | WantedToChange, remark: str) -> Asked:
    """The form again with what was written. It needs no database. `remark` says why, or is empty."""
    form = own_form(turn.draft, SCREEN, words.YOUR_REPORT, (_box(words.WRITTEN),), words.SEND)
    return replace(filled(form, written(turn.values)), notices=(_told(words.DANGER),), remark=remark)


async def how_it_stands(desk: Desk, tx: Transaction, case: Case) -> str:
    """A report as its writer may know it: nobody's name, and nothing of what became of it but that somebody has it."""
    if case.closed is not None:
        return words.FINISHED
    if not case.acknowledged_by:
        return wording.STILL_NOBODY
    policy = await desk.policy_of(tx, case.policy)
    return summary.picked_up(case, policy, desk.organisation, desk.clock.now()).lines[0]


async def waits(tx: Transaction, case: Case) -> bool:
    """Whether something was asked of its writer last, as far as the record can be read."""
    return case.closed is None and work_of(await audit.readable(tx, case.id)).waits_for_reporter


async def _case_for(desk: Desk, tx: Transaction, who: Who, case_id: str) -> Case | None:
    """The case, if it is this person's report. Any refusal leaves a trace as `handlers.cases.case_for` does."""
    case = await cases.without_reports(tx, case_id)
    if case is None:
        why = "no such case"
    elif case.anonymous or case.reporter != who.key:
        why = "not their report"
    elif who.key in case.excluded:
        why = "must not know of this case"
    else:
        return await cases.lock(tx, case_id)
    detail = {"case": case_id[:64], "why": why}
    await audit.append(tx, audit.SYSTEM, desk.clock.now(), who.key, "refused a case", detail)
    return None


async def _mine(desk: Desk, tx: Transaction, case: Case) -> _Mine:
    return _Mine(case, work_of(await audit.readable(tx, case.id)), await how_it_stands(desk, tx, case))


def _form(desk: Desk, mine: _Mine, draft: str) -> Asked:
    zone, closed = desk.organisation.hours.time_zone, mine.case.closed is not None
    title = wording_home.report_label(mine.case.reference, wording.clock(mine.case.opened, zone, desk.clock.now()))
    label = words.ANSWER if mine.work.waits_for_reporter else words.ADD
    fields = (_box(words.ADD_AGAIN if closed else label),)
    form = own_form(draft, SCREEN, title, fields, words.SEND, heading=words.YOUR_REPORT)
    thread = tuple(_written(desk, each) for each in mine.work.thread if not each.damaged)
    return replace(form, notices=(_told(words.DANGER), _told(mine.state)), thread=thread)


def _again(desk: Desk, mine: _Mine, turn: Answered, problem: str, ring: tuple[Number, ...]) -> Asked:
    """The form with what was written, to put right."""
    form = _form(desk, mine, turn.draft)
    lead = (_told(words.RING, ring),) if ring else form.notices[:1]
    form = replace(form, notices=(*lead, *form.notices[1:]))
    return replace(filled(form, written(turn.values)), problems={TEXT: problem}, remark=words.NOT_SENT_YET)


def _sent(case: Case, ring: tuple[Number, ...]) -> Said:
    lead = words.RING if ring else words.DANGER
    button = Button(Press.MY_REPORT, words.YOUR_REPORT, case.id)
    return Said(words.SENT, (lead, words.SENT_WHAT), ring, (Way.HELP,), buttons=(button,))


def _same(entry: Entry, added: Added) -> bool:
    """Whether this is what has come again. Other words in the same form are more, and never lost."""
    said = entry.detail.get(Detail.ONCE, ""), entry.detail.get(Detail.TEXT, "")
    return entry.what == Act.ANSWERED and said == (added.once, added.text)


def _written(desk: Desk, entry: Entry) -> Written:
    day = wording.day(entry.at, desk.organisation.hours.time_zone)
    return Written(entry.what == Act.ASKED, day, shown(entry.detail.get(Detail.TEXT, "")))


def _told(text: str, ring: tuple[Number, ...] = ()) -> Told:
    return Told(text, Tone.CALM, ring)


def _box(label: str) -> LongText:
    return LongText(TEXT, label, words.HINT, MOST_TEXT, required=True)


def _problem(text: str) -> str:
    if is_blank(text):
        return words.EMPTY
    return wording_replies.too_long(len(text) - MOST_TEXT) if len(text) > MOST_TEXT else ""
