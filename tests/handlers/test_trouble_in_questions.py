"""Whoever may be in trouble and asks a person reads whom to ring first, whatever becomes of the question."""

import asyncio
from dataclasses import replace

import pytest

from dialogs import wording_guidance, wording_questions, wording_replies
from dialogs.forms import Tone
from handlers import soon
from handlers.asking_somebody import MOST_TEXT, MOST_WAITING
from handlers.not_saved import late
from handlers.reply import Asked, Guided, Way
from handlers.turn import WantedToAskSomebody, WantedToChange
from tests.handlers import asking as use
from tests.handlers.asking import IN_TROUBLE, WORDS, asking, form_of, waiting
from tests.handlers.office import SOON, TOM, Office

WORRIED = "I feel low"
"""Heard with a panel: whom to ring stands above the answer."""
REPORTED = "someone keeps sending me nasty messages"
"""Heard as a wish to report."""


async def draft_of(office: Office) -> str:
    return (await form_of(office, WantedToAskSomebody(TOM))).draft


def contacts(shown: Asked | Guided) -> list[str]:
    """The numbers that stand in it, in order."""
    if isinstance(shown, Guided):
        return [number.contact for number in shown.numbers]
    return [number.contact for notice in shown.notices for number in notice.numbers]


@pytest.mark.parametrize("text", [IN_TROUBLE, f"{IN_TROUBLE}. {'x ' * MOST_TEXT}"])
async def test_somebody_in_trouble_reads_whom_to_ring_though_it_could_not_be_stored(office: Office, text: str) -> None:
    turn = asking(await draft_of(office), text)
    unsure = late(office.desk, turn)
    office.breaks()
    for shown in (
        await office.does(turn),
        unsure,
        await office.does(WantedToChange(TOM, turn.draft, "ask", turn.values)),
    ):
        assert isinstance(shown, Asked)
        assert shown.entered == {"question": text.strip()}
        assert shown.notices[0].tone is Tone.URGENT
        assert wording_questions.DO_NOT_WAIT in shown.notices[0].text
        assert contacts(shown)[:2] == ["999", "0800 1111"]


async def test_a_form_that_is_opened_with_words_of_trouble_begins_with_whom_to_ring(office: Office) -> None:
    form = await form_of(office, WantedToAskSomebody(TOM, IN_TROUBLE))
    assert contacts(form)[:2] == ["999", "0800 1111"]
    assert contacts(await form_of(office, WantedToAskSomebody(TOM, WORDS))) == []


async def test_what_is_too_long_and_about_trouble_is_not_sent_and_says_whom_to_ring(office: Office) -> None:
    text = f"{IN_TROUBLE}. {'x ' * MOST_TEXT}".strip()
    form = await form_of(office, asking(await draft_of(office), text))
    assert form.problems == {"question": wording_replies.too_long(len(text) - MOST_TEXT)}
    assert contacts(form)[:2] == ["999", "0800 1111"]
    assert form.entered == {"question": text}


async def test_somebody_in_trouble_waits_a_moment_only_for_a_database_that_is_slow(office: Office) -> None:
    turn = asking(await draft_of(office), IN_TROUBLE)
    office.desk = replace(office.desk, patience=SOON)
    begun = asyncio.get_running_loop().time()
    async with office.desk.database.transaction():
        shown = await form_of(office, turn)
        assert asyncio.get_running_loop().time() - begun < 10 * SOON
    await asyncio.gather(*soon.WORKING)

    assert (shown.remark, shown.entered) == (wording_questions.NOT_CERTAIN, {"question": IN_TROUBLE})
    assert contacts(shown)[:2] == ["999", "0800 1111"]
    [begun_and_done] = await waiting(office)
    assert (begun_and_done.text, begun_and_done.urgent) == (IN_TROUBLE, True)
    assert (await use.rung(office, turn)).title == wording_questions.SENT
    assert len(await waiting(office)) == 1
    assert office.faults == []


@pytest.mark.parametrize(("text", "urgent"), [(WORRIED, False), (REPORTED, False), (IN_TROUBLE, True)])
async def test_only_what_may_be_trouble_is_urgent_and_whatever_is_near_it_says_whom_to_ring(
    office: Office, text: str, *, urgent: bool
) -> None:
    sent = await office.does(asking(await draft_of(office), text))

    assert isinstance(sent, Guided)
    assert (sent.title, sent.quotes, sent.buttons) == (wording_questions.SENT, (), ())
    assert contacts(sent)
    assert sent.ways == (Way.TELL, Way.REPORT, Way.HELP)
    expected = (
        (wording_questions.MAYBE_TROUBLE, wording_questions.DO_NOT_WAIT)
        if urgent
        else (wording_guidance.PANEL, wording_questions.NO_REPORT)
    )
    assert (sent.urgent, sent.lines[0]) == expected
    assert "Asha Patel" in sent.lines[1]
    assert [(each.text, each.urgent) for each in await waiting(office)] == [(text, urgent)]


async def test_a_report_that_is_one_too_many_is_not_sent_and_says_where_to_report(office: Office) -> None:
    for number in range(MOST_WAITING):
        await use.asks(office, f"{WORDS} {number}")
    sent = await office.does(asking(await draft_of(office), REPORTED))
    assert isinstance(sent, Guided)
    assert sent.lines[:2] == (wording_questions.NO_REPORT, wording_questions.TOO_MANY)
    assert Way.REPORT in sent.ways
    assert len(await waiting(office)) == MOST_WAITING
