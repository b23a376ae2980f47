"""What the bot says where a case changes hands, where it is closed, and where it is opened again."""

from collections.abc import Iterable

from dialogs.forms import Option

# -------------------------------------------------------------------------------------------------- from one to another

TO = "Who is asked?"
HAND_OVER_WHY = "What they should know first"
HAND_OVER_WHY_HINT = "You may leave this empty. They read it in the case, not in the message."
HAND_OVER_SUBMIT = "Ask them"
READ_FROM_NOW = "They will be able to read this case."
NOBODY_TO_ASK = "There is nobody else here who handles cases and may know of this one."
TAKE_IT_OVER = "Take it over"
TAKE_OVER_WHY = "Why you take it over"
TAKE_OVER_WHY_HINT = "You may leave this empty."


def stays_with(who: str) -> str:
    """Said where somebody is asked to take a case over; `who` has it, or nobody is named for whoever reads this."""
    return f"It stays with {who or 'you'} until they take it."


def asked_over(who: str) -> str:
    """Said above the case once somebody has been asked to take it over."""
    return f"{who} is being asked to take it over."


def held(who: str, since: str) -> str:
    """Who has the case, where another is about to take it."""
    return f"{who} has had this case since {since}." if since else f"{who} has this case."


def taken_over(reference: str) -> str:
    """Said above the case to whoever has just taken it over."""
    return f"{reference} is yours now."


def asks_you(who: str) -> str:
    """The message to whoever is asked to take a case over."""
    return f"{who or 'Somebody who handles cases'} asks you to take this over."


# -------------------------------------------------------------------------------------------------------------- closing

OUTCOME = "How did it end?"
TOLD = "Was the person it is about told how it ended?"
WHY = "Why, or how they were told"
WHY_HINT = "Needed if they were not told, or not yet."
LESSON = "What was learnt"
LESSON_HINT = "What would prevent the next one, or help it go better. If there is nothing, say so."
THEMES = "What played a part"
CLOSE = "Close the case"
UNREAD = "Something came in that nobody has opened yet. Open the case and read it first."
NEEDS_ANOTHER = (
    "A case that is, or ever was, as serious as this is closed once another person has agreed. They are asked when you "
    "send this."
)
CLOSED = "It is closed."
WAITS = "Another person is being asked to agree. It is open until they do."
NOBODY_ELSE = "Nobody else may know of this case, so nobody could be asked to agree."
CLOSED_ALONE = f"It is closed. {NOBODY_ELSE}"

AGREES, NOT_YET = "agree", "not yet"
AGREEING = (Option(AGREES, "Yes, close it"), Option(NOT_YET, "Not yet"))
DO_YOU_AGREE = "Do you agree that this is closed?"
AGREE_WHY = "What is still missing"
AGREE_WHY_HINT = "Needed for “Not yet”. Whoever asked reads it in the case."
AGREE_WHY_NEEDED = "Say what is still missing, so that somebody can do it."
AGREE_SUBMIT = "Send"
FITS_NO_MORE = (
    "The case was corrected meanwhile, and now it cannot end like this. Choose “Not yet” and say so: then it can be "
    "closed with what fits."
)
NOT_CLOSED = "It stays open. Whoever asked is being told."
MORE_CAME = "More came in."

IS_CLOSED = "This case is closed"
REOPEN_WHY = "Why it is opened again"
REOPEN_SUBMIT = "Open it again"
REOPENED = "It is open again, and it is yours."


def still_to_do(steps: str) -> str:
    """Why a case is not closed yet."""
    return (
        f"Still to do: {steps}. Open each of them in the case and say how it ended: done, does not apply, or not done, "
        "with the reason. Then close it."
    )


def wants_to_close(who: str) -> str:
    """Said first to whoever is asked to agree."""
    return f"{who or 'Somebody'} wants to close this case. What they wrote:"


def entered(label: str, text: str) -> str:
    """One thing that was entered for closing."""
    return f"{label.rstrip('?')}: {text}"


def labels(options: Iterable[Option], ids: str) -> str:
    """What these options, joined by commas, are called."""
    called = {each.id: each.label for each in options}
    return "; ".join(called.get(name, name) for name in ids.split(",") if name)


# ---------------------------------------------------------------------------------------------------------- in messages

TO_AGREE = "Somebody wants to close this case. Another person must agree first."
SAY_WHETHER = "Say whether you agree"
READ_AND_ANSWER = "Read and answer"


def question_about(reference: str) -> str:
    """Told to the reporter when something was asked of them."""
    return f"There is a question about {reference}."


def dealt_with(reference: str) -> tuple[str, ...]:
    """Told to the reporter once a case is closed."""
    return (
        f"We have finished with {reference} for now. Thank you for telling us.",
        "Write again under Your reports if anything changes, or report something new.",
    )


def looked_at_again(reference: str) -> str:
    """Told to the reporter once a case is open again that they heard was closed."""
    return f"We are looking at {reference} again."
