"""A report in the dialogs of a real client, screen by screen, by the words that stand there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.browser.teams_playground import AtPlayground


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody does with a screen of a report: options, words by the labels of their boxes, a button."""

    chosen: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    pressed: str = "Continue"


TO_WHOM_IT_IS_ABOUT = (
    Screen(("No",)),
    Screen(("Messages or posts",)),
    Screen(("Nasty messages sent to somebody",)),
    Screen(("No",)),
)
TO_THE_REVIEW = (
    *TO_WHOM_IT_IS_ABOUT,
    Screen(("16 or 17",), {"Who is it about?": "Mia Example"}),
    Screen((), {"What happened": "She showed me a message."}),
    Screen(("Kept evidence",)),
)
AND_SENDS = Screen(pressed="Send")


async def goes_through(person: AtPlayground, *screens: Screen) -> None:
    """Answers one screen of a report after the other."""
    for screen in screens:
        await person.chooses(*screen.chosen)
        await person.enters(screen.written)
        await person.presses(screen.pressed)
