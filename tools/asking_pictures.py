"""Somebody asks in Teams what the policy says, in their chat and in a dialog: what their pictures show."""

from typing import Protocol

from bot.teams.ids import ANSWER, FIELD, Command
from dialogs import wording_guidance
from handlers import guidance
from tests.fakes.teams_workspace import PEOPLE
from tests.servers.bot_on_teams import OnTeams

TOM, LENA = PEOPLE[6], PEOPLE[7]
IN_THE_CHAT = (
    ("43-the-policy-says", wording_guidance.SAYS, "Can I use my own phone to take photos of learners?"),
    ("45-in-trouble", wording_guidance.TROUBLE, "Someone has my photos and says he will send them to everyone"),
    ("47-the-policy-does-not-say", wording_guidance.SILENT, "How long do you keep CCTV?"),
)
IN_A_DIALOG = (
    ("44-the-closest-three", wording_guidance.CLOSEST, "Do I need consent to film a lesson?"),
    ("46-a-procedure", wording_guidance.SAYS, "A learner received nasty messages, what steps do we follow?"),
)
"""What each picture is called, the title of what it shows, and what is asked for that."""


class AskingAlbum(Protocol):
    """Where the pictures are kept."""

    @property
    def on(self) -> OnTeams:
        """Whoever asks, and the bot."""
        ...

    def dialog(self, name: str, user: str, *, phone: bool = False) -> None:
        """Keep the dialog in front of somebody."""
        ...

    def newest(self, name: str, place: str, *, phone: bool = False, night: bool = False) -> None:
        """Keep the newest message to a person."""
        ...


async def asked(album: AskingAlbum) -> None:
    """Every kind of answer. Raises AssertionError where another kind comes: then the bot has been trained again."""
    client, teams = album.on.client, album.on.teams
    for name, title, question in IN_THE_CHAT:
        await client.writes(LENA, question)
        _is(title, teams.to(LENA)[-1].text)
        album.newest(name, LENA, phone=True, night=title == wording_guidance.TROUBLE)
    for name, title, question in IN_A_DIALOG:
        await client.command(TOM, Command.ASK)
        client.fill(TOM, {f"{FIELD}{guidance.TEXT}": question})
        await client.press_in(TOM, ANSWER)
        _is(title, teams.dialog(TOM).card.text)
        album.dialog(name, TOM, phone=True)


def _is(title: str, shown: str) -> None:
    if title not in shown:
        raise AssertionError(f"{title!r} is not what is answered: ask something else here")
