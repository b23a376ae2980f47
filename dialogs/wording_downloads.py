"""What the bot says of files that are fetched over a link that is good for one time, and not for long."""

TAKE = "Take along as a table"
GET, GET_COPY = "Get the file", "Get the copy"
ONCE = "It can be fetched once, within ten minutes."
TABLE = "A file for a spreadsheet, without a name in it. It is written down that you took it."
PRIVATE = "The link is yours alone: send it to nobody. Keep the file where nobody else can open it."

BY_HAND = "A file cannot be fetched from here. Ask whoever runs the bot to make it, and to give it to nobody else:"
NOT_YET = "A file cannot be made ready right now. Try again in a moment."
FILE = "E-safety: a file for you"
ASKED_FOR = "This link gives you one file, once. It is private: open it only where nobody else looks on."
NEED_ANOTHER = "After that, or ten minutes after you asked for it, go back to where you asked, and ask for another."

GONE = "There is no file here"
GONE_WHAT_NOW = (
    "This link has been used, or it is over: it is good for one file, within ten minutes.",
    "Go back to the case or the incident log, and ask for another.",
)
SLOWER = "Wait a moment"
SLOWER_WHAT_NOW = (
    "Too many wrong links were tried from here. Nothing is lost.",
    "Wait a quarter of an hour, then go back to the case or the incident log, and ask for another.",
)
NOT_SENT = "That could not be read"
NOT_SENT_WHAT_NOW = ("Nothing was changed. Open the link again from where you asked for it, and press its button.",)
BROKEN = "Something went wrong here"
BROKEN_WHAT_NOW = ("You have not got the file. Go back to the case or the incident log, and ask for another.",)


def table_by_hand(person: str) -> tuple[str, ...]:
    """How whoever runs the bot makes the table for the person with this key."""
    return BY_HAND, f"python -m bot figures log --for {person} --csv incident-log.csv"


def copy_by_hand(reference: str, person: str) -> str:
    """How whoever runs the bot makes a copy of the case for the person with this key."""
    return f"{BY_HAND} python -m bot copy {reference} --for {person}"
