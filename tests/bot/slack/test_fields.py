"""Tests of how fields are drawn and read: what a person enters is what comes back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.fields import options_found
from bot.slack.reading import values_of
from dialogs.forms import Answer, ChooseMany, ChooseOne, Field, LongText, Option, ShortText
from handlers.reply import Found
from tests.bot.chat.replies import fields
from tests.bot.slack.drawn import as_sent, modals, read, squeezed
from tests.fakes import canned, slack_checks
from tests.fakes.slack_json import Object, everything_in, list_of, object_of, objects_in, text_of
from tests.fakes.slack_views import ShownView

LONG = "Somebody close to them who controls, follows or frightens them, " * 2


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", f"Option {place}") for place in range(count))


@pytest.mark.untraced
@given(st.data())
def test_what_is_filled_in_is_what_is_read(data: st.DataObject) -> None:
    field = data.draw(fields("f"))
    values = data.draw(fillings(field))
    last, element = drawn(field)
    shown = ShownView("V1", "U1", last)
    if element:
        found = list_of(as_sent(options_found(Found(chosen_from(field, values)))).get("options"))
        shown.enter(("s.f", "f"), values, found if "external" in text_of(element["type"]) else ())
    assert list(values_of(shown.state).get("f", ())) == values


@pytest.mark.untraced
@given(st.data())
def test_what_was_entered_stands_in_the_field_again(data: st.DataObject) -> None:
    field = data.draw(fields("f"))
    values = data.draw(fillings(field))
    entered: Answer = tuple(values) if isinstance(field, ChooseMany) else "".join(values)
    last, _ = drawn(field, entered)
    assert list(values_of(ShownView("V1", "U1", last).state).get("f", ())) == values


@pytest.mark.parametrize(
    ("count", "one", "many"),
    [
        (10, "radio_buttons", "checkboxes"),
        (11, "static_select", "multi_static_select"),
        (70, "static_select", "multi_static_select"),
        (101, "external_select", "multi_external_select"),
    ],
)
def test_the_more_options_the_less_is_shown_at_once(count: int, one: str, many: str) -> None:
    assert drawn(ChooseOne("f", "F", "", options(count), required=True))[1]["type"] == one
    assert drawn(ChooseMany("f", "F", "", options(count), required=True))[1]["type"] == many


def test_a_long_option_is_shown_short_and_read_in_full_above() -> None:
    field = ChooseOne(
        "f", "F", "", (Option("a", LONG), Option("b", "Short", LONG), Option("c", "Other")), required=True
    )
    view, element = drawn(field)
    labels = [text_of(object_of(each["text"])["text"]) for each in objects_in(element["options"])]
    assert (labels[0].startswith("1. Somebody"), labels[0][-1], labels[1:]) == (True, "…", ["2. Short", "3. Other"])
    assert squeezed(f"1. {LONG}") in read([view])
    assert squeezed(f"2. Short – {LONG}") in read([view])


def test_a_label_that_only_its_number_makes_too_long_is_read_in_full_too() -> None:
    field = ChooseOne("f", "F", "", (Option("a", "x" * 74), Option("b", LONG)), required=True)
    assert "x" * 74 in read([drawn(field)[0]])


def test_a_field_with_nothing_to_choose_from_says_so() -> None:
    view, element = drawn(ChooseOne("f", "Which?", "Hint", (), required=False))
    assert element == {}
    assert all(squeezed(text) in read([view]) for text in ("Which?", "Hint", "There is nothing to choose here."))


def test_a_text_that_is_longer_than_the_box_stands_above_it_whole() -> None:
    text = "word " * 900
    view, element = drawn(LongText("f", "F", "", 20_000, required=True), text)
    assert element["max_length"] == 3_000
    assert text.startswith(text_of(element["initial_value"]))
    assert squeezed(text) in read([view])


@pytest.mark.parametrize("limit", [200, 3_000])
def test_a_box_takes_as_much_as_the_form_allows(limit: int) -> None:
    text = "&" * limit
    _, element = drawn(LongText("f", "F", "", limit, required=True), text)
    assert (element["max_length"], element["initial_value"]) == (limit, text)


def test_an_option_that_is_not_there_any_more_is_not_marked() -> None:
    assert "initial_option" not in drawn(ChooseOne("f", "F", "", options(3), required=True), "gone")[1]


def test_what_was_found_is_an_answer_that_slack_takes() -> None:
    found = Found((*options(150), Option("long", LONG, LONG)))
    assert slack_checks.of_options(as_sent(options_found(found))) == ()
    assert len(list_of(options_found(found)["options"])) == 100


def test_ids_that_slack_would_cut_are_refused() -> None:
    with pytest.raises(ValueError, match="option"):
        drawn(ChooseOne("f", "F", "", (Option("x" * 151, "X"),), required=True))
    with pytest.raises(ValueError, match="field"):
        drawn(ShortText("x" * 255, "F", "", 10, required=True))


def drawn(field: Field, entered: Answer = "") -> tuple[Object, Object]:
    """All parts in one view, and the element of the field."""
    asked = replace(canned.DANGER, screen="s", notices=(), fields=(field,), entered={field.id: entered})
    views = modals(asked)
    blocks = [block for view in views for block in objects_in(view["blocks"])]
    elements = [object_of(each["element"]) for each in blocks if each["type"] == "input"]
    return {**views[-1], "blocks": blocks}, elements[0] if elements else {}


def fillings(field: Field) -> st.SearchStrategy[list[str]]:
    """What a person could enter in it."""
    if isinstance(field, ShortText | LongText):
        longest = min(field.limit, 3_000)
        return st.just([]) | st.text("aé&<漢", min_size=1, max_size=longest).map(lambda text: [text])
    ids = [option.id for option in field.options]
    most = 20 if isinstance(field, ChooseMany) else 1
    some = st.lists(st.sampled_from(ids), unique=True, max_size=most) if ids else st.just([])
    return some.map(lambda chosen: sorted(chosen, key=ids.index))


def chosen_from(field: Field, values: list[str]) -> tuple[Option, ...]:
    """What a search for them would find."""
    return tuple(each for each in getattr(field, "options", ()) if each.id in values)


def test_every_element_has_the_id_of_its_field() -> None:
    (view,) = modals(canned.ABOUT)
    inputs = {text_of(each["block_id"]) for each in everything_in(view) if each.get("type") == "input"}
    assert inputs == {"about.kinds", "about.account", "about.learner"}


def test_only_what_the_form_wants_must_be_filled_in() -> None:
    (view,) = modals(canned.ABOUT)
    optional = [each["optional"] for each in everything_in(view) if each.get("type") == "input"]
    assert optional == [False, False, True]
