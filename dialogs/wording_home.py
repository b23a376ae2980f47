"""What the bot says where somebody comes in: help now, whom to ask, their own reports, and what goes wrong."""

HELP_NOW = "Help now"
HELP_NOW_WHAT = "If anyone may be in danger, ring 999 now. You do not need this app to do that."
TELL_SOMEONE = "Tell someone"
TELL_SOMEONE_HOW = (
    "You can tell the safeguarding team here. It takes a few minutes. They will see your name.",
    "If you do not want to give your name, you can talk to one of these people. They will listen.",
)
ASK = "Ask a question"


def ask_somebody(who: str, phone: str) -> tuple[str, ...]:
    """Whom to ask, while questions are not answered here. `phone` may be empty."""
    where = f" on {phone}" if phone else ""
    return ("This app does not answer questions about the policy yet.", f"Please ask {who}{where}.")


def report_label(reference: str, at: str) -> str:
    """A report in its writer's list."""
    return f"{reference}, sent at {at}"


def rest_label(at: str) -> str:
    """A draft of which a first line has been sent."""
    return f"The rest of what you reported, last changed at {at}"


def draft_label(at: str) -> str:
    """A draft in the list of what can be gone on with."""
    return f"A report that has not been sent, last changed at {at}"


def undelivered(count: int) -> str:
    """What those who handle cases read when something could not be delivered in a week."""
    return (
        f"{_messages(count)} been tried for a week without getting through, and set aside. "
        "Look through the cases nobody has picked up."
    )


def not_through(count: int) -> str:
    """What those who handle cases read while messages that are due do not get through."""
    return (
        f"{_messages(count)} not got through yet, and will be tried again. Look through the cases nobody has picked up."
    )


def sent_directly(count: int) -> str:
    """What those who handle cases read when alerts could not go to the channel."""
    return (
        f"Since yesterday {'an alert was' if count == 1 else f'{count} alerts were'} sent to each of you instead of "
        "the safeguarding channel: the channel cannot be used, or somebody is in it who may not read them. "
        "Tell whoever runs the bot: `python -m bot check` says why."
    )


def damaged(count: int) -> str:
    """What those who handle cases read when something of them cannot be opened."""
    what = "One case cannot be opened: its record is" if count == 1 else f"{count} cases cannot be opened: they are"
    return f"{what} damaged. Tell whoever runs the bot now."


def _messages(count: int) -> str:
    return "One message has" if count == 1 else f"{count} messages have"
