"""Tests of what somebody presses on Slack to work a case: forms open, are turned, sent, and followed by the case."""

from dataclasses import replace

import pytest

from bot.chat.doing import Do
from bot.slack.buttons import of_press
from dialogs import wording_cases
from dialogs.alerts import Button, Press
from handlers.reply import Asked, NoSuchCase, Reply, Said, Told
from handlers.turn import Answered, OpenedCase, OpenedReport, WantedToChange, WantedToReply, WantedToWork
from tests.bot.chat.worked import CASE_ID, FORM, MY_REPORT, OWN, REPORTED, WORKED, WRONG
from tests.bot.slack.drawn import as_sent
from tests.bot.slack.telling import REPLYING, Telling
from tests.bot.slack.walking import ASHA, LENA
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Object, object_of, text_of
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import Posted, direct

pytestmark = pytest.mark.asyncio(loop_scope="module")

TAKE_OVER = Button(Press.WORK, "Take it over", f"take-over.{CASE_ID}")


async def presses(teller: Telling, button: Button, reply: Reply, user: str = ASHA) -> None:
    """Presses a button of a message of the bot's, which is answered with this."""
    message: Object = {"text": "A case", "blocks": [{"type": "actions", "elements": [as_sent(of_press(button))]}]}
    teller.next.append(reply)
    await teller.client.press_in(
        user, Posted(direct(user), user, "1.1", message, 0.0), text_of(of_press(button)["action_id"])
    )


def late(teller: Telling) -> None:
    """The next modal comes too late."""
    teller.slack.faults.append(Fault(How.REFUSED, "views.open", error="expired_trigger_id"))


async def opens(teller: Telling, form: Asked) -> ShownView:
    """The form of a task, in front of somebody."""
    await presses(teller, TAKE_OVER, form)
    teller.turns.clear()
    return teller.slack.modal(ASHA)


def pressed(shown: Object) -> list[tuple[str, str]]:
    """What each button does, and what it is about."""
    return [(text_of(each["action_id"]), text_of(each["value"])) for _, each in buttons(shown)]


async def test_a_button_of_a_message_opens_the_form_of_its_task(teller: Telling) -> None:
    teller.turns.clear()
    await presses(teller, TAKE_OVER, FORM)
    assert [turn for turn in teller.turns if isinstance(turn, WantedToWork)] == teller.turns
    assert [turn.about for turn in teller.turns if isinstance(turn, WantedToWork)] == [TAKE_OVER.about]
    assert object_of(teller.slack.modal(ASHA).view["title"])["text"] == FORM.heading


async def test_where_a_task_is_refused_its_case_can_be_opened_unless_nobody_may_know_of_it(teller: Telling) -> None:
    await presses(teller, TAKE_OVER, Said("Take over", ("It is yours already.",)))
    assert (Do.OPEN, CASE_ID) in pressed(teller.slack.modal(ASHA).view)
    await presses(teller, TAKE_OVER, NoSuchCase())
    assert pressed(teller.slack.modal(ASHA).view) == []


async def test_what_opens_too_late_leads_to_its_case_and_that_of_a_reporter_to_every_way(teller: Telling) -> None:
    late(teller)
    await presses(teller, TAKE_OVER, FORM)
    shown = teller.slack.to(direct(ASHA))[-1].message
    assert pressed(shown) == [(Do.OPEN, CASE_ID)]
    assert "A2 should come first" not in str(shown)
    late(teller)
    await presses(teller, MY_REPORT, OWN, LENA)
    assert Do.OPEN not in [do for do, _ in pressed(teller.slack.to(direct(LENA))[-1].message)]


async def test_a_button_of_a_case_changes_the_view_to_its_form_and_that_back_to_the_case(teller: Telling) -> None:
    view = await opens(teller, FORM)
    teller.next.append(WORKED)
    await teller.client.fill(view, {"reasons": ["adult", "risk"], "why": "It is right."})
    await teller.client.submit(view)
    (turn,) = teller.turns
    assert isinstance(turn, Answered)
    assert turn.draft == FORM.draft
    assert turn.values == {"outcome": ("not",), "reasons": ("adult", "risk"), "why": ("It is right.",), "on": ()}
    assert "A1 is recorded." in view.text

    teller.next.append(FORM)
    await teller.client.press(view, Do.WORK, f"step.{CASE_ID}.A2")
    assert isinstance(teller.turns[-1], WantedToWork)
    assert teller.turns[-1].about == f"step.{CASE_ID}.A2"
    assert object_of(view.view["title"])["text"] == FORM.heading


async def test_after_a_form_a_short_answer_leads_to_its_case_and_that_of_a_reporter_does_not(teller: Telling) -> None:
    for form, leads in ((FORM, True), (OWN, False)):
        view = await opens(teller, form)
        teller.next.append(Said("It is kept", ()))
        await teller.client.submit(view)
        assert ((Do.OPEN, CASE_ID) in pressed(view.view)) is leads


async def test_what_is_missing_stands_beside_the_fields_and_the_form_stays_as_it_is(teller: Telling) -> None:
    view = await opens(teller, FORM)
    teller.next.append(replace(WRONG, remark=wording_cases.NOT_RECORDED))
    await teller.client.submit(view)
    assert sorted(view.errors.values()) == sorted(WRONG.problems.values())
    teller.next.append(WRONG)
    await teller.client.submit(view)
    assert not view.errors
    assert WRONG.remark in view.text, "a remark that says more is read"


@pytest.mark.parametrize("form", [FORM, OWN], ids=["task", "own report"])
async def test_another_part_of_a_form_is_asked_for_with_what_was_entered(form: Asked, teller: Telling) -> None:
    told = tuple(Told(f"{place} {'words ' * 480}", form.notices[0].tone, ()) for place in range(20))
    long = replace(form, notices=told)
    view = await opens(teller, long)
    while "submit" not in view.view:
        teller.next.append(long)
        await teller.client.press(view, "page:next")
    teller.next.append(long)
    teller.turns.clear()
    await teller.client.fill(view, {"why": "Because."})
    await teller.client.press(view, "page:previous")
    (turn,) = teller.turns
    assert isinstance(turn, WantedToChange)
    assert (turn.draft, turn.values["why"]) == (form.draft, ("Because.",))


async def test_another_part_of_a_form_to_reply_in_is_asked_for_as_before(teller: Telling) -> None:
    long = replace(REPLYING, thread=tuple(replace(each, text="words " * 330) for each in REPLYING.thread * 20))
    view = await opens(teller, long)
    teller.next.append(long)
    await teller.client.press(view, "page:next")
    assert [type(turn) for turn in teller.turns] == [WantedToReply]


async def test_another_part_of_a_long_case_is_the_case_again(teller: Telling) -> None:
    long = replace(WORKED, chronology=tuple(replace(WORKED.chronology[1], text=f"{n} {'x' * 900}") for n in range(60)))
    await presses(teller, Button(Press.OPEN, "Open", CASE_ID), long)
    view = teller.slack.modal(ASHA)
    assert "Part 1 of" in view.text
    teller.next.append(long)
    await teller.client.press(view, "page:next")
    assert "Part 2 of" in view.text
    assert teller.turns[-1] == OpenedCase(teller.turns[-1].who, CASE_ID, further=True)


async def test_a_reporter_looks_at_their_report_from_their_home_tab(teller: Telling) -> None:
    teller.next.append(REPORTED)
    await teller.client.opens_home(LENA)
    teller.turns.clear()
    teller.next.append(OWN)
    await teller.client.press(teller.slack.homes[LENA], Do.MY_REPORT, MY_REPORT.about)
    (turn,) = teller.turns
    assert isinstance(turn, OpenedReport)
    assert turn.case == MY_REPORT.about
    assert object_of(teller.slack.modal(LENA).view["title"])["text"] == OWN.heading
