"""What buttons and forms of case work carry."""

import pytest

from dialogs.casework.powers import Task
from handlers.casework.about import About, of_button, of_form


@pytest.mark.parametrize("item", ["", "A4", "0f0f"])
@pytest.mark.parametrize("task", Task)
def test_what_a_button_carries_is_read_as_it_was_written(task: Task, item: str) -> None:
    about = About(task, "c1", item)
    assert of_button(about.button) == about


@pytest.mark.parametrize("item", ["", "A4"])
@pytest.mark.parametrize("task", Task)
def test_what_a_form_carries_is_read_as_it_was_written(task: Task, item: str) -> None:
    about = About(task, "c1", item, "f1")
    assert of_form(about.draft) == about


@pytest.mark.parametrize("text", ["", "step", "step.", "nothing.c1", ".c1", "STEP.c1"])
def test_a_button_that_is_none_of_ours_is_not_read(text: str) -> None:
    assert of_button(text) is None


@pytest.mark.parametrize("draft", ["", "w.", "w.step", "w.step.c1", "w.step.c1.A4.", "w.nothing.c1..f1", "w.step...f1"])
def test_a_form_that_is_none_of_ours_is_not_read(draft: str) -> None:
    assert of_form(draft) is None
