"""Words that only stand on Slack. The others stand in `bot.chat.words`, and what the bot says in `dialogs.wording`."""

YOU_CAN_STOP = "You can stop at any time: what you have written is kept, and you find it on the Home tab of this app."
TOO_LONG_FOR_SLACK = "What you wrote is longer than this box takes. All of it stands here; the box holds the beginning."

NO_MORE_TITLE = "Take nothing more?"
NO_MORE_TEXT = "Whoever has the code can still read what you wrote. They cannot write here any more."
NO_MORE_YES = "Take nothing more"
GO_BACK = "Go back"


def more_lines(count: int) -> str:
    """Ends a message that is too long."""
    return f"… and {count} more {'line' if count == 1 else 'lines'}: open this app's Home tab."


def more_in_the_message(count: int) -> str:
    """Ends what is read out of a message that shows more."""
    return f"… and {count} more {'paragraph' if count == 1 else 'paragraphs'} in the message."


def left_off(place: str) -> str:
    """Stands for words of the policy that are too long to be shown whole."""
    return f"There is more, too long to show here. You find it in the policy: {place}."


def member(user: str) -> str:
    """Somebody who is not in the organisation file."""
    return f"Slack member {user}"
