"""Somebody tells someone and reads the answer, in Slack or in Teams: what their pictures have in common."""

from typing import Protocol

from dialogs.alerts import Press
from tests.scenarios.conversation import Answers, Platform, code_in
from tools.learner_pictures import ADVISED_AGAINST, ANSWERED, MORE, SLOT, TOLD


class TellingAlbum(Protocol):
    """Where pictures of a platform are kept, by the names of people."""

    @property
    def people(self) -> Platform:
        """Who tells and who answers."""
        ...

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in what is in front of somebody."""
        ...

    async def pauses(self, person: str) -> None:
        """Press the button that lets the form rest."""
        ...

    def shows(self, name: str, person: str, *, phone: bool = False, night: bool = False) -> None:
        """Keep what is in front of somebody, as they have filled it in."""
        ...

    def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to a person."""
        ...


async def told(at: TellingAlbum) -> None:
    """Somebody tells someone with a code, it is answered, and they come back to read it."""
    people = at.people
    seen = await people.tells("lena")
    for name, values in TOLD:
        await at.fills_in("lena", values)
        if name in SHOWN:
            at.shows(SHOWN[name], "lena", phone=True)
        seen = await people.answers("lena", {})
    at.shows("34-your-code", "lena", phone=True, night=True)
    code = code_in(seen.text)
    await people.answers("lena", {})
    at.shows("35-code-once-more", "lena", phone=True)
    await people.waits(SLOT)
    await _answered(at)
    await people.has_a_code("lena")
    await at.fills_in("lena", {"code": code})
    at.shows("38-i-have-a-code", "lena", phone=True)
    await people.answers("lena", {})
    await at.fills_in("lena", {"more": MORE})
    at.shows("39-the-answer", "lena", phone=True, night=True)


async def _answered(at: TellingAlbum) -> None:
    people = at.people
    at.alerts("36-alert-of-a-concern", "asha")
    await people.presses("asha", Press.ACKNOWLEDGE)
    await people.presses("asha", Press.OPEN)
    await people.presses_here("asha", Press.REPLY)
    await people.answers("asha", ADVISED_AGAINST)
    at.shows("37-reply-with-advice", "asha", phone=True)
    await people.answers("asha", ANSWERED)


async def in_danger(at: TellingAlbum) -> None:
    """Somebody is in danger, and tells us: one line is enough. Then two who handle cases let the form rest."""
    people = at.people
    await people.tells("lena")
    await people.answers("lena", {"danger": "yes"})
    await at.fills_in("lena", {"account": "He is outside the centre now."})
    at.shows("40-told-in-danger", "lena", phone=True, night=True)
    await people.answers("lena", {})
    for person in ("asha", "ben"):
        await at.pauses(person)
    at.shows("41-paused-for-an-hour", "ben")
    await people.tells("lena")
    at.shows("42-paused", "lena", phone=True)


SHOWN = {
    "03-how": "30-how-to-tell-us",
    "05-about": "31-what-is-it-about",
    "06-picture": "32-a-photo-or-video",
    "09-tell": "33-what-happened",
}
