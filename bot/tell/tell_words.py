"""What only the plain web page says to a learner. Short words and short sentences, as in `dialogs.wording_learner`."""

from http import HTTPStatus

START_WHAT = (
    "You can tell us about anything online that worries you. It can be for you or a friend.",
    "You won't be in trouble for telling us.",
    "You don't have to say who you are. You get a code. With it you can read our answer.",
)
CODE = "I have a code"
FIRST_PAGE = "Back to the first page"

IN_DANGER = "In danger? Ring"
TALK = "Talk to someone now"
WHOM = "People you can talk to"

LEAVE = "Leave this page"
LEAVE_WHAT = "This goes to a page about the weather. It can't clear your history."
ALL_DONE = "All done? Close this page. Then other people can't see it here."

WHO_SEES = "Who can see this?"
WHO_SEES_WHAT = (
    "We keep no names here, and no cookies.",
    "Your phone or computer keeps this page in its history.",
    "Is this a work or school computer? Its owners may see which pages you open.",
    "Not sure? Use a friend's phone.",
)


def belongs_to(organisation: str) -> str:
    """Whose page it is."""
    return f"This page belongs to {organisation}."


FAULTS = {
    HTTPStatus.BAD_REQUEST: ("We could not read that", "We kept nothing. Go back, then try again."),
    HTTPStatus.FORBIDDEN: ("That did not come from this page", "We kept nothing. You can start again here."),
    HTTPStatus.NOT_FOUND: ("There is nothing here", "You can start again here."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("There is nothing here", "You can start again here."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "That is too long",
        "We kept nothing. Go back, make it shorter, then send it again.",
    ),
}
"""What is said of what could not be answered: a title, and what to do."""

SEND_AGAIN = "Send it again"
