"""Tests of how a case is worked on Teams: how it is drawn, what its buttons are, and the forms that come of them."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import pytest

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import Do, turn_of
from bot.chat.payload import Json
from bot.teams import dialogs as dialogs_of_teams
from bot.teams import ids, limits
from bot.teams.buttons import MESSAGE, Place, of_press
from bot.teams.cards import rich
from bot.teams.paging import paged, paged_together
from bot.teams.steps import TICK
from bot.teams.talk import Talk
from dialogs.alerts import Button, Press
from handlers.reply import Asked, NoSuchCase, Reply, Said
from handlers.turn import Answered, OpenedReport, Turn, WantedToChange, WantedToWork
from tests.bot.chat.replies import words_of
from tests.bot.chat.worked import (
    CASE_ID,
    DONE,
    FORM,
    FORMS,
    LONG,
    MY_REPORT,
    NASTY,
    OPEN_STEP,
    OWN,
    PROCEDURE,
    REPORTED,
    TOP,
    TURNS,
    WHO,
    WORKED,
    WRONG,
)
from tests.bot.teams.drawn import as_sent, buttons, carried, dialogs, done, inputs, read, squeezed, wrong_with
from tests.dialogs.real import example_organisation
from tests.fakes import canned
from tests.fakes.slack_json import Object, at, everything_in, object_of, objects_in, text_of
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_workspace import PEOPLE, TENANT

CASES = {"worked": WORKED, "long": LONG}
DONE_NOT = canned.ADVISE
"""A step as a form holds it, with something wrong with its words."""
ABOUT = f"step.{CASE_ID}.A1"


@pytest.mark.parametrize("name", ["worked", pytest.param("long", marks=pytest.mark.untraced)])
def test_teams_takes_a_case_with_everything_in_it_and_every_word_is_read(name: str) -> None:
    cards = dialogs(CASES[name])
    assert [wrong for card in cards for wrong in wrong_with(card)] == []
    assert [text for text in words_of(CASES[name]) if squeezed(text) not in read(cards)] == []
    assert {(carried(card).kind, carried(card).case) for card in cards} == {("case", CASE_ID)}


def test_a_case_is_read_in_the_order_in_which_it_is_worked() -> None:
    shown = read(dialogs(WORKED))
    order = [
        *WORKED.warnings, "A1 is recorded.", WORKED.heading, "Tell the LADO", words.FIRST, "2. Who must not",
        words.MUST_NOT_KNOW, words.WHOM_TO_RING, words.REPORTED, words.THREAD, "Evidence", "In the safe until Monday",
        "No other case is linked.", "Procedure A", words.CHRONOLOGY, words.WRONG_WITH_WORDS,
    ]  # fmt: skip
    assert [*order] == sorted(order, key=lambda each: shown.index(squeezed(each)))


def test_what_is_wrong_with_the_words_of_steps_that_ended_is_said_once_at_the_end_and_below_each_where() -> None:
    again = replace(DONE, id="A7")
    shown = read(dialogs(replace(WORKED, procedures=(replace(PROCEDURE, steps=(DONE, again, OPEN_STEP)),))))
    assert shown.count(squeezed(canned.MOVED.problem)) == 1
    assert shown.count(squeezed(words.AT_THE_END)) == 2
    assert squeezed(f"A1, A7 {canned.MOVED.problem}") in shown
    still = read(dialogs(replace(WORKED, procedures=(replace(PROCEDURE, steps=(replace(DONE, ended=False),)),))))
    assert squeezed(f"{words.WRONG_WORDS} {canned.MOVED.problem}") in still
    assert squeezed(words.WRONG_WITH_WORDS) not in still


def test_what_was_recorded_stands_on_each_part_of_a_long_case() -> None:
    cards = dialogs(LONG)
    assert len(cards) > 1
    assert all(read([each]).count(squeezed(LONG.remark)) == 1 for each in cards)
    first = read(cards[:1])
    assert first.index(squeezed(LONG.warnings[0])) < first.index(squeezed(LONG.remark))


def test_the_form_of_a_step_holds_its_exact_words_and_what_is_wrong_with_them() -> None:
    shown = read(dialogs(replace(FORM, step=DONE_NOT)))
    assert all(squeezed(each) in shown for each in (DONE_NOT.words, canned.MOVED.problem, canned.MOVED.instead))
    assert shown.index(squeezed(DONE_NOT.words)) < shown.index(squeezed("What was decided?"))


def test_a_report_of_which_something_is_asked_stands_before_everything_else() -> None:
    (view,) = dialogs(REPORTED)
    shown = read([view])
    assert shown.index(squeezed("You were asked something.")) < shown.index(squeezed(words.REPORT_WHAT))
    assert shown.count(squeezed("ES-1, sent at 09:15")) == 1
    only = replace(REPORTED, reports=REPORTED.reports[:1])
    assert squeezed(words.YOUR_REPORTS) not in read(dialogs(only))


def test_what_is_overdue_says_so_on_a_ground_of_its_own() -> None:
    grounds = [read([{"body": [each]}]) for each in _boxes("attention")]
    assert squeezed(f"{words.LATE}. {WORKED.due[0].text}") in grounds
    assert read(dialogs(WORKED)).count(words.LATE) == 1


def test_a_step_that_has_ended_has_a_tick_and_one_that_is_open_has_none() -> None:
    shown = read(dialogs(WORKED))
    assert squeezed(f"{TICK} {DONE.state}") in shown
    assert squeezed(OPEN_STEP.state) in shown
    assert shown.count(TICK) == 1


def test_the_buttons_at_the_top_stand_in_rows_that_can_be_read() -> None:
    rows = [each for each in objects_in(dialogs(WORKED)[0]["body"]) if each["type"] == "ActionSet"][:3]
    assert [len(objects_in(row["actions"])) for row in rows] == [4, 4, 2]
    pressed = [done(each)[1] for row in rows for each in objects_in(row["actions"])]
    assert pressed == [each.about for each in TOP]


def test_a_button_of_a_step_says_which_to_those_who_only_hear_it() -> None:
    named = {done(each)[1]: text_of(each.get("tooltip")) for each in buttons(dialogs(WORKED)[0])}
    assert named[ABOUT] == "Correct it: A1"
    assert named[f"go-ahead.{CASE_ID}"] == "Let it go ahead: Procedure B"


def test_what_somebody_wrote_is_small_below_its_line_and_nothing_but_text() -> None:
    (card,) = dialogs(WORKED)
    runs = [each for each in everything_in(card) if each.get("text") == "12:05 Closed by Ben Okafor."]
    assert [(each["type"], each["size"], each["isSubtle"]) for each in runs] == [("TextRun", "small", True)]


def test_a_step_and_its_button_stand_on_the_same_part_of_a_long_case() -> None:
    cards = dialogs(LONG)
    assert len(cards) > 1
    for each in LONG.procedures[0].steps:
        assert each.button is not None
        where = [card for card in cards if each.button.about in [done(button)[1] for button in buttons(card)]]
        assert len(where) == 1
        for text in (each.words, each.help, *each.said):
            assert squeezed(text) in read(where)


def test_what_belongs_together_and_fits_no_card_is_shown_in_parts_all_the_same() -> None:
    (line,) = rich("A line")
    many = [line] * (limits.ELEMENTS + 20)
    assert [*chain(*paged_together([[line], many, [line]], room=100_000))] == [line, *many, line]
    assert paged_together([], room=100) == paged([], room=100) == ((),)
    assert [len(part) for part in paged_together([[line] * 3] * 2, room=limits.weight(line) * 5)] == [3, 3]


@pytest.mark.parametrize("press", TURNS)
def test_a_button_of_case_work_is_the_turn_that_it_says_and_opens_a_dialog_from_a_message(press: Press) -> None:
    for place in (MESSAGE, Place(Carried("case"))):
        drawn = as_sent(of_press(Button(press, "Press me", ABOUT), place))
        do, value = done(drawn)
        assert turn_of(WHO, Do(do), value, Carried(), {}) == TURNS[press]
        assert (at(drawn, "data", "msteams", "type") == "task/fetch") is place.in_message


@pytest.mark.parametrize("name", FORMS)
def test_teams_takes_the_form_of_a_task_and_all_that_was_entered_stands_in_it(name: str) -> None:
    (card,) = dialogs(FORMS[name])
    assert wrong_with(card) == ()
    assert all(squeezed(each.text) in read([card]) for each in FORM.notices)
    assert carried(card, ids.ANSWER).draft == FORMS[name].draft
    filled = {name.removeprefix(ids.FIELD): each.get("value") for name, each in inputs(card).items()}
    assert filled == {"outcome": "not", "reasons": "risk", "why": NASTY, "on": None}
    assert inputs(card)[f"{ids.FIELD}outcome"]["style"] == "compact"


def test_a_form_of_a_task_says_what_is_missing() -> None:
    shown = read(dialogs(WRONG))
    assert all(squeezed(each) in shown for each in (WRONG.remark, *WRONG.problems.values()))


def test_a_short_answer_about_a_task_leads_to_its_case_and_one_about_an_own_report_home() -> None:
    for state, pressed in ((FORM.draft, (Do.OPEN, CASE_ID)), (OWN.draft, (Do.MENU, "")), ("d1", (Do.RESUME, "d1"))):
        (card,) = dialogs(Said("Not saved", (), resume=state))
        assert done(buttons(card)[0]) == pressed
        assert state == "d1" or state not in str(card)


def test_a_report_that_waits_for_its_reporter_stands_out_and_each_can_be_looked_at() -> None:
    (card,) = dialogs(REPORTED)
    assert wrong_with(card) == ()
    warned = [read([{"body": [each]}]) for each in everything_in(card) if each.get("style") == "warning"]
    assert warned == [squeezed("ES-1, sent at 09:15 You were asked something.")]
    looks = [each for each in buttons(card) if done(each)[0] == Do.MY_REPORT]
    assert [done(each)[1] for each in looks] == [MY_REPORT.about, "e" * 32]
    assert squeezed("ES-3, sent at 09:25 Nobody yet.") in read([card])


# ------------------------------------------------------------------------------------------------- what is pressed


class Answering:
    """Answers each turn with this reply."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.turns: list[Turn] = []

    async def __call__(self, turn: Turn) -> Reply:
        """The reply."""
        self.turns.append(turn)
        return self.reply

    async def message(self, button: Button) -> Object:
        """The card of the dialog that a button of a message opens."""
        shown = ShownCard({"actions": [as_sent(of_press(button, MESSAGE))]})
        return card_in(await dialogs_of_teams.opened(self._talk, self._sent(shown, *done(next(shown.buttons())))))

    async def dialog(self, card: Object, do: str, value: str = "", **entered: str) -> Object:
        """The card that a button of a dialog leads to."""
        shown = ShownCard(card)
        for name, text in entered.items():
            shown.enter(f"{ids.FIELD}{name}", [text])
        return card_in(await dialogs_of_teams.submitted(self._talk, self._sent(shown, do, value)))

    @property
    def _talk(self) -> Talk:
        return Talk(self, _fails, example_organisation(), TENANT, tuple)

    @staticmethod
    def _sent(shown: ShownCard, do: str, value: str) -> dict[str, Json]:
        data = shown.sends(shown.button(do, value))
        return {"from": {"aadObjectId": PEOPLE[0], "name": WHO.name}, "value": {"data": data}}


def _fails(turn: Turn, error: Exception) -> Reply:
    raise AssertionError(f"{type(turn).__name__} failed") from error


def card_in(answer: Mapping[str, Json]) -> Object:
    """The card of a dialog."""
    return object_of(at(answer, "task", "value", "card", "content"))


async def test_a_button_of_a_message_opens_the_form_of_its_task() -> None:
    answering = Answering(FORM)
    card = await answering.message(Button(Press.WORK, "Take it over", f"take-over.{CASE_ID}"))
    assert answering.turns == [WantedToWork(WHO, f"take-over.{CASE_ID}")]
    assert carried(card, ids.ANSWER).draft == FORM.draft
    own = Answering(OWN)
    await own.message(MY_REPORT)
    assert own.turns == [OpenedReport(WHO, CASE_ID)]


async def test_where_a_task_is_refused_its_case_can_be_opened_unless_nobody_may_know_of_it() -> None:
    button = Button(Press.WORK, "Close it", f"close.{CASE_ID}")
    refused = await Answering(Said("Close the case", ("Nobody has picked it up.",))).message(button)
    assert (Do.OPEN, CASE_ID) in map(done, buttons(refused))
    assert carried(refused).case == CASE_ID
    assert CASE_ID not in str(await Answering(NoSuchCase()).message(button))


async def test_a_form_that_was_answered_is_followed_by_its_case() -> None:
    answering = Answering(WORKED)
    card = await answering.dialog(dialogs(FORM)[0], ids.ANSWER, why="It is right.")
    (turn,) = answering.turns
    assert isinstance(turn, Answered)
    assert (turn.draft, turn.values["why"], turn.values["reasons"]) == (FORM.draft, ("It is right.",), ("risk",))
    assert squeezed("A1 is recorded.") in read([card])
    said = await Answering(Said("A step", ("It is kept.",))).dialog(dialogs(FORM)[0], ids.ANSWER)
    assert (Do.OPEN, CASE_ID) in map(done, buttons(said))
    own = await Answering(Said("Thank you", ())).dialog(dialogs(OWN)[0], ids.ANSWER)
    assert Do.OPEN not in [done(each)[0] for each in buttons(own)]


@pytest.mark.parametrize("form", [FORM, OWN], ids=["task", "own report"])
async def test_another_part_of_a_long_form_keeps_what_was_entered(form: Asked) -> None:
    long = replace(form, notices=tuple(replace(form.notices[0], text="words " * 900) for _ in range(16)))
    *_, last = dialogs(long)
    answering = Answering(long)
    earlier = await answering.dialog(last, Do.PAGE, why="Because.")
    (turn,) = answering.turns
    assert isinstance(turn, WantedToChange)
    assert (turn.draft, turn.values["why"]) == (form.draft, ("Because.",))
    again = await Answering(replace(long, entered={})).dialog(earlier, Do.PAGE)
    assert inputs(again)[f"{ids.FIELD}why"]["value"] == "Because."


def test_a_case_on_which_nothing_was_worked_looks_as_before() -> None:
    shown = read(dialogs(canned.CASE))
    assert not any(squeezed(each) in shown for each in (words.LATE, words.FIRST, TICK))


def _boxes(style: str) -> list[Object]:
    return [each for each in everything_in(dialogs(WORKED)[0]) if each.get("style") == style]
