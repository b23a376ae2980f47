"""What goes back to a platform: the only values that an adapter renders.

Each adapter renders one of `Reply`. A new kind of it fails type-checking in every renderer until it is drawn there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogs.alerts import Button
from dialogs.forms import Answers, Field, Option, Purpose, Tone
from handlers.case_parts import DueShown, Happened, ProcedureShown, StepShown
from handlers.listing import Group, Listing
from handlers.quoting import QuoteShown


class Way(StrEnum):
    """A way on that is always open, drawn as a button."""

    REPORT = "report"
    TELL = "tell"
    CHECK = "check"
    """For whoever has a code: reads the answer."""
    ASK = "ask"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Number:
    """A signpost or a telephone number as it is shown. `unverified` and `hours` may be empty."""

    name: str
    contact: str
    use: str
    hours: str
    cost: str
    link: str
    unverified: str


@dataclass(frozen=True, slots=True)
class Told:
    """Words above the fields, with the numbers that belong to them."""

    text: str
    tone: Tone
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One answer as the reporter sees it again before sending."""

    screen: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote to the other side, on which day: a learner, or one of us if `ours`. Their own words."""

    ours: bool
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A screen to show. Nothing has been sent yet unless `already` says so; `remark` says why this screen, if need be.

    `fields` have all their options. `entered` is what to show in them. `problems` maps a field id to what to do about
    it. `submit` labels the button that goes on. `review` is empty except on the last screen. `told` must be given back
    with the answer, and `version` with what is typed before it. `number` of about `count` screens may be shown as
    progress, unless `count` is 0.

    `heading` is what the whole form is called (empty: a report). `code` stands after some of the notices
    (`before_code`), to be drawn large and exactly; `thread`, what was written so far, after the last. The choices in
    `compact` are drawn as drop-downs. There may be no `fields`, and no button that goes on if `submit` is empty. Where
    it does not `keep`, nothing is stored before it is sent, and closing it forgets it. `staff`: one of us reads the
    thread, and not the other side. Of the fields in `sometimes`, which need not be filled in, a hint says when they
    must be: nothing says that they can be skipped. `step` is the step that it is about, drawn as in the case.
    """

    draft: str
    screen: str
    title: str
    purpose: Purpose
    notices: tuple[Told, ...]
    fields: tuple[Field, ...]
    entered: Answers
    problems: Mapping[str, str]
    review: tuple[ReviewLine, ...]
    submit: str
    can_go_back: bool
    told: str
    number: int
    count: int
    version: str = ""
    already: str = ""
    remark: str = ""
    heading: str = ""
    thread: tuple[Written, ...] = ()
    code: str = ""
    compact: frozenset[str] = frozenset()
    keeps: bool = True
    staff: bool = False
    sometimes: frozenset[str] = frozenset()
    step: StepShown | None = None

    @property
    def before_code(self) -> int:
        """After how many notices the code stands: those that lead and are urgent, the last of which is about it."""
        calm = (place for place, told in enumerate(self.notices) if told.tone is not Tone.URGENT)
        return max(1, next(calm, len(self.notices)))


@dataclass(frozen=True, slots=True)
class Received:
    """The report is stored. `lines` say who is being told and what happens next; `next_steps` are the reporter's."""

    reference: str
    title: str
    lines: tuple[str, ...]
    next_steps: tuple[str, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Nothing was stored or sent, on purpose: nobody here may read it. `copy` is the reporter's text, to take along."""

    draft: str
    title: str
    lines: tuple[str, ...]
    numbers: tuple[Number, ...]
    copy: str


@dataclass(frozen=True, slots=True)
class Said:
    """A short answer. `lines` are the bot's own words; `numbers` may come with them, and ways to go on.

    `resume` is the id of a draft that can be gone on with, or empty. `buttons` come before the ways. `download` is
    where a file can be fetched, once, or empty: it may stand in no message, which stays in a chat. Once it is `over`,
    they can open what it is about no more: it is destroyed, or not theirs to know of.
    """

    title: str
    lines: tuple[str, ...]
    numbers: tuple[Number, ...] = ()
    ways: tuple[Way, ...] = ()
    resume: str = ""
    buttons: tuple[Button, ...] = ()
    download: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft that can be gone on with."""

    draft: str
    label: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that this person sent: its reference and date, and how it stands. Nothing of what it says.

    It stands out if it is `urgent`: something was asked of them.
    """

    label: str
    state: str
    button: Button | None = None
    urgent: bool = False


class Waiting(StrEnum):
    """Where a case stands for the person who looks, most pressing first."""

    OVERDUE = "overdue"
    """Nobody has picked it up in time."""
    NEW = "new"
    """Nobody has picked it up yet."""
    MINE = "mine"
    OTHERS = "others"
    """Somebody else has it."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: what an alert would say of it, and no more."""

    case: str
    label: str
    state: str
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Home:
    """What there is for this person. `cases` is empty for somebody who handles none.

    `trouble` says what goes wrong with deliveries, to those who handle cases; it is empty when nothing does. `numbers`
    are those to ring at any time. `buttons` lead to what else there is for this person.
    """

    drafts: tuple[DraftLine, ...]
    reports: tuple[ReportLine, ...]
    cases: tuple[CaseLine, ...]
    handles: bool
    numbers: tuple[Number, ...]
    trouble: str = ""
    buttons: tuple[Button, ...] = ()

    @property
    def asked(self) -> tuple[ReportLine, ...]:
        """The reports of which something is asked: only the numbers come before them."""
        return tuple(each for each in self.reports if each.urgent)

    @property
    def others(self) -> tuple[ReportLine, ...]:
        """The other reports."""
        return tuple(each for each in self.reports if not each.urgent)


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case, for somebody who may read it. `must_not_know` are names. `answers` holds a list of lines a report.

    `thread` is what was written to and fro since, with a code or with the reporter. `remark` is what has just been
    done. `due` are the clocks that run, the soonest first. `first` is what to think of first, in order. `lists` are
    what else belongs to it: evidence, linked cases. What `warnings` say stands above everything. A copy of
    it can be fetched, once, at `download`, if that is not empty.
    """

    case: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    must_not_know: tuple[str, ...]
    answers: tuple[tuple[ReviewLine, ...], ...]
    procedures: tuple[ProcedureShown, ...]
    numbers: tuple[Number, ...]
    chronology: tuple[Happened, ...]
    buttons: tuple[Button, ...]
    thread: tuple[Written, ...] = ()
    remark: str = ""
    due: tuple[DueShown, ...] = ()
    first: tuple[str, ...] = ()
    lists: tuple[Group, ...] = ()
    warnings: tuple[str, ...] = ()
    download: str = ""


@dataclass(frozen=True, slots=True)
class NoSuchCase:
    """There is no such case, or this person may not know of it: nobody can tell which from this."""


@dataclass(frozen=True, slots=True)
class Found:
    """Options of a field that fit what was typed, the best first: at most a hundred."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Guided:
    """The answer to what somebody asked or wrote. What is `urgent` stands first, loud, with whom to ring.

    Then the title, the bot's `lines`, the policy's words, what comes `after` them, the `buttons` and the ways on.
    """

    title: str
    urgent: str
    numbers: tuple[Number, ...]
    lines: tuple[str, ...]
    quotes: tuple[QuoteShown, ...]
    after: tuple[str, ...]
    ways: tuple[Way, ...]
    buttons: tuple[Button, ...] = ()


Reply = Asked | Received | NotTaken | Said | Home | CaseShown | NoSuchCase | Found | Guided | Listing
