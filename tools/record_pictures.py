"""What becomes of a case's record: the pictures that every platform has in common of the log, copies and retention."""

from dialogs.alerts import Press
from dialogs.wording_copies import TRANSFER
from tests.scenarios.conversation import Answers
from tests.scenarios.working_steps import NO_REFERRAL, NOT_NEEDED
from tools.case_pictures import ABOUT_STAFF, CaseAlbum, does, ends, opened, reported
from tools.pictured_reports import NASTY

ALONG: Answers = {"version": TRANSFER, "whom": "Beta Training, Ravi Shah (Designated Safeguarding Lead)"}
NOT_MET: Answers = {"outcome": "not_met", "reasons": ["none"], "why": "The message was about a timetable."}
FALSE: Answers = {
    "outcome": "staff_false",
    "told": "told",
    "lesson": "Say to learners how tutors may write to them.",
}
HELD: Answers = {
    "why": "Ewan claims against us because he was suspended.",
    "consulted": "The insurer, claim 44-107",
    "review": "1/2/2030",
}
TO_DESTROY: Answers = {"how": "destroy", "why": "It never happened: her sister had sent the message as a joke."}


async def copied(at: CaseAlbum) -> None:
    """A copy of a case is made for the provider that a learner moves to."""
    await opened(at, NASTY)
    await does(at, "asha", "copy", ALONG, "copy-of-a-case")
    await at.shows("copy-to-fetch", "asha")


async def destroyed(at: CaseAlbum) -> None:
    """The record of a false allegation is held, let go, reviewed by one person and destroyed by two."""
    await reported(at, ABOUT_STAFF[:-1])
    await at.people.presses("carys", Press.ACKNOWLEDGE)
    await at.people.presses("carys", Press.OPEN)
    await ends(at, "carys", ("ST1", "ST2", "ST4", "ST5", "ST6", "ST8"), NOT_NEEDED)
    await ends(at, "carys", ("ST3",), NOT_MET)
    await ends(at, "carys", ("ST7",), NO_REFERRAL)
    await does(at, "carys", "close", FALSE)
    await at.people.presses("dilys", Press.WORK, "agree")
    await at.people.answers("dilys", {"how": "agree"})
    await at.people.presses("carys", Press.OPEN)
    await does(at, "carys", "dates", {"born": "1/2/1980"}, "dates")
    await does(at, "carys", "hold", HELD, "hold")
    await does(at, "carys", "hold", {"why": "The claim is settled."})
    await does(at, "carys", "review", TO_DESTROY, "review")
    await at.alerts("asked-to-destroy", "dilys")
    await at.people.presses("dilys", Press.WORK, "destroy")
    await at.fills_in("dilys", {"how": "agree"})
    await at.shows("destroy", "dilys")
    await at.people.answers("dilys", {})
    await at.shows("destroyed", "dilys")


async def logged(at: CaseAlbum) -> None:
    """The incident log, how its cases are chosen, and how somebody is let in to one that is not theirs."""
    await at.people.presses_at_home("asha", Press.LOG)
    await at.shows("incident-log", "asha", phone=True)
    await at.people.presses_here("asha", Press.FILTER)
    await at.shows("choosing-of-the-log", "asha", phone=True)
    await at.people.presses_at_home("asha", Press.LET_IN)
    await at.shows("let-in-by-two", "asha", phone=True)


JOURNEYS = (copied, destroyed)
