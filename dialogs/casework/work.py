"""How far the work on a case is: everything that was recorded of it, added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from dialogs.casework.record import BESIDES, Act, Detail, Ending, Entry

ACTS = frozenset(Act)
NOTHING_WITHOUT_WORDS = frozenset(
    {Act.STEP, Act.EVIDENCE, Act.MOVED, Act.NOTE, Act.LINK, Act.UNLINK, Act.HAND_OVER, Act.GO_AHEAD, Act.CLOSING}
    | {Act.RELEASED, Act.DESTROYING}
)
"""What comes to nothing where its entry is damaged. Of the rest, that it happened is enough."""
RECORDED = (ACTS | BESIDES) - {Act.EXPORTED, Act.FETCHED, Act.BROKE_GLASS}
"""What shows that a case is not forgotten. Of these three it only follows that somebody reads it, or may."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the entries of a case's chain come to.

    `ended` has the newest entry that ended each step, by the step's id. `thread` is what was asked of the reporter and
    answered, in order. `links` are ids of cases. `asked_over` is the key of whoever was asked to take it over and has
    not yet. `go_ahead` let the policy's own steps begin. `closing` wants to close it and waits for somebody to agree.
    `once` are the forms that were kept already. `kept_out` are those whom somebody who works the case keeps from it.

    `dates` has the days that how long it is kept hangs on. `held` says why it must not be destroyed. `kept_on` had it
    kept on when it was last reviewed; `destroying` wants the record destroyed and waits for somebody to agree.
    `newest` is what was recorded last: one of `RECORDED`.
    """

    ended: Mapping[str, Entry] = field(default_factory=dict)
    evidence: tuple[Entry, ...] = ()
    moved: tuple[Entry, ...] = ()
    notes: tuple[Entry, ...] = ()
    thread: tuple[Entry, ...] = ()
    links: frozenset[str] = frozenset()
    asked_over: str = ""
    go_ahead: Entry | None = None
    closing: Entry | None = None
    closed: Entry | None = None
    once: frozenset[str] = frozenset()
    kept_out: frozenset[str] = frozenset()
    let_in: frozenset[str] = frozenset()
    dates: Entry | None = None
    held: Entry | None = None
    kept_on: Entry | None = None
    destroying: Entry | None = None
    newest: Entry | None = None

    def moves_of(self, item: Entry) -> tuple[Entry, ...]:
        """What was written down since of where this piece of evidence is, and who holds it."""
        return tuple(each for each in self.moved if each.detail.get(Detail.ITEM) == str(item.number))

    def now(self, item: Entry, detail: Detail) -> str:
        """What was written last of this piece of evidence; empty if nothing was."""
        written = (each.detail.get(detail, "") for each in reversed((item, *self.moves_of(item))))
        return next(filter(None, written), "")

    @property
    def waits_for_reporter(self) -> bool:
        """Whether something was asked of the reporter last, and not answered."""
        return bool(self.thread) and self.thread[-1].what == Act.ASKED


def work_of(entries: Iterable[Entry]) -> Work:
    """The work that these entries of one chain record, in their order, as far as they can be read."""
    work, newest = Work(), None
    for entry in entries:
        if entry.what in RECORDED:
            newest = entry
        if entry.what in ACTS and not (entry.damaged and entry.what in NOTHING_WITHOUT_WORDS):
            work = _after(work, Act(entry.what), entry)
    return replace(work, newest=newest)


def ending_of(entry: Entry) -> Ending:
    """How the step ended that this entry ended."""
    return Ending(entry.detail[Detail.HOW])


def _after(work: Work, act: Act, entry: Entry) -> Work:
    if Detail.ONCE in entry.detail:
        work = replace(work, once=work.once | {entry.detail[Detail.ONCE]})
    match act:
        case Act.STEP:
            return replace(work, ended={**work.ended, entry.detail[Detail.STEP]: entry})
        case Act.EVIDENCE:
            return replace(work, evidence=(*work.evidence, entry))
        case Act.MOVED:
            return replace(work, moved=(*work.moved, entry))
        case Act.NOTE:
            return replace(work, notes=(*work.notes, entry))
        case Act.ASKED | Act.ANSWERED:
            return replace(work, thread=(*work.thread, entry))
        case Act.LINK:
            return replace(work, links=work.links | {entry.detail[Detail.CASE]})
        case Act.UNLINK:
            return replace(work, links=work.links - {entry.detail[Detail.CASE]})
        case Act.HAND_OVER:
            return replace(work, asked_over=entry.detail[Detail.TO])
        case Act.TOOK_OVER:
            return replace(work, asked_over="")
        case Act.GO_AHEAD:
            return replace(work, go_ahead=entry)
        case Act.CLOSING | Act.NOT_YET | Act.CLOSED | Act.REOPENED:
            return _after_ending(work, act, entry)
        case Act.CATEGORY:  # another kind may suspend the policy's steps for another reason
            return replace(work, go_ahead=None)
        case Act.KEPT_OUT:
            return replace(work, kept_out=work.kept_out | {entry.detail.get(Detail.TO, "")})
        case Act.BROKE_GLASS:
            return replace(work, let_in=work.let_in | {entry.detail.get(Detail.TO, "")})
        case Act.LET_BACK:
            return replace(work, kept_out=work.kept_out - {entry.detail.get(Detail.TO, "")})
        case Act.DATES | Act.HOLD | Act.RELEASED | Act.KEPT_ON | Act.DESTROYING | Act.NOT_DESTROYED:
            return _after_keeping(work, act, entry)
        case Act.SEVERITY | Act.EXPORTED | Act.FETCHED:  # the case itself says how it is now
            return work
        case _:
            assert_never(act)


def _after_ending(work: Work, act: Act, entry: Entry) -> Work:
    match act:
        case Act.CLOSING:
            return replace(work, closing=entry)
        case Act.NOT_YET:
            return replace(work, closing=None)
        case Act.CLOSED:
            return replace(work, closing=None, closed=None if entry.damaged else entry)
        case _:  # opened again: how long it is kept counts anew from when it is closed the next time
            return replace(work, closed=None, kept_on=None, destroying=None)


def _after_keeping(work: Work, act: Act, entry: Entry) -> Work:
    match act:
        case Act.DATES:  # one that is damaged leaves no day known
            return replace(work, dates=entry)
        case Act.HOLD:
            return replace(work, held=entry, destroying=None)
        case Act.RELEASED:
            return replace(work, held=None)
        case Act.KEPT_ON:
            return replace(work, kept_on=entry, destroying=None)
        case Act.DESTROYING:
            return replace(work, destroying=entry)
        case _:  # somebody did not agree
            return replace(work, destroying=None)
