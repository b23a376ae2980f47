"""Whoever was let in to a case by two people goes on knowing of it when more comes, unless they must not any more."""

from dataclasses import replace

from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from handlers.reply import Asked, CaseShown, NoSuchCase, Reply
from tests.handlers.access_cells import person, with_somebody_of_each_role
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.casework.letting import TOLD, agrees, asks, reference
from tests.handlers.casework.test_more_after_closing import one_line, the_rest, with_a_code
from tests.handlers.office import BEN, EXAMPLE, NASTY_MESSAGES, Office

WHY = {Detail.WHY: "It is of another kind."}


EVERYBODY = with_somebody_of_each_role(EXAMPLE)
PETRA = person("prevent_lead")
"""On no ladder of these cases."""


async def is_let_in(work: DeskWork) -> None:
    """Petra is let in to the case."""
    work.office.desk = replace(work.office.desk, policy=TOLD, organisation=EVERYBODY)
    assert isinstance(await work.opens(PETRA), NoSuchCase)
    await asks(work.office, PETRA, await reference(work))
    await agrees(work.office, BEN)
    assert isinstance(await work.opens(PETRA), CaseShown)


async def sends_the_rest(office: Office, screen: Reply, **other: str) -> None:
    """The whole report comes, with other answers in the screens that ask for them."""
    for given in NASTY_MESSAGES[1:]:
        assert isinstance(screen, Asked)
        screen = await office.answers(screen, {name: other.get(name, each) for name, each in given.items()})
    if isinstance(screen, Asked):  # others are told of it than was said before
        await office.answers(screen, {})


async def test_whoever_was_let_in_still_is_when_the_whole_report_comes(office: Office) -> None:
    work, screen = await one_line(office)
    await is_let_in(work)
    await the_rest(office, screen)
    assert isinstance(await work.opens(PETRA), CaseShown)


async def test_whoever_was_let_in_still_is_when_more_comes_with_a_code(office: Office) -> None:
    office.desk = replace(office.desk, organisation=EVERYBODY)
    lena, code, work = await with_a_code(office)
    await is_let_in(work)
    await lena.writes(await lena.opens(code), "I am scared of him.")
    await office.passes(hours=1)
    assert isinstance(await work.opens(PETRA), CaseShown)


async def test_whoever_was_let_in_still_is_when_the_kind_is_corrected(work: DeskWork) -> None:
    await is_let_in(work)
    await work.did(Task.KIND, {Detail.TO: "image_under_18", **WHY})
    assert isinstance(await work.opens(PETRA), CaseShown)


async def test_whoever_was_let_in_is_not_any_more_when_the_report_names_them(office: Office) -> None:
    work, screen = await one_line(office)
    await is_let_in(work)
    await sends_the_rest(office, screen, subject=PETRA.name)
    assert PETRA.key in (await work.now()).excluded
    assert isinstance(await work.opens(PETRA), NoSuchCase)
