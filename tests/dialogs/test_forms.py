"""Conditions, and finding a screen."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms import AllOf, Answers, AnyOf, ChooseOne, Condition, Is, Not, Option, fields_read, holds
from tests.dialogs.small_policy import FORM
from tests.dialogs.strategies import conditions

RED = Is("colour", ("red", "pink"))
SMALL = Is("sizes", ("small",))
ASKED = ("a", "b", "c")
KNOWN = [ChooseOne(name, name, "", (Option("a", "a"),), required=False) for name in ASKED]
ANSWERS: st.SearchStrategy[Answers] = st.dictionaries(
    st.sampled_from(ASKED), st.sampled_from("abcd") | st.lists(st.sampled_from("abcd")).map(tuple)
)


def test_no_condition_always_holds() -> None:
    assert holds(None, {})


def test_a_condition_holds_when_the_answer_is_one_of_its_values() -> None:
    assert holds(RED, {"colour": "pink"})
    assert not holds(RED, {"colour": "blue"})


def test_a_condition_holds_when_one_of_several_answers_is_one_of_its_values() -> None:
    assert holds(SMALL, {"sizes": ("large", "small")})
    assert not holds(SMALL, {"sizes": ("large",)})


def test_a_field_that_was_skipped_or_not_reached_is_none_of_the_values() -> None:
    assert not holds(RED, {})
    assert not holds(RED, {"colour": ""})
    assert not holds(SMALL, {"sizes": ()})


def test_conditions_join_and_turn_round() -> None:
    both: Answers = {"colour": "red", "sizes": ("small",)}
    one: Answers = {"colour": "red"}
    assert holds(AllOf((RED, SMALL)), both)
    assert not holds(AllOf((RED, SMALL)), one)
    assert holds(AnyOf((RED, SMALL)), one)
    assert not holds(AnyOf((RED, SMALL)), {})
    assert holds(Not(SMALL), one)
    assert not holds(Not(SMALL), both)


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert holds(AllOf(()), {})
    assert not holds(AnyOf(()), {})


@given(condition=conditions(list(KNOWN)), answers=ANSWERS, others=ANSWERS)
def test_a_condition_looks_at_nothing_but_the_fields_that_it_reads(
    condition: Condition, answers: Answers, others: Answers
) -> None:
    read = fields_read(condition)
    changed = {
        **{field: answer for field, answer in answers.items() if field in read},
        **{field: answer for field, answer in others.items() if field not in read},
    }
    assert holds(condition, answers) == holds(condition, changed)


def test_the_fields_of_a_condition_are_those_of_all_its_parts() -> None:
    assert fields_read(None) == frozenset()
    assert fields_read(AnyOf((Not(RED), AllOf((SMALL,))))) == {"colour", "sizes"}


def test_a_screen_is_found_by_its_id() -> None:
    found = FORM.screen("danger")
    assert found is not None
    assert found.fields[0].id == "danger"
    assert FORM.screen("nowhere") is None
