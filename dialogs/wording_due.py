"""What the bot says of what is due: every morning, before a clock is up, and where a decision waits for one person."""

from dialogs.casework.due import Due, Why
from dialogs.policy import Policy

SEE = "Show them"
MOST_NAMED = 10
"""So many cases are named in a message; the incident log shows them all."""

TODAY = "What needs you today"

WHY = {
    Why.NOTE: "a note names this day",
    Why.AGREEMENT: "say whether you agree that it is closed",
    Why.RECORD: "look at whether its record is kept on",
}


def today(references: tuple[str, ...]) -> str:
    """The word of the day, like '2 cases need you today: ES-7K4M2P, ES-9Q2R4T.'."""
    said = "1 case needs" if len(references) == 1 else f"{len(references)} cases need"
    more = len(references) - MOST_NAMED
    named = (*references[:MOST_NAMED], f"and {more} more") if more > 0 else references
    return f"{said} you today: {', '.join(named)}."


def runs_out(reference: str, when: str) -> str:
    """Told to whoever has a case of which something has to be done by `when`."""
    return f"Something in {reference} has to be done by {when}."


def has_run_out(reference: str) -> str:
    """Told where that moment is over when it can be said."""
    return f"Something in {reference} should have been done by now."


def to_decide(reference: str) -> str:
    """Told to whoever may decide what those who work the case may not."""
    return f"A decision in {reference} waits for you."


def in_words(due: tuple[Due, ...], policy: Policy) -> tuple[str, ...]:
    """Why a case needs somebody today, each in words."""
    return tuple(_why(each, policy) for each in due)


def _why(due: Due, policy: Policy) -> str:
    if due.why is Why.CLOCK:
        return _lowered(next(each.words for each in policy.casework.clocks if each.id == due.name))
    if due.why is Why.STEP:
        return f"look at {due.name} again"
    if due.why is Why.FORGOTTEN:
        return f"nothing was recorded for {due.name} day{'' if due.name == '1' else 's'}"
    return WHY[due.why]


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
