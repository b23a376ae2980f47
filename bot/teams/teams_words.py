"""Words that only stand on Teams. The others stand in `bot.chat.words`, and what the bot says in `dialogs.wording`."""

KEEP_AND_CLOSE = "Keep and close"
FIND = "Find"
MY_REPORTS = "My reports"

YOU_CAN_STOP = (
    f"To stop for now, press “{KEEP_AND_CLOSE}”: what you have written is kept, and you find it under “{MY_REPORTS}”."
)
NOT_BY_THE_CROSS = "The cross does not keep what you entered on this screen."
TOO_LONG_FOR_TEAMS = "What you wrote is longer than this box takes. All of it stands here; the box holds the beginning."
OPTIONAL = "(you can skip this)"

KEPT_WHAT_NOW = f"What you wrote is kept for seven days. Go on with it from “{MY_REPORTS}”."

CODE_TO_COPY = "Your code again, to copy"

NO_MORE_TITLE = "Take nothing more?"
NO_MORE_TEXT = "Whoever has the code can still read what you wrote. They cannot write here any more."
NO_MORE_YES = "Take nothing more"

NOTHING_FOUND = "Nothing fits that. Try fewer or other letters."
FOUND_SOME = "These fit. Choose here, or type something else and press Find again."
FOUND_TOO_MUCH = "More fit than can be shown here. Type more letters and press Find again."

WELCOME = (
    "Hello. Here you can tell the safeguarding team about anything that worries you online.",
    "You can also ask me what the e-safety policy says: write your question here, without names.",
    "If anyone may be in danger, ring 999 now. You do not need this app to do that.",
)
CODE_WHAT = "Did you get a code from us? Use it to read our answer."
IN_THE_FORM = "Press the button. A form opens. Please don't write it here: what you type here stays in this chat."
ASK_WHAT = (
    "You can ask what the e-safety policy says. Write your question here, or press the button: a form opens.",
    "Please leave out names. I keep nothing of it, but what you type here stays in this chat.",
)
NOT_IN_THE_CHANNEL = (
    "You mentioned me in a channel, where others read it. I answer only here. "
    "Please don't write about a person or what happened to them there."
)
MENTIONED = (
    "I don't answer in a channel. Nobody has been told what was typed there.",
    "If anyone may be in danger, ring 999 now.",
)
ADDED_TO_A_TEAM = (
    "The E-safety app is in this team now. Alerts for the safeguarding team are posted in the channel that it has set.",
    "Please do not write about a person or what happened to them in a channel.",
)
IN_A_CHAT = "To tell the safeguarding team, open a chat with this app. Somebody will read it."

PRESSED_AND_DONE = (
    "What was just pressed here has been done.",
    "What came of it stands in a chat with this app, or in a newer Teams. If it cannot wait, ring.",
)
PRESSED_AND_NOT_DONE = (
    "What was just pressed here could not be done.",
    "If anyone may be in danger, ring 999. Then ring the safeguarding team, or try again in a newer Teams.",
)

TOO_OLD = (
    "This version of Teams cannot show this. Open it in a newer one, or in a browser. "
    "If anyone may be in danger, ring 999 now."
)
SPOKEN = "A message from the E-safety app."


def more_lines(count: int) -> str:
    """Ends a message that is too long."""
    return f"… and {count} more {'line' if count == 1 else 'lines'}: open “{MY_REPORTS}” to read on."


def member(object_id: str) -> str:
    """Somebody who is not in the organisation file."""
    return f"Teams member {object_id}"


def choice(number: int) -> str:
    """Stands for an option whose words cannot stand there themselves: they are read in full above."""
    return f"Choice {number}"


def looked_for(label: str) -> str:
    """The label of the box in which an option of a field is looked for."""
    return f"Find one: {label}"
