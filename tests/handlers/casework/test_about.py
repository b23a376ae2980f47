"""What buttons and forms of case work carry."""

import pytest

from dialogs.casework.powers import Task
from handlers.casework.about import About, of_button, of_form

CASE, ONCE = "0c" * 16, "0f" * 16


@pytest.mark.parametrize("item", ["", "A4", "A.4_b-1", "0f" * 16, "a" * 60])
@pytest.mark.parametrize("task", Task)
def test_what_a_button_carries_is_read_as_it_was_written(task: Task, item: str) -> None:
    about = About(task, CASE, item)
    assert of_button(about.button) == about


@pytest.mark.parametrize("item", ["", "A4"])
@pytest.mark.parametrize("task", Task)
def test_what_a_form_carries_is_read_as_it_was_written(task: Task, item: str) -> None:
    about = About(task, CASE, item, ONCE)
    assert of_form(about.draft) == about


NO_CASES = ["", "c1", CASE[1:], CASE + "0", CASE.upper(), CASE[1:] + "g", " " + CASE[1:]]


@pytest.mark.parametrize(
    "text", ["", "step", "STEP." + CASE, "nothing." + CASE, "." + CASE, *("step." + case for case in NO_CASES)]
)
def test_a_button_that_is_none_of_ours_is_not_read(text: str) -> None:
    assert of_button(text) is None


@pytest.mark.parametrize("item", ["a" * 61, "A 4", "A4\n", "-A4", "../A4"])
def test_what_can_be_no_id_is_not_read(item: str) -> None:
    assert of_button(f"step.{CASE}.{item}") is None
    assert of_form(f"w.step.{CASE}.{item}.{ONCE}") is None


@pytest.mark.parametrize(
    "draft",
    [
        *("", "w.", "w.step", f"w.step.{CASE}", f"w.step.{CASE}.A4.", f"w.nothing.{CASE}..{ONCE}", f"w.step...{ONCE}"),
        *(f"w.step.{CASE}.A4.{once}" for once in ("f1", ONCE.upper(), ONCE[1:], "1" + ONCE, "words of somebody")),
    ],
)
def test_a_form_that_is_none_of_ours_is_not_read(draft: str) -> None:
    assert of_form(draft) is None
