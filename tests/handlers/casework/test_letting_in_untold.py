"""What nobody learns who must not know of a case, when two people open it; and forms that are shown again."""

from dataclasses import replace

import pytest

from dialogs import wording
from dialogs import wording_letting_in as words
from handlers.breaking_glass import Outcome
from handlers.letting_in import AGREED
from handlers.reply import Asked, Reply
from handlers.turn import OpenedCase, OpenedHome, WantedToBeLetIn, WantedToChange
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.casework.letting import (
    NOTHING_OPEN,
    REFERENCE,
    TOLD,
    WHY,
    WRITTEN_DOWN,
    agreed_for,
    agrees,
    asks,
    offered,
    recorded,
    reference,
    says,
    sends,
)
from tests.handlers.office import ASHA, BEN, CARYS, DILYS


@pytest.fixture
def work(work: DeskWork) -> DeskWork:
    """That case, of which the policy tells the Safeguarding Lead and the champion."""
    work.office.desk = replace(work.office.desk, policy=TOLD)
    return work


# -------------------------------------------------------------------------------------------- what nobody learns of it


async def conversation(work: DeskWork, named: str) -> list[Reply]:
    """All that Ben reads who asks for a case, agrees that another is let in to it, and looks afterwards."""
    office = work.office
    asked = await asks(office, BEN, named)
    await agrees(office, CARYS)
    await asks(office, DILYS, named, "Something of Ben's.")
    [about] = (await offered(office, BEN)).values()
    read = [
        asked,
        await office.does(OpenedCase(BEN, work.case)),
        await office.does(OpenedHome(BEN)),
        await office.does(WantedToBeLetIn(BEN, about)),
        await agrees(office, BEN),
        await office.does(OpenedHome(BEN)),
    ]
    await agrees(office, CARYS)
    await office.settles()
    return [*read, await office.does(OpenedHome(BEN)), await office.does(OpenedCase(BEN, work.case))]


async def test_whoever_must_not_know_of_a_case_reads_what_they_would_if_there_were_none(work: DeskWork) -> None:
    named, office = await reference(work), work.office
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    stored, count, sent = office.file.read_bytes(), office.chance.count, len(office.messenger.to("ben"))
    there = await conversation(work, named)
    assert [each[2] for each in await recorded(office)] == [
        "", Outcome.MAY_NOT, "", Outcome.MAY_NOT, Outcome.OPENED,
    ]  # fmt: skip
    assert (await work.now()).told & {"ben", "dilys"} == {"dilys"}
    told = office.messenger.to("ben")[sent:]
    await office.desk.database.close()
    office.file.write_bytes(stored)
    office.chance.count, office.messenger.sent[:] = count, []
    await office.purges(work.case)
    assert await conversation(work, named) == there
    assert office.messenger.to("ben") == told == []


async def test_every_request_is_answered_alike(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    for who in (ASHA, BEN, DILYS):
        for named in (await reference(work), REFERENCE, " es 9k4m2p "):
            assert await asks(work.office, who, named) == WRITTEN_DOWN
            work.office.clock.move(seconds=1)
            name = work.office.desk.organisation.name_of(who.key)
            assert await agrees(work.office, CARYS) == agreed_for(name)


async def test_what_cannot_be_a_reference_or_says_nothing_is_asked_for_again(work: DeskWork) -> None:
    for named in ("ES-7K4M2", "ES-7K4M2P9", "7K4M", "?", "ES-7K4M2\u00c9"):
        shown = await asks(work.office, DILYS, named)
        assert isinstance(shown, Asked)
        assert shown.problems == {"reference": words.REFERENCE_WRONG}
        assert shown.entered == {"reference": named, "why": WHY}
    shown = await asks(work.office, DILYS, "", "")
    assert isinstance(shown, Asked)
    assert set(shown.problems) == {"reference", "why"}
    await asks(work.office, DILYS, "7k4m2p")
    shown = await says(work.office, BEN, "")
    assert isinstance(shown, Asked)
    assert list(shown.problems) == ["how"]
    assert shown.title.endswith(REFERENCE)


async def test_a_case_that_does_not_open_is_answered_as_if_there_were_none(work: DeskWork) -> None:
    await asks(work.office, DILYS, await reference(work))
    async with work.office.desk.database.transaction() as tx:
        await tx.connection.exec_driver_sql("UPDATE cases SET rung = rung + 1")
    assert await agrees(work.office, BEN) == agreed_for("Dilys Ward")
    assert (await recorded(work.office))[-1] == ("ben", AGREED, Outcome.NO_SUCH_CASE)


# ------------------------------------------------------------------------------------------------------- looking again


async def test_a_form_is_shown_again_with_what_stands_in_it(work: DeskWork) -> None:
    form = await work.office.does(WantedToBeLetIn(DILYS))
    assert isinstance(form, Asked)
    again = await work.office.does(WantedToChange(DILYS, form.draft, form.screen, {"why": (WHY,)}))
    assert again == replace(form, entered={"why": WHY})
    await asks(work.office, DILYS, REFERENCE)
    [about] = (await offered(work.office, BEN)).values()
    form = await work.office.does(WantedToBeLetIn(BEN, about))
    assert isinstance(form, Asked)
    again = await work.office.does(WantedToChange(BEN, form.draft, form.screen, {"how": (words.AGREES,)}))
    assert again == replace(form, entered={"how": words.AGREES})
    assert await work.office.does(WantedToChange(BEN, "g.gone", form.screen, {})) == NOTHING_OPEN


async def test_what_could_not_be_stored_is_said_and_not_lost(work: DeskWork) -> None:
    form = await work.office.does(WantedToBeLetIn(DILYS))
    await asks(work.office, DILYS, REFERENCE)
    [about] = (await offered(work.office, BEN)).values()
    agreeing = await work.office.does(WantedToBeLetIn(BEN, about))
    work.office.breaks()
    shown = await sends(work.office, DILYS, form, reference=REFERENCE, why=WHY)
    assert isinstance(shown, Asked)
    assert (shown.remark, shown.entered) == (words.FAILED, {"reference": REFERENCE, "why": WHY})
    shown = await sends(work.office, BEN, agreeing, how=words.AGREES)
    assert isinstance(shown, Asked)
    assert (shown.remark, shown.entered) == (words.FAILED, {"how": words.AGREES})
    assert wording.NOT_SHOWN in str(await work.office.does(WantedToBeLetIn(BEN, about)))
