"""What those who handle cases read about a concern that came with a code, and what they press."""

REPLY = "Write to them"
NO_MORE = "Take nothing more from this code"
PAUSE = "Pause the anonymous form"

ANONYMOUS = "Nobody knows: they have a code"
DAY_ONLY = "Only the day is kept, so that nobody can work out who wrote."

ACKNOWLEDGED = "Whoever has the code reads that somebody has read it. Open the case to write to them."

REPLY_TITLE = "Write to whoever told us"
REPLY_WHAT = (
    "They read this when they come back with their code. Nothing tells them that it is here, and you cannot find out "
    "who they are: act on what you have."
)
REPLY_OPENER = "Begin with"
REPLY_OPENER_HINT = "It stands before what you write."
REPLY_OWN_WORDS = "My own words only"
REPLY_TEXT = "What you want to say"
REPLY_TEXT_HINT = "Short words. One question at most. They may be frightened."
REPLY_STATE = "How it stands, as they read it"
REPLY_SEND = "Send"
REPLY_NOTHING = "Write something, choose a beginning, or choose how it stands."
REPLY_AGAINST = "If it must be sent against advice, say why"
REPLY_AGAINST_HINT = (
    "Leave this empty, unless the bot advises against your words and you need them. It is written down with the case."
)
REPLY_SENT = "Sent"
REPLY_SENT_WHAT = "They read it when they come back with their code."
REPLY_GONE = "Nobody can read it any more"
REPLY_GONE_WHAT = "The time in which the code could be used is over. What was written before is still in the case."

REPLY_MEANWHILE = "They have written again meanwhile: read it first. Nothing was sent yet."
REPLY_NOT_SAVED = "What you wrote is below. Send it again in a moment."

DAMAGED = "What was written with the code cannot be opened: it is damaged. Tell whoever runs the bot now."

CLOSED = "Nothing more can be written"
CLOSED_WHAT = "Whoever has the code can still read what you wrote, and can start again with a new form."

PAUSE_FIRST = "One more person must agree"
PAUSE_FIRST_WHAT = (
    "Ask somebody else who handles cases to press the same button in the next 15 minutes. Nothing has changed yet."
)
PAUSED = "The anonymous form is paused"


def paused_until(at: str) -> str:
    """Said to whoever agreed to pause, and to those who must know of it."""
    return f"It rests until {at}. Helplines and reports with a name go on. Those who watch over this are being told."


def paused(first: str, second: str, at: str) -> tuple[str, ...]:
    """Told to the champion."""
    return (
        f"The form that asks for no name is paused until {at}.",
        f"{first} and {second} decided it. Helplines and reports with a name go on.",
    )


def wrote_again(reference: str) -> str:
    """Told to whoever has the case when more was written with its code."""
    return f"{reference}: more was written with the code. Open the case to read it."


def many(count: int, *, urgent: bool) -> tuple[str, ...]:
    """One message in place of many, while very many concerns come in at once."""
    how = "all of them URGENT" if urgent else "none of them marked urgent"
    return (
        f"{count} concerns came in, {how}. Open the list of cases to read them.",
        "So many at once may be one person. Two of you can pause the form for an hour.",
    )


def too_long(over: int) -> str:
    """What was written does not fit."""
    return f"This is {over:,} characters too long. Nothing was cut, and nothing was sent."


def advice(phrase: str, because: str) -> str:
    """What to write differently. `phrase` stands in what was written."""
    return f'"{phrase}": {because}'
