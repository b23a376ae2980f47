"""What the bot says in the incident log: how each case stands, what is chosen, and the table to take along."""

from collections.abc import Iterable
from datetime import date

from dialogs import wording, wording_due
from dialogs.casework.log import Filter, LogLine, Only, State
from dialogs.forms import Option
from dialogs.organisation import Organisation
from dialogs.policy import Policy

LOG = "Incident log"
FILTER = "Choose which"
ALL = "All cases"

NOT_YOURS = ("The incident log is for those who handle cases.",)
NOTHING = "No case."

CHOOSE = "Which cases?"
SHOW = "Show them"
STATE = "How they stand"
CENTRE = "Centre"
GROUP = "Kind"
FIRST, LAST = "Reported on or after", "Reported on or before"
TURNED_ROUND = "This is before the first day."
NOT_CHOSEN = "I can't show them right now. What you entered is still here: try again in a moment."

REVIEW_DUE = "Time to review keeping"
DAMAGED = "Part of its record is damaged: tell whoever runs the bot now"
ANY = Option("any", "Any")
ONLY = {
    Only.OVERDUE: "Overdue",
    Only.TODAY: wording_due.TODAY,
    Only.OPEN: "Not closed",
    Only.NOBODY: "Nobody has it",
    Only.AGREEMENT: "Waits for agreement to be closed",
    Only.CLOSED: "Closed",
    Only.REVIEW_DUE: REVIEW_DUE,
}

STATES = {
    State.NOBODY: "Nobody has it",
    State.OPEN: "Open",
    State.AGREEMENT: "Waits for agreement to be closed",
    State.CLOSED: "Closed",
}

COLUMNS = (
    "Reference",
    "Reported",
    "How serious",
    "Group",
    "What kind",
    "Centre",
    "Now",
    "Who has it",
    "Picked up",
    "Closed",
    "How it ended",
    "Steps left",
    "Overdue",
    "Procedures",
    "What played a part",
)

NOT_PICKED_UP = "nobody picked it up in time"
MOST_STEPS = 8
"""So many steps are named in a list; the table names them all."""


def state(line: LogLine, holder: str, policy: Policy) -> str:
    """'Open, Asha Patel. Left: A5, A7.' `holder` is a name, or empty."""
    day = f" on {in_full(line.closed.date())}" if line.closed is not None else ""
    parts = (
        ", ".join(filter(None, (f"{STATES[line.state]}{day}", holder))),
        f"Left: {_some(line.steps_left)}" if line.steps_left else "",
        REVIEW_DUE if line.review_due else "",
        f"Today: {'; '.join(wording_due.in_words(line.today, policy))}" if line.today else "",
        DAMAGED if line.damaged else "",
    )
    return ". ".join(filter(None, parts)) + "."


def urgent(line: LogLine, policy: Policy) -> str:
    """'Overdue: ask the LADO for advice.', or nothing."""
    return f"Overdue: {'; '.join(overdue(line, policy))}." if line.is_overdue else ""


def overdue(line: LogLine, policy: Policy) -> tuple[str, ...]:
    """What is overdue, each in words."""
    clocks = {each.id: each.words for each in policy.casework.clocks}
    late = (NOT_PICKED_UP,) if line.late else ()
    return (*late, *(_lowered(clocks[each]) if each in clocks else look_again(each) for each in line.overdue))


def look_again(step: str) -> str:
    """A step whose day of review has passed."""
    return f"look at {step} again"


def note(shown: int, every: int, by: str, damaged: int) -> str:
    """'12 of 400 cases: Not closed; Hanley. 2 cannot be opened: tell whoever runs the bot.' `by` may be empty."""
    cases = "1 case" if every == 1 else f"{every} cases"
    said = f"{shown} of {cases}: {by}." if by else f"{cases}."
    return f"{said} {damaged} cannot be opened: tell whoever runs the bot." if damaged else said


def chosen_by(by: Filter, groups: Iterable[tuple[str, str]], policy: Policy, organisation: Organisation) -> str:
    """'Not closed; Hanley; from 1 November 2026', or nothing. `groups` are names of groups in filters, and in words."""
    centre, category = organisation.centres.get(by.centre), policy.categories.get(by.category)
    parts = (
        ONLY[by.only] if by.only else "",
        centre.name if centre else by.centre,
        dict(groups).get(by.group, by.group),
        category.label if category else by.category,
        f"from {in_full(by.first)}" if by.first else "",
        f"to {in_full(by.last)}" if by.last else "",
    )
    return "; ".join(filter(None, parts))


def in_full(day: date) -> str:
    """'24 November 2026'."""
    return f"{day.day} {day:%B %Y}"


def joined(parts: Iterable[str]) -> str:
    """Several in one cell. No semicolon: some spreadsheets begin a new cell there."""
    return " | ".join(parts)


def _some(steps: tuple[str, ...]) -> str:
    if len(steps) <= MOST_STEPS:
        return ", ".join(steps)
    return wording.listed((*steps[: MOST_STEPS - 1], f"{len(steps) - MOST_STEPS + 1} more"))


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
