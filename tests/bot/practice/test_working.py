"""Tests of how a case is worked on the practice page: its addresses, its buttons and forms, and what a case shows."""

import html
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.practice.views import control_of
from dialogs.alerts import Button, Press
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from handlers.turn import Answered, OpenedHome, OpenedReport, WantedToWork
from tests.bot.chat.replies import words_of
from tests.bot.chat.worked import (
    CASE_ID,
    DONE,
    FORM,
    FORMS,
    LONG,
    MY_REPORT,
    ONCE,
    OPEN_STEP,
    OWN,
    PROCEDURE,
    REPORTED,
    TOP,
    WHO,
    WORKED,
    WRONG,
    work,
)
from tests.fakes import canned
from tests.fakes.practice_client import PracticeClient, at_the_page, path_of
from tests.fakes.practice_world import PracticeWorld

CASES = {"worked": WORKED, "long": LONG}
AT = f"/as/asha/case/{CASE_ID}"
ABOUT = f"step.{CASE_ID}.A1"
SENT = [("draft", FORM.draft), ("screen", "work"), ("told", "")]


@pytest.fixture
def world(tmp_path: Path) -> PracticeWorld:
    return PracticeWorld(tmp_path)


@pytest.fixture
async def visitor(world: PracticeWorld) -> AsyncIterator[PracticeClient]:
    async with at_the_page(world.app) as client:
        yield client


async def main_of(visitor: PracticeClient, world: PracticeWorld, reply: Asked | CaseShown) -> str:
    """The main part of the page that shows it."""
    world.handlers.reply = reply
    page = await visitor.look(AT)
    return page[page.index("<main") : page.index("</main>")]


# --------------------------------------------------------------------------------------------------- its addresses


async def test_a_button_of_a_case_leads_to_its_form_and_no_address_says_what_it_is_about(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = FORM
    page = await visitor.send(f"{AT}/work", [("about", ABOUT)])
    assert world.handlers.turns == [WantedToWork(WHO, ABOUT)]
    assert path_of(visitor.place) == "/as/asha/work"
    assert CASE_ID not in visitor.place
    assert 'action="/as/asha/work/answer"' in page
    assert FORM.title in await visitor.look(visitor.place)
    assert len(world.handlers.turns) == 1, "loading it again sends nothing"


async def test_a_form_that_is_kept_no_more_leads_home(visitor: PracticeClient, world: PracticeWorld) -> None:
    assert "Started today at 11:52" in await visitor.look("/as/asha/work?page=gone")
    assert world.handlers.turns == [OpenedHome(WHO)]


async def test_a_task_that_is_refused_says_so_at_the_address_of_its_case(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = Said("Close the case", ("Nobody has picked it up.",))
    assert "Nobody has picked it up." in await visitor.send(f"{AT}/work", [("about", f"close.{CASE_ID}")])
    assert path_of(visitor.place) == AT
    await visitor.send(f"{AT}/work")
    assert world.handlers.turns[-1] == WantedToWork(WHO, "")


async def test_a_case_of_which_somebody_may_not_know_is_not_found(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = NoSuchCase()
    await visitor.send(f"{AT}/work", [("about", ABOUT)])
    assert visitor.status == 404


async def test_a_form_that_was_answered_is_followed_by_its_case_with_what_was_done(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = WORKED
    sent = [*SENT, ("offered", "outcome reasons"), ("answer.reasons", "risk"), ("answer.reasons", "adult")]
    page = await visitor.send("/as/asha/work/answer", [*sent, ("answer.why", "It is right.")])
    values = {"outcome": (), "reasons": ("risk", "adult"), "why": ("It is right.",)}
    assert world.handlers.turns == [Answered(WHO, FORM.draft, "work", values, "")]
    assert world.handlers.settled == 1
    assert path_of(visitor.place) == AT
    assert "A1 is recorded." in page


async def test_a_form_with_something_wrong_is_shown_again(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = WRONG
    page = await visitor.send("/as/asha/work/answer", SENT)
    assert "Choose a reason." in page
    assert path_of(visitor.place) == "/as/asha/work"


async def test_a_form_that_is_none_of_ours_leads_home(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = canned.SAID
    page = await visitor.send("/as/asha/work/answer", [("draft", "x"), ("screen", "work"), ("told", "")])
    assert canned.SAID.title in page
    assert path_of(visitor.place) == "/as/asha"


async def test_whoever_reported_sees_how_it_stands_and_answers(visitor: PracticeClient, world: PracticeWorld) -> None:
    world.handlers.reply = OWN
    page = await visitor.look(f"/as/asha/my-report/{CASE_ID}")
    assert world.handlers.turns == [OpenedReport(WHO, CASE_ID)]
    assert f'action="/as/asha/my-report/{CASE_ID}/answer"' in page
    await visitor.send(f"/as/asha/my-report/{CASE_ID}/answer", [("draft", OWN.draft), *SENT[1:], ("answer.why", "Yes")])
    assert world.handlers.turns[-1] == Answered(WHO, OWN.draft, "work", {"why": ("Yes",)}, "")
    assert path_of(visitor.place) == f"/as/asha/my-report/{CASE_ID}"


@pytest.mark.parametrize("path", [f"{AT}/work", "/as/asha/work/answer", f"/as/asha/my-report/{CASE_ID}/answer"])
async def test_what_another_site_sends_does_nothing(path: str, visitor: PracticeClient, world: PracticeWorld) -> None:
    token = await visitor.token()
    form = [("token", token), *SENT]
    assert (await visitor.post(path, form, Origin="https://evil.example")).status == 403
    assert (await visitor.post(path, SENT)).status == 403
    assert world.handlers.turns == []


# ------------------------------------------------------------------------------------------------------- its looks


@pytest.mark.parametrize("name", CASES)
async def test_every_word_of_a_case_is_there_and_none_is_markup(
    name: str, visitor: PracticeClient, world: PracticeWorld
) -> None:
    case = replace(CASES[name], answers=CASES[name].answers[:1])  # what was left empty is left out
    main = " ".join(html.unescape(await main_of(visitor, world, case)).split())
    assert [text for text in words_of(case) if " ".join(text.split()) not in main] == []
    assert "<b>x" not in await main_of(visitor, world, case)
    assert 'href="https://evil.example' not in main


async def test_a_case_is_read_in_the_order_in_which_it_is_worked(visitor: PracticeClient, world: PracticeWorld) -> None:
    main = await main_of(visitor, world, WORKED)
    order = [
        *WORKED.warnings, "A1 is recorded.", "<h1>", "Tell the LADO", f'value="evidence.{CASE_ID}"',
        "Think of this first", "Must not learn of this", 'id="numbers-title"', 'id="report-1"', 'id="thread-title"',
        'id="list-1"',
        "In the safe until Monday", "No other case is linked.",
        'id="procedure-1"', 'id="chronology-title"',
    ]  # fmt: skip
    assert [*order] == sorted(order, key=main.index)
    assert 'href="#list-1"' in main


async def test_what_is_wrong_with_the_words_of_a_step_that_ended_is_folded_away(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    assert "<summary>The policy is wrong" in await main_of(visitor, world, WORKED)
    still = replace(WORKED, procedures=(replace(PROCEDURE, steps=(replace(DONE, ended=False),)),))
    main = await main_of(visitor, world, still)
    assert "<strong>The policy is wrong" in main
    assert "<summary>" not in main


async def test_the_form_of_a_step_holds_its_exact_words_and_what_is_wrong_with_them(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    main = await main_of(visitor, world, replace(FORM, step=canned.ADVISE))
    assert f'<blockquote><p class="line">{canned.ADVISE.words}</p></blockquote>' in main
    assert main.index(canned.MOVED.problem) < main.index("What was decided?")


async def test_what_is_sometimes_needed_is_not_said_to_be_skipped(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    main = await main_of(visitor, world, replace(FORM, sometimes=frozenset({"reasons"})))
    assert "Because</legend>" in main
    assert main.count("(you can skip this)") == 1


@pytest.mark.parametrize(
    ("draft", "where"),
    [
        (FORM.draft, "step-A6"),
        (f"w.evidence.{CASE_ID}..{ONCE}", "list-1"),
        (f"w.note.{CASE_ID}..{ONCE}", ""),
        ("m.unknown", ""),
    ],
)
async def test_what_was_worked_leads_back_to_where_it_stands_in_the_case(
    draft: str, where: str, visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = WORKED
    response = await visitor.post(
        "/as/asha/work/answer", [("token", await visitor.token()), ("draft", draft), *SENT[1:]]
    )
    assert response.headers["Location"].partition("#")[2] == where


async def test_what_a_reporter_is_asked_stands_before_everything_else(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = REPORTED
    page = await visitor.look("/as/asha")
    assert page.index("You were asked something.") < page.index("Start a report")
    assert page.index("Your reports") < page.index("It is closed.")


async def test_what_is_overdue_says_so(visitor: PracticeClient, world: PracticeWorld) -> None:
    main = await main_of(visitor, world, WORKED)
    assert main.count("Overdue") == 1
    assert f"<strong>Overdue. {WORKED.due[0].text}</strong>" in main
    said = replace(WORKED, due=(replace(WORKED.due[0], text="Overdue since Monday"),))
    assert "<strong>Overdue since Monday</strong>" in await main_of(visitor, world, said)


async def test_a_step_that_has_ended_has_a_tick_and_its_button_says_which_step(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    main = await main_of(visitor, world, WORKED)
    assert f'<strong><span aria-hidden="true">✓</span> {DONE.state}</strong>' in main
    assert f'<p class="stands">{OPEN_STEP.state}</p>' in main
    assert 'Correct it<span class="unseen">: A1</span>' in main
    assert 'Let it go ahead<span class="unseen">: Procedure B</span>' in main
    assert all(f'name="about" value="{each.about}"' in main for each in TOP if each.press is Press.WORK)


@pytest.mark.parametrize("name", FORMS)
async def test_the_form_of_a_task_holds_all_that_was_entered(
    name: str, visitor: PracticeClient, world: PracticeWorld
) -> None:
    main = await main_of(visitor, world, FORMS[name])
    assert '<option value="not" selected>' in main
    assert html.escape(str(FORM.entered["why"])).replace("&quot;", "&#34;") in main
    assert 'name="offered" value="outcome reasons"' in main
    assert all(each in main for each in FORMS[name].problems.values())


async def test_a_report_that_waits_for_its_reporter_stands_out_and_each_can_be_looked_at(
    visitor: PracticeClient, world: PracticeWorld
) -> None:
    world.handlers.reply = REPORTED
    page = await visitor.look("/as/asha")
    assert page.count('<li class="urgent">') == 1
    assert f'href="/as/asha/my-report/{MY_REPORT.about}">How it stands<span class="unseen">: ES-1' in page
    assert page.count("/my-report/") == 2


def test_a_button_of_case_work_sends_what_it_is_about_and_one_of_an_own_report_looks() -> None:
    control = control_of(work("Record it", "step", "A1"))
    assert (control.path, control.sends, control.about) == (f"case/{CASE_ID}/work", True, ABOUT)
    control = control_of(Button(Press.MY_REPORT, "How it stands", "x1"))
    assert (control.path, control.sends) == ("my-report/x1", False)
