"""For somebody who must not know of a case everything is as if it were deleted: whole replies are compared.

Nothing in them is made alike first. Time stands still and chance counts, so that both copies draw the same ids unless
one of them draws more; and then that is a difference too.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import update

from dialogs import wording_letting_in
from dialogs.case import Case
from dialogs.casework.log import Filter, Only
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.downloads import CaseCopy, LogTable, Wanted
from dialogs.paper import Paper
from dialogs.wording_copies import TRANSFER
from handlers import downloads
from handlers.casework.about import About
from handlers.fetching import fetch
from handlers.letting_in import AGREEING, ASKING
from handlers.letting_in import PREFIX as LETTING_IN
from handlers.messenger import NotDelivered
from handlers.recording import note
from handlers.reply import Asked, CaseShown, NoSuchCase, Reply, Said
from handlers.turn import (
    Acknowledged,
    Answered,
    CannotTake,
    ClosedCode,
    OpenedCase,
    OpenedHome,
    OpenedLog,
    OpenedQuestions,
    OpenedReport,
    Turn,
    WantedToBeLetIn,
    WantedToFilter,
    WantedToReply,
    WantedToTake,
    WantedToWork,
    Who,
)
from storage import cases, letting_in
from storage.database import Transaction
from storage.letting_in import Request
from storage.outbox import Problem
from storage.tables import REPORTS
from tests.handlers.access_cells import ROUTES, WORDS, with_somebody_of_each_role
from tests.handlers.office import BEN, CARYS, DILYS, EXAMPLE, NASTY_MESSAGES, TOM, Office, open_office
from tests.handlers.undone import UndoingDatabase
from tests.storage.examples import KEYRING

pytestmark = pytest.mark.untraced

EVERYBODY = with_somebody_of_each_role(EXAMPLE)
KEYS = ("asha", "carys", "dilys", "p-prevent_lead", "tom")
PEOPLE = tuple(Who(key, EVERYBODY.name_of(key)) for key in KEYS)
"""Those who would read it, who has it, who was told, and whose report it is."""

OFTEN = ("channel", "staff_conduct")
EACH_ROUTE = [pytest.param(each, marks=() if each in OFTEN else pytest.mark.campaign) for each in ROUTES]
ONCE = "0" * 32


@dataclass(frozen=True, slots=True)
class Secret:
    """A case that everybody is kept out of, one that is linked to it, and one in which the same person was named.

    `forms` are those of the first, as they were shown to somebody who might have them then. `count` is how much chance
    was drawn.
    """

    case: str
    reference: str
    linked: str
    beside: str
    forms: tuple[Asked, ...]
    count: int


@pytest.mark.parametrize("route", EACH_ROUTE)
async def test_for_an_excluded_person_everything_is_as_if_the_case_were_deleted(route: str, tmp_path: Path) -> None:
    secret = await _two_copies(tmp_path, route)

    there, deleted = [await _everything(tmp_path / f"{name}.db", secret) for name in ("there", "deleted")]

    assert [(one, other) for one, other in zip(there, deleted, strict=True) if one != other] == []
    assert sum(isinstance(reply, NoSuchCase) for _, reply in there) >= len(PEOPLE) * len(Task)
    assert any(isinstance(reply, CaseShown) for _, reply in there)


@pytest.mark.parametrize("route", EACH_ROUTE)
async def test_what_excluded_people_are_sent_is_as_if_the_case_were_deleted(route: str, tmp_path: Path) -> None:
    secret = await _two_copies(tmp_path, route)

    sent = []
    for name in ("there", "deleted"):
        async with _again(tmp_path / f"{name}.db", secret) as office:
            await office.passes(hours=5)
            await office.passes(hours=100)
            sent.append(office.messenger.sent)

    assert sent[0] == sent[1]


@pytest.mark.parametrize("route", EACH_ROUTE)
async def test_what_excluded_people_fetch_is_as_if_the_case_were_deleted(route: str, tmp_path: Path) -> None:
    secret = await _two_copies(tmp_path, route)

    there, deleted = [await _fetched(tmp_path / f"{name}.db", secret) for name in ("there", "deleted")]

    assert there == deleted
    assert any(isinstance(content, Paper) for content in there)


async def test_what_is_compared_shows_the_case_to_somebody_who_may_know_of_it(tmp_path: Path) -> None:
    async with open_office(tmp_path / "there.db", EVERYBODY) as office:
        secret = await _secret(office, "channel")
        await _changes(office, secret.case, excluded=frozenset())
        linked, beside = [await office.does(OpenedCase(CARYS, each)) for each in (secret.linked, secret.beside)]
        assert isinstance(linked, CaseShown)
        assert isinstance(beside, CaseShown)
        assert secret.reference in str(linked.lists)
        assert secret.reference in str(beside.lists)
        assert await office.is_told_of_trouble(CARYS)
        assert secret.reference in str(await office.does(OpenedHome(TOM)))
        assert secret.reference in str(await office.does(OpenedLog(CARYS)))
        assert isinstance(await office.does(OpenedReport(TOM, secret.case)), Asked)
        assert isinstance(await office.does(_links(secret, CARYS)), CaseShown)
        assert len(secret.forms) >= 10


async def test_damage_to_a_report_tells_an_excluded_person_nothing(office: Office) -> None:
    case = await office.reports()
    await _changes(office, case, excluded=frozenset({"ben"}))
    async with office.desk.database.transaction() as tx:
        await tx.write(update(REPORTS).values(answers=b"damaged"))
    assert isinstance(await office.does(OpenedCase(CARYS, case)), Said)
    for turn in (OpenedCase(BEN, case), OpenedReport(BEN, case), WantedToWork(BEN, About(Task.NOTE, case).button)):
        assert await office.does(turn) == NoSuchCase()


async def _two_copies(folder: Path, route: str) -> Secret:
    """The same database twice, and in one of them the case is deleted."""
    there, deleted = folder / "there.db", folder / "deleted.db"
    async with open_office(there, EVERYBODY) as office:
        secret = await _secret(office, route)
    deleted.write_bytes(there.read_bytes())
    async with _again(deleted, secret) as office:
        await office.purges(secret.case)
    return secret


@asynccontextmanager
async def _again(file: Path, secret: Secret) -> AsyncIterator[Office]:
    """The office with that database, as it was left."""
    async with open_office(file, EVERYBODY) as office:
        office.chance.count = secret.count
        yield office


async def _everything(file: Path, secret: Secret) -> list[tuple[Turn, Reply]]:
    """What everybody does, and gets. Nothing of it is saved, so that each finds the same."""
    async with _again(file, secret) as office:
        database = await UndoingDatabase.open(f"sqlite+aiosqlite:///{file}", KEYRING)
        database.before = lambda tx: _asks(office, tx, secret)
        real, office.desk = office.desk.database, replace(office.desk, database=database)
        try:
            return [(turn, await office.does(turn)) for who in PEOPLE for turn in _turns(secret, who)]
        finally:
            office.desk = replace(office.desk, database=real)
            await database.close()


async def _fetched(file: Path, secret: Secret) -> list[bytes | Paper | None]:
    """What is in the files that everybody fetches with links that they were given."""
    copies = (CaseCopy(each, TRANSFER, WORDS, "", (), "") for each in (secret.case, secret.linked, secret.beside))
    every: tuple[Wanted, ...] = (LogTable(""), LogTable(Filter(Only.OPEN).text), *copies)
    async with _again(file, secret) as office:
        found: list[bytes | Paper | None] = []
        for who in PEOPLE:
            for wanted in every:
                async with office.desk.database.transaction() as tx:
                    token = await downloads.ticket(office.desk, tx, who.key, wanted)
                content = None if (given := await fetch(office.desk, token)) is None else given.content
                found.append(content() if callable(content) else content)
    return found


def _turns(secret: Secret, who: Who) -> tuple[Turn, ...]:
    case, forms = secret.case, (*(About(task, secret.case) for task in Task), About(Task.STEP, secret.case, "A1"))
    known = (About(Task.LINK, secret.linked, case), About(Task.LINK, secret.beside, case))
    named = {Detail.TO.value: ("ben",), Detail.WHY.value: (WORDS,), Detail.TEXT.value: (WORDS,)}
    return (
        *(OpenedHome(who), OpenedQuestions(who), OpenedCase(who, secret.linked), OpenedCase(who, secret.beside)),
        *(OpenedCase(who, case), OpenedCase(who, case, further=True), Acknowledged(who, case), CannotTake(who, case)),
        *_letting_in(secret, who),
        *(OpenedReport(who, case), WantedToReply(who, case), ClosedCode(who, case), _links(secret, who)),
        *(WantedToWork(who, each.button) for each in (*forms, *known)),
        *(Answered(who, replace(each, once=ONCE).draft, "work", named, "") for each in (*forms, *known)),
        *(Answered(who, each.draft, each.screen, named, each.told) for each in secret.forms),
    )


async def _asks(office: Office, tx: Transaction, secret: Secret) -> None:
    """Somebody asks to be let in to it. What was asked before it was deleted went with it."""
    await letting_in.add(tx, Request(ONCE, "ben", secret.reference, WORDS, office.clock.now()))


def _letting_in(secret: Secret, who: Who) -> tuple[Turn, ...]:
    """Asks for the case, or agrees that it is opened to another."""
    asked = {"reference": (secret.reference,), "why": (WORDS,)}
    agreed = {Detail.HOW.value: (wording_letting_in.AGREES,)}
    return (
        *(
            WantedToBeLetIn(who),
            WantedToBeLetIn(who, ONCE),
            OpenedLog(who),
            OpenedLog(who, Filter(Only.OPEN).text),
            WantedToFilter(who),
            WantedToTake(who),
        ),
        Answered(who, f"{LETTING_IN}{ONCE}", ASKING, asked, ""),
        Answered(who, f"{LETTING_IN}{ONCE}", AGREEING, agreed, ""),
    )


def _links(secret: Secret, who: Who) -> Turn:
    """Names the case to be linked, in the form of one that they know."""
    draft = replace(About(Task.LINK, secret.beside), once=ONCE).draft
    return Answered(who, draft, "work", {Detail.REFERENCE.value: (secret.reference,)}, "")


async def _secret(office: Office, route: str) -> Secret:
    """What it is made of. Its alerts did not come through, and something was asked of its reporter."""
    office.messenger.fails += [NotDelivered(Problem.REFUSED)] * 3
    secret = await _reports(office)
    office.messenger.fails.clear()
    linked, beside = await _reports(office), await _reports(office)
    async with office.desk.database.transaction() as tx:
        await note(office.desk, tx, secret, DILYS.key, Act.LINK, {Detail.CASE.value: linked.id})
        await note(office.desk, tx, linked, DILYS.key, Act.LINK, {Detail.CASE.value: secret.id})
        await note(office.desk, tx, secret, DILYS.key, Act.ASKED, {Detail.TEXT.value: WORDS})
    await _changes(office, secret.id, route=route)
    forms = [await office.does(WantedToWork(CARYS, About(task, secret.id).button)) for task in Task]
    forms.append(await office.does(OpenedReport(TOM, secret.id)))
    await _changes(office, secret.id, excluded=frozenset(EVERYBODY.people))
    shown = tuple(each for each in forms if isinstance(each, Asked))
    return Secret(secret.id, secret.reference, linked.id, beside.id, shown, office.chance.count)


async def _reports(office: Office) -> Case:
    """Tom reports something about Mia, and Dilys has it; everybody was told."""
    before = await _every(office)
    await office.fills_in(NASTY_MESSAGES)
    await office.settles()
    [case] = [each for key, each in (await _every(office)).items() if key not in before]
    return await _changes(office, case.id)


async def _every(office: Office) -> dict[str, Case]:
    async with office.desk.database.transaction() as tx:
        return {each.id: each for each in await cases.all_open(tx)}


async def _changes(office: Office, case_id: str, *, excluded: frozenset[str] = frozenset(), route: str = "") -> Case:
    """The case as it is stored now: everybody was told, and kept out are these."""
    async with office.desk.database.transaction() as tx:
        case = await cases.lock(tx, case_id)
        assert case is not None
        case = replace(
            case,
            excluded=excluded,
            route=route or case.route,
            told=frozenset(EVERYBODY.people),
            acknowledged_by=DILYS.key,
            acknowledged_at=office.clock.now(),
        )
        await cases.change(tx, case)
    return case
