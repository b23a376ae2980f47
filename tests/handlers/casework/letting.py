"""Two people open a case to one of them in a test: one asks, the other finds that on their Home and says how it is."""

from dataclasses import replace

from dialogs import wording_letting_in as words
from dialogs.alerts import Press
from handlers.letting_in import AGREED, ASKED, DID_NOT_AGREE
from handlers.reply import Asked, Home, Reply, Said
from handlers.turn import Answered, OpenedHome, WantedToBeLetIn, Who
from storage import audit
from tests.handlers.casework.desk_work import CASEWORK, WORKED, DeskWork
from tests.handlers.office import Office

TOLD = replace(WORKED, casework=replace(CASEWORK, let_in_told=("safeguarding_lead", "champion")))
WHY = "Asha and Carys cannot be reached."
REFERENCE = "ES-7K4M2P"
"""Of no case."""
WRITTEN_DOWN = Said(words.OPEN_ONE, (words.ASKED,))
NOTHING_OPEN = Said(words.OVER, (words.OVER_WHAT,))


async def sends(office: Office, who: Who, asked: Reply, **given: str) -> Reply:
    """Sends a form with this in it."""
    assert isinstance(asked, Asked), asked
    values = {name: (each,) for name, each in given.items()}
    return await office.does(Answered(who, asked.draft, asked.screen, values, asked.told))


async def asks(office: Office, who: Who, reference: str, why: str = WHY) -> Reply:
    """Somebody asks to be let in."""
    return await sends(office, who, await office.does(WantedToBeLetIn(who)), reference=reference, why=why)


async def offered(office: Office, who: Who) -> dict[str, str]:
    """The requests on somebody's Home: the id of each, by its label."""
    home = await office.does(OpenedHome(who))
    assert isinstance(home, Home)
    return {each.label: each.about for each in home.buttons if each.press is Press.LET_IN and each.about}


async def says(office: Office, who: Who, how: str, request: str = "") -> Reply:
    """Somebody opens a request (the first on their Home), and says how it is."""
    about = request or next(iter((await offered(office, who)).values()))
    return await sends(office, who, await office.does(WantedToBeLetIn(who, about)), how=how)


async def agrees(office: Office, who: Who) -> Reply:
    return await says(office, who, words.AGREES)


async def recorded(office: Office) -> list[tuple[str, str, str]]:
    """What of it stands in the system's chain: who did what, and what came of it."""
    async with office.desk.database.transaction() as tx:
        entries = await audit.entries(tx, audit.SYSTEM)
    ours = {ASKED, AGREED, DID_NOT_AGREE}
    return [(each.actor, each.what, each.detail.get("outcome", "")) for each in entries if each.what in ours]


async def reference(work: DeskWork) -> str:
    return (await work.now()).reference


def agreed_for(name: str) -> Said:
    return Said(words.AGREED_TITLE, (words.agreed(name),))
