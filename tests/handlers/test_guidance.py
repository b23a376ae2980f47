"""Tests of what somebody is shown who asks what the policy says, or writes something else."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from dialogs import wording_guidance
from dialogs.alerts import Press
from dialogs.guidance.hearing import Action, Heard
from dialogs.guidance.rules import Guidance
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.guidance import PREFIX, SCREEN, TEXT, guided
from handlers.quoting import QuoteShown
from handlers.reply import Asked, Guided, Reply, Said, Way
from handlers.turn import Answered, WantedToAsk
from handlers.values import Values
from tests.fakes.desk import FakeClock
from tests.handlers.office import EXAMPLE, POLICY, TOM, Office

IN_TROUBLE = "I want to kill myself tonight"
A_QUESTION = "what is cyberbullying"


@dataclass(frozen=True)
class Known:
    """What an answer is made from: no database."""

    policy: Policy = POLICY
    organisation: Organisation = EXAMPLE
    clock: FakeClock = field(default_factory=FakeClock)


KNOWN = Known()


def heard(action: Action, *passages: str, panel: bool = False, alone: bool = True, strays: bool = False) -> Heard:
    return Heard(
        action, passages or ("phones.classroom", "staff.devices", "cyberbullying.definition"), panel, alone, strays
    )


def shown(heard: Heard, text: str = "May I?", known: Known = KNOWN) -> Guided:
    return guided(known, heard, text)


def quoted(passage: str, *, alone: bool = True) -> QuoteShown:
    return shown(heard(Action.ANSWER, passage, alone=alone)).quotes[0]


def contacts(reply: Guided) -> list[str]:
    return [number.contact for number in reply.numbers]


async def asks(office: Office, text: str) -> Reply:
    return await office.does(Answered(TOM, PREFIX, SCREEN, {TEXT: (text,)}, ""))


def without_what_is_carried(reply: Guided) -> Guided:
    """All but the question that goes along with the button that asks a person."""
    carried = tuple(replace(each, about="") if each.press is Press.HAND_OVER else each for each in reply.buttons)
    return replace(reply, buttons=carried)


async def test_without_a_question_there_is_a_form_of_which_nothing_is_kept(office: Office) -> None:
    form = await office.does(WantedToAsk(TOM, " \n"))

    assert isinstance(form, Asked)
    assert form.problems == {}
    assert (form.draft, form.screen, form.keeps, form.entered) == (PREFIX, SCREEN, False, {})
    assert [field.id for field in form.fields] == [TEXT]
    assert form.submit == wording_guidance.QUESTION_ASK

    empty: tuple[Values, ...] = ({}, {TEXT: ()}, {TEXT: ("",)}, {TEXT: (" \r\n\t",)})
    for values in empty:
        again = await office.does(Answered(TOM, PREFIX, SCREEN, values, ""))
        assert again == replace(form, problems={TEXT: wording_guidance.QUESTION_EMPTY})


async def test_any_text_is_answered_without_a_database_and_none_of_it_comes_back(office: Office) -> None:
    office.breaks()

    for text in (IN_TROUBLE, A_QUESTION, "x" * 1_000_000, "\0\x1b[2J\ud800\u202e", "שלום", "?" * 9_000, "🙂" * 5_000):
        reply = await asks(office, text)

        assert isinstance(reply, Guided)
        assert text not in str(without_what_is_carried(reply))
        assert reply == await office.does(WantedToAsk(TOM, text))

    office.desk = replace(office.desk, ear=None)  # nothing was trained: it says whom to ask
    for reply in (await office.does(WantedToAsk(TOM)), await asks(office, A_QUESTION), await asks(office, "")):
        assert isinstance(reply, Said)
        assert "Asha Patel" in " ".join(reply.lines)


def test_whoever_is_in_trouble_reads_the_numbers_and_no_policy() -> None:
    reply = shown(heard(Action.CRISIS, panel=True))

    assert (reply.title, reply.urgent) == (wording_guidance.TROUBLE, wording_guidance.TROUBLE_WHAT)
    assert contacts(reply)[:3] == ["999", "0800 1111", "116 123"]
    assert reply.quotes == ()
    assert reply.ways == (Way.TELL, Way.HELP, Way.REPORT)
    assert reply.after == (wording_guidance.NOBODY_TOLD,)


def test_a_policy_without_signposts_for_trouble_shows_the_numbers_that_always_stand() -> None:
    known = Known(policy=replace(POLICY, guidance=Guidance()))

    for each in (heard(Action.CRISIS), heard(Action.ANSWER, panel=True)):
        assert "999" in contacts(shown(each, known=known))


def test_a_number_that_has_expired_is_not_shown() -> None:
    long_ago = replace(POLICY.signposts["childline"], expires=date(2020, 1, 1))
    signposts = {**POLICY.signposts, "childline": long_ago}
    known = Known(policy=replace(POLICY, signposts=signposts))

    numbers = contacts(shown(heard(Action.CRISIS), known=known))

    assert "0800 1111" not in numbers
    assert "999" in numbers


def test_whoever_wants_to_report_is_offered_it_first_below_whom_to_ring() -> None:
    reply = shown(heard(Action.REPORT))

    assert (reply.title, reply.quotes) == (wording_guidance.REPORT, ())
    assert reply.ways[0] is Way.REPORT
    assert reply.urgent == wording_guidance.PANEL
    assert "999" in contacts(reply)


def test_a_passage_that_fits_stands_alone() -> None:
    reply = shown(heard(Action.ANSWER))

    [quote] = reply.quotes
    assert (reply.title, reply.lines, reply.urgent) == (wording_guidance.SAYS, (), "")
    assert quote.text == POLICY.passages["phones.classroom"].text
    assert quote.plain == POLICY.guidance.plain["phones.classroom"]
    assert reply.after[0] == POLICY.banner
    assert "Asha Patel" in reply.after[1]
    assert reply.after[-1] == wording_guidance.NOBODY_TOLD


def test_if_none_fits_well_the_closest_three_are_shown() -> None:
    reply = shown(heard(Action.ANSWER, alone=False))

    assert (reply.title, reply.lines) == (wording_guidance.CLOSEST, (wording_guidance.CLOSEST_WHAT,))
    assert len(reply.quotes) == 3


def test_in_doubt_whom_to_ring_stands_above_the_answer() -> None:
    reply = shown(heard(Action.ANSWER, panel=True))

    assert reply.urgent == wording_guidance.PANEL
    assert contacts(reply) == ["999", "0800 1111", "116 123"]
    assert reply.quotes


@pytest.mark.parametrize("action", [Action.ANSWER, Action.REFUSE])
def test_in_doubt_the_first_way_on_is_to_tell_someone(action: Action) -> None:
    calm, worried = shown(heard(action)), shown(heard(action, panel=True))

    assert calm.ways == (Way.ASK, Way.HELP, Way.REPORT)
    assert worried.ways == (Way.TELL, *calm.ways)
    assert shown(heard(action, strays=True, panel=True)).ways.count(Way.TELL) == 1


def test_the_rest_of_its_list_stands_below_a_passage_that_stands_alone() -> None:
    listed = next(each for each in POLICY.passages.values() if each.lead)

    assert quoted(listed.id).siblings
    assert quoted(listed.id).lead == listed.lead
    assert quoted(listed.id, alone=False).siblings == ()


def test_a_procedure_has_its_steps_and_what_is_wrong_with_each() -> None:
    procedure = POLICY.passages["procedure.a-messages"]
    quote = quoted(procedure.id)

    assert quote.ordered
    assert quote.items == procedure.items
    assert procedure.text.startswith(f"{quote.text}\n")
    assert {"", wording_guidance.step(5)} <= {note.where for note in quote.notes}
    assert all(note.erratum.problem and note.erratum.instead and note.erratum.checked for note in quote.notes)


def test_every_passage_is_quoted_exactly_with_its_place() -> None:
    for known in POLICY.passages.values():
        quote = quoted(known.id)

        assert "".join([quote.text, *(f"\n- {item}" for item in quote.items)]) == known.text
        assert quote.place[: len(known.heading)] == known.heading
        assert known.label in quote.place
        assert len(set(quote.place)) == len(quote.place)


def test_what_the_policy_does_not_say_is_said_to_be_so_and_who_can_say_more() -> None:
    reply = shown(heard(Action.REFUSE))

    assert (reply.title, reply.quotes) == (wording_guidance.SILENT, ())
    assert reply.lines[0] == wording_guidance.SILENT_WHAT
    assert "Asha Patel" in reply.lines[1]
    assert "01632 960001" in reply.lines[1]


def test_what_is_no_question_is_told_what_can_be_done_here() -> None:
    reply = shown(heard(Action.REFUSE, strays=True))

    assert (reply.title, reply.quotes) == (wording_guidance.HERE, ())
    assert set(reply.ways) == {Way.ASK, Way.TELL, Way.REPORT, Way.HELP}


@pytest.mark.parametrize("action", [Action.ANSWER, Action.REFUSE])
def test_a_policy_that_is_not_held_is_named(action: Action) -> None:
    reply = shown(heard(action), "What does the Prevent policy say?")

    assert wording_guidance.other_policy("Achieve Training Prevent policy") in reply.lines


def test_where_nobody_is_on_duty_nobody_is_named() -> None:
    known = Known(organisation=replace(EXAMPLE, people={}))

    assert shown(heard(Action.REFUSE), known=known).lines == (wording_guidance.SILENT_WHAT,)
    assert shown(heard(Action.ANSWER), known=known).after == (POLICY.banner, wording_guidance.NOBODY_TOLD)


def test_a_passage_that_another_version_of_the_policy_had_is_left_out() -> None:
    reply = shown(heard(Action.ANSWER, "gone", "staff.devices"))

    assert [quote.text for quote in reply.quotes] == [POLICY.passages["staff.devices"].text]
    assert shown(heard(Action.ANSWER, "gone")).title == wording_guidance.SILENT
