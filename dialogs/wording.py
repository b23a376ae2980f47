"""Every sentence that the bot itself says, outside the policy's forms.

Plain words, kind, short and exact. Nothing here may carry what a reporter wrote; names appear only where the caller has
made sure that the reader may know them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dialogs.organisation import Person

PLACEHOLDERS = frozenset({"on_duty", "on_duty_phone", "told", "lead", "parents_decided_by", "organisation"})
"""What a notice of a form, a step's `tell_finder` and a route's `shown` may name in braces."""

ROOM_FOR_THE_NOTE = 80
NOBODY = "nobody"
NO_NUMBER = "(no telephone number is given)"
OUTSIDE = "one of the people outside whose numbers are on this page"

RECEIVED = "Received"
NOT_TAKEN = "This has not been sent"
NO_SUCH_CASE = "There is no such case here"
NO_SUCH_CASE_WHAT_NOW = "It may have another reference, or it may not be yours to see. Nothing was changed."
NO_SUCH_DRAFT = "This form is no longer here"
NO_SUCH_DRAFT_WHAT_NOW = (
    "It was sent, thrown away, or left for seven days. If nobody has told you a reference, report again."
)
DISCARDED = "Thrown away. Nothing of it was sent."
DISCARDED_REST = "The rest is thrown away"
NOT_SAVED = "This could not be saved."
NOT_SAVED_WHAT_NOW = (
    "Count on nobody having been told. If anyone may be in danger, ring 999.",
    "Then ring the safeguarding team, or try again here in a moment: nothing is ever stored twice.",
)
NOT_CERTAIN = "This is taking too long: it may not have been saved."
NOT_SHOWN = "This cannot be shown right now."
NOT_SHOWN_WHAT_NOW = (
    "Nothing was changed. If anyone may be in danger, ring 999.",
    "Try again here in a moment. If it cannot wait, ring the safeguarding team.",
)
KEPT = "Not sent yet"
KEPT_WHAT_NOW = "What you wrote is kept for seven days. Go on with it from Home."
NOT_KEPT = "The words could not be copied into this report. Please say it again in your own words."
LOOK_AGAIN = (
    "This report was changed after this screen was shown. Nothing has been sent by this. "
    "Look at it once more, then go on."
)
MEANWHILE = "You had already gone on from that screen. This is where you are."
LINE_NOT_SENT = (
    "That line was not sent. If somebody is in danger, change the first answer to Yes, and send it from there."
)
TOLD_CHANGED = "Who will be told has changed. Please read it again before you send."

TELL_NOW = "Tell them now"
SEND = "Send"
GO_ON = "Continue"
RESUME = "Go on with it"
ACKNOWLEDGE = "Acknowledge"
OPEN = "Open"
CANNOT_TAKE = "I can't take this"

SKIPPED = "(left empty)"
UNVERIFIED = "Not checked by us yet."


def checked_in(year_and_month: str) -> str:
    """When a fact was last made sure of."""
    return f"Checked {year_and_month}."


def names(people: Iterable[Person], titles: dict[str, str]) -> str:
    """'Asha Patel (E-Safety Coordinator) and Ben Okafor (Deputy)'. `titles` maps a person's key to a role's title."""
    return listed(
        f"{person.name} ({titles[person.key]})" if titles.get(person.key) else person.name for person in people
    )


def listed(parts: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c', or 'nobody'."""
    every = list(parts)
    if len(every) <= 1:
        return every[0] if every else NOBODY
    return f"{', '.join(every[:-1])} and {every[-1]}"


def any_of(parts: Iterable[str]) -> str:
    """'a', 'a or b', 'a, b or c', or nothing."""
    *first, last = (*parts,) or ("",)
    return f"{', '.join(first)} or {last}" if first else last


def clock(at: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """'10:42', or '10:42 on Tuesday 24 November' when that is not the day of `now`."""
    local = at.astimezone(zone)
    if now is not None and local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{local:%H:%M} on {day(at, zone)}"


def on(day_of: date) -> str:
    """'Tuesday 24 November'."""
    return f"{day_of:%A} {day_of.day} {day_of:%B}"


def day(at: datetime, zone: ZoneInfo) -> str:
    """'Tuesday 24 November'."""
    return on(at.astimezone(zone).date())


def told_line(now: str, later: str) -> str:
    """Who will be told by an alert that has not been sent yet."""
    return f"{now}; if nobody answers, also {later}" if later else now


def being_told(now: str) -> str:
    """Who is owed a direct message at this moment."""
    return f"A message is on its way to {now} now."


def channel_told(who: str) -> str:
    """Who can read what is owed to the channel at this moment."""
    return f"A notice without names is on its way to the safeguarding channel, which {who} can read."


def joined(reference: str) -> str:
    """What the reporter reads when the rest of a report has come."""
    return f"What you wrote has joined {reference}. The people on it are being told that there is more."


def received_at(when: str, *, waits: bool) -> str:
    """What the reporter reads who comes back to a report that was sent. It `waits` if nobody has picked it up."""
    return f"This was received at {when}.{' Nobody has picked it up yet.' if waits else ''}"


def told_before(who: str) -> str:
    """Added to who will be told, once a first line has been sent."""
    return f"; your first line has gone to {who}"


def told_later(who: str, when: str) -> str:
    """Who is told of what can wait, and when."""
    return f"{who} will be told at {when}. If it cannot wait, ring them."


def closed_until(when: str) -> str:
    """Added while the office is closed."""
    return f"The office is closed until {when}. If it cannot wait, ring one of those below now."


def you_will_hear() -> str:
    """What the reporter can expect."""
    return "You will hear from me when somebody picks it up, and if nobody does."


def parents(who: str) -> str:
    """Who decides about telling parents. Waiting is never asked for where it is dangerous."""
    return f"Leave telling parents to {who}, unless waiting is dangerous."


DO_NOT_QUESTION = "Don't question the learner any further. Listen if they want to talk."
WORSE = "If it gets worse, ring 999. You never need to wait for an answer from here."


def already_told(reference: str) -> str:
    """Shown on the screens that follow a one-line alert."""
    return f"{reference} has been received. People are being told now. If anyone is in danger, ring 999 as well."


def alert(severity: str, reference: str, group: str, centre: str, at: str) -> str:
    """All that an alert says of a case."""
    return " · ".join(part for part in (severity, reference, group, centre, at) if part)


SAFE_LINE = "Details open for the people on this case only."
STILL_NOBODY = "Nobody has picked this up yet."
MAYBE_REPEAT = "This message may be a repeat: the first try was cut off."


def picked_up_alert(who: str, at: str) -> str:
    """Added to an alert once somebody has acknowledged."""
    by, when = f" by {who}" if who else "", f" at {at}" if at else ""
    return f"Picked up{by}{when}."


def passed_to(who: str, at: str, since: str) -> str:
    """The same once `who` took it over, or opened it again: 'Picked up at 10:42. With Asha Patel since 11:05.'."""
    theirs = f"With {who} since {since}." if since else f"{who} has it now."
    return f"{picked_up_alert('', at)} {theirs}" if who else picked_up_alert("", at)


def picked_up(reference: str, at: str, role: str, *, passed: bool = False) -> str:
    """What the reporter is told. `passed`: it is with another now than with whoever picked it up, or theirs again."""
    if role and not passed:
        return f"{reference} was picked up at {at} by the {role}."
    return f"{reference} was picked up at {at}.{f' It is with the {role} now.' if role else ''}"


def nobody_yet(reference: str) -> tuple[str, ...]:
    """What the reporter is told when nobody has acknowledged in time."""
    return (
        f"Nobody has picked up {reference} yet. I am telling the next people now.",
        "Please don't wait for them. If anyone may be in danger, ring 999.",
    )


def more_came(reference: str, *, complete: bool) -> str:
    """What the people on a case are told when more of the report has come, or all of it."""
    return f"The full report for {reference} has come." if complete else f"More has come about {reference}."


NOT_SENT_YET = ("Not sent: nobody knows yet.", "You said that somebody may be in danger. If they are, ring 999 now.")


def ring(who: str, phone: str) -> str:
    """Somebody inside the organisation to ring."""
    return f"Or ring {who} on {phone}." if phone else f"Or tell {who} in person."


def acknowledged(reference: str) -> tuple[str, ...]:
    """What somebody reads who has just taken a case."""
    return (f"{reference} is yours. The alerts have stopped.", "The reporter is being told that you have picked it up.")


def taken_already(reference: str, who_has_it: str) -> str:
    """What somebody reads who presses Acknowledge on a case that another person has."""
    return f"{reference} is taken already. {who_has_it}"


def passed_on(reference: str) -> str:
    """What somebody reads who cannot take a case."""
    return f"Thank you for saying so. The next person is being told about {reference} now."


def nobody_left(reference: str) -> str:
    """What somebody reads who cannot take a case, after everybody else has said the same."""
    return f"Everybody has said so about {reference}. All of them are being told again. Please ring one of them now."


def second_route(reference: str, at: str, to_ring: Iterable[str]) -> tuple[str, ...]:
    """What is sent over the second route, its subject first: nothing of the case but its reference."""
    return (
        "E-safety: an urgent alert has not got through",
        f"An urgent e-safety alert, {reference}, received at {at}, has not reached anybody in the chat yet.",
        "Open the E-safety app. If it does not answer, ring one another now.",
        *to_ring,
        "This message says nothing else on purpose.",
    )


NOBODY_MAY_READ = (
    "This is about everybody here who would read it, so it has not been sent. Nobody has been told.",
    "Please take it to one of these people outside. Your words are below, to copy.",
    "If you ticked somebody whom it is not about, go back and take the tick away.",
)
NOBODY_MAY_READ_THE_REST = (
    "What you sent before has been received. The rest has not been sent: it is about everybody here who could read it.",
    *NOBODY_MAY_READ[1:],
)

ACKNOWLEDGED = "Picked up"
PASSED_ON = "Passed on"

SEVERITY = "How serious"
CATEGORY = "What kind"
REPORTED = "Reported"
REPORTER = "Reported by"
STATE = "Now"
SO_FAR = "So far"
NOTE = "Note"
ONE_LINE_ONLY = "Only a one-line alert has come. The reporter may still be writing the rest."
OUT_OF_HOURS = "the office was closed"
SUSPENDED = "Not now: the steps above come first. These wait until somebody who may decides otherwise, with a reason."
FINDER = "Whoever found out"
NOT_CHECKED = "Not checked yet."


def happened(what: str, who: str, whom: str) -> str:
    """One line of a chronology, such as 'Alerts to be sent · to Asha Patel and Ben Okafor'."""
    parts = (what[:1].upper() + what[1:], who, f"to {whom}" if whom else "")
    return " · ".join(part for part in parts if part)


def shortened(text: str, limit: int) -> str:
    """The text, or as much of it as fits with a note of how much more there is. `limit` leaves room for the note."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - ROOM_FOR_THE_NOTE, 0)]
    return f"{kept}\n[Shortened here: {len(text) - len(kept):,} more characters did not fit.]"
