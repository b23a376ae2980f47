"""Tests of how fields are drawn and read: what a person enters is what comes back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams import ids, limits, teams_words
from bot.teams.reading import Pressed, pressed
from bot.teams.views import dialog, found
from dialogs.forms import Answer, ChooseMany, ChooseOne, Field, LongText, Option, ShortText
from handlers.reply import Asked, Found
from tests.bot.chat.replies import fields
from tests.bot.chat.worked import FORM
from tests.bot.teams.drawn import LONDON, as_sent, buttons, dialogs, doings, done, inputs, read, squeezed, wrong_with
from tests.fakes import canned
from tests.fakes.slack_json import Object, list_of, object_of, objects_in, text_of
from tests.fakes.teams_cards import ShownCard

LONG = "Somebody close to them who controls, follows or frightens them, " * 5
WITH_MARKS = "[Report](https://evil.example) *now*"
TYPED = st.text("aé&<漢,%\n ", min_size=1, max_size=3_000)


def options(count: int, words: str = "Option") -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", f"{words} {place}") for place in range(count))


MANY = options(200, "A centre of the provider in the north of the county, number")


@pytest.mark.untraced
@given(st.data())
def test_what_is_filled_in_is_what_is_read(data: st.DataObject) -> None:
    field = data.draw(fields("f"))
    values = data.draw(fillings(field))
    card = shown(asking(field), finding=chosen_from(field, values))
    name = f"{ids.FIELD}f"
    if name in card.inputs():
        card.enter(name, values)
    for do in (ids.ANSWER, ids.KEEP, "back"):
        assert list(sent(card, do).values.get("f", ())) == values


@pytest.mark.untraced
@given(st.data())
def test_what_was_entered_stands_in_the_field_again(data: st.DataObject) -> None:
    field = data.draw(fields("f"))
    values = data.draw(fillings(field))
    card = shown(asking(field, entered(field, values)))
    assert list(sent(card, ids.ANSWER).values.get("f", ())) == values


def test_what_is_left_empty_is_sent_as_empty_whether_teams_says_so_or_not() -> None:
    card = shown(replace(canned.ABOUT, entered={}))
    action = card.button(ids.ANSWER)
    says = card.sends(action)
    silent = {key: value for key, value in says.items() if value}
    assert pressed(says).values == pressed(silent).values == {"kinds": (), "account": (), "learner": ()}


def test_ids_that_hold_commas_come_back_as_they_are() -> None:
    centres = (Option("Stoke, north", "Stoke, north"), Option("100%2C", "Hundred"), Option("plain", "Plain"))
    field = ChooseMany("f", "F", "", centres, required=False)
    names = tuple(option.id for option in centres)
    assert sent(shown(asking(field, names)), ids.ANSWER).values["f"] == names


@pytest.mark.parametrize(("count", "style"), [(10, "expanded"), (11, "compact"), (70, "compact")])
@pytest.mark.parametrize("kind", [ChooseOne, ChooseMany])
def test_a_few_options_are_shown_at_once_and_more_in_a_menu(
    kind: type[ChooseOne | ChooseMany], count: int, style: str
) -> None:
    element = drawn(kind("f", "F", "", options(count), required=True))[1]
    assert (element["style"], element["isMultiSelect"]) == (style, kind is ChooseMany)
    assert len(list_of(element["choices"])) == count


def test_options_that_take_too_much_room_are_found_by_typing() -> None:
    field = ChooseMany("f", "Which centre?", "", MANY, required=True)
    card, element = drawn(field)
    assert element == {}
    assert text_of(inputs(card)["s.f"]["label"]).endswith("Which centre?")
    assert [value for do, value in map(done, buttons(card)) if do == ids.FIND] == ["f"]


def test_what_was_typed_to_find_something_comes_with_the_button_that_looks() -> None:
    card = shown(asking(ChooseOne("f", "F", "", MANY, required=True)))
    card.enter("s.f", ["number 17 "])
    looked = sent(card, ids.FIND)
    assert (looked.value, looked.search) == ("f", "number 17")


def test_what_was_found_can_be_chosen_beside_what_was_chosen_before() -> None:
    asked = asking(ChooseMany("f", "F", "", MANY, required=True), ("o3",))
    card = shown(asked, finding=MANY[10:14])
    assert card.entered["f.f"] == "o3"
    card.enter("f.f", ["o3", "o12"])
    assert sent(card, ids.ANSWER).values == {"f": ("o3", "o12")}
    assert squeezed("These fit.") in read([card.card])


def test_what_is_chosen_stays_where_nothing_is_found() -> None:
    asked = asking(ChooseMany("f", "F", "", MANY, required=True), ("o3",))
    card = as_sent(found(asked, "f", Found(()), searched="zzz"))
    assert inputs(card)["s.f"]["value"] == "zzz"
    assert sent(ShownCard(card), ids.ANSWER).values == {"f": ("o3",)}
    assert squeezed("Nothing fits that.") in read([card])


def test_more_than_there_is_room_for_is_not_left_out_without_a_word() -> None:
    field = ChooseOne("f", "F", "", tuple(replace(each, hint=WITH_MARKS * 4) for each in MANY), required=True)
    card = as_sent(found(asking(field), "f", Found(field.options[:100]), searched="a"))
    assert wrong_with(card) == ()
    assert len(list_of(inputs(card)["f.f"]["choices"])) < 100
    assert squeezed("Type more letters") in read([card])


def test_an_option_that_could_be_read_as_marks_is_a_number_and_read_in_full_above() -> None:
    field = ChooseOne("f", "F", "", (Option("a", WITH_MARKS), Option("b", "Other", "with a hint")), required=True)
    card, element = drawn(field)
    assert [each["title"] for each in objects_in(element["choices"])] == ["Choice 1", "Other – with a hint"]
    assert squeezed(f"In full: Choice 1: {WITH_MARKS}") in read([card])


def test_an_option_that_is_too_long_begins_among_the_choices_and_is_read_in_full_above() -> None:
    card, element = drawn(ChooseOne("f", "F", "", (Option("a", LONG), Option("b", "Short")), required=True))
    first = text_of(objects_in(element["choices"])[0]["title"])
    assert (first.startswith("Choice 1: Somebody close"), first[-1]) == (True, "…")
    assert squeezed(f"Choice 1: {LONG}") in read([card])


def test_a_field_with_nothing_to_choose_from_says_so() -> None:
    card, element = drawn(ChooseOne("f", "Which?", "Hint", (), required=False))
    assert element == {}
    assert all(squeezed(text) in read([card]) for text in ("Which?", "Hint", "There is nothing to choose here."))
    assert sent(ShownCard(card), ids.ANSWER).values == {}


@pytest.mark.parametrize("limit", [200, 3_000])
def test_a_text_that_is_longer_than_the_form_takes_stands_whole_in_its_box(limit: int) -> None:
    text = "x" * (limit + 500)
    _, element = drawn(LongText("f", "F", "", limit, required=True), text)
    assert element["value"] == text


def test_a_text_that_is_longer_than_the_box_stands_above_it_whole() -> None:
    text = "word " * 9_000
    field = LongText("f", "F", "", 20_000, required=True)
    _, element = drawn(field, text)
    assert text.startswith(text_of(element["value"]))
    assert len(text_of(element["value"])) <= limits.BOX == element["maxLength"]
    assert squeezed(text) in read(dialogs(asking(field, text)))


def test_an_option_that_is_not_there_any_more_is_not_marked() -> None:
    assert "value" not in drawn(ChooseOne("f", "F", "", options(3), required=True), "gone")[1]


def test_a_label_holds_the_question_what_goes_with_it_and_that_it_can_be_skipped() -> None:
    (card,) = dialogs(canned.ABOUT)
    labels = [each["label"] for each in inputs(card).values()]
    assert labels == [
        "What is it about?\nChoose all that fit.",
        "In their words\nWhat you saw or were told, and when.",
        "Who is it about? (you can skip this)\nUse full names, not initials.",
    ]


def test_a_label_that_is_too_long_is_read_above() -> None:
    card, element = drawn(ShortText("f", LONG, LONG.upper(), 100, required=True))
    assert len(text_of(element["label"])) <= 301
    assert all(squeezed(text) in read([card]) for text in (LONG, LONG.upper()))


def test_nothing_must_be_filled_in_before_somebody_can_go_back() -> None:
    (card,) = dialogs(canned.ABOUT)
    assert "back" in doings(card)
    assert all("isRequired" not in each for each in inputs(card).values())


def asking(field: Field, entered: Answer = "") -> Asked:
    return replace(canned.ABOUT, screen="s", notices=(), fields=(field,), entered={field.id: entered})


def shown(asked: Asked, *, finding: Sequence[Option] = ()) -> ShownCard:
    """The part of the screen where it is answered, in front of somebody."""
    if finding:
        return ShownCard(as_sent(found(asked, asked.fields[0].id, Found(tuple(finding)))))
    return ShownCard(as_sent(dialog(asked, zone=LONDON, page=1_000)))


def sent(card: ShownCard, do: str) -> Pressed:
    """What comes of pressing a button."""
    return pressed(card.sends(card.button(do)))


def drawn(field: Field, entered: Answer = "") -> tuple[Object, Object]:
    """All parts in one card, and the element of the field."""
    cards = dialogs(asking(field, entered))
    whole = {**cards[-1], "body": [each for card in cards for each in objects_in(card["body"])]}
    return whole, object_of(inputs(whole).get(f"{ids.FIELD}{field.id}"))


def entered(field: Field, values: list[str]) -> Answer:
    return tuple(values) if isinstance(field, ChooseMany) else "".join(values)


def fillings(field: Field) -> st.SearchStrategy[list[str]]:
    """What a person could enter in it."""
    if isinstance(field, LongText):
        return st.just([]) | TYPED.map(lambda text: [text])
    if isinstance(field, ShortText):
        lines = TYPED.map(lambda text: " ".join(text.split()))
        return st.just([]) | lines.filter(bool).map(lambda text: [text])
    names = [option.id for option in field.options]
    most = 20 if isinstance(field, ChooseMany) else 1
    some = st.lists(st.sampled_from(names), unique=True, max_size=most) if names else st.just([])
    return some.map(lambda chosen: sorted(chosen, key=names.index))


def chosen_from(field: Field, values: list[str]) -> tuple[Option, ...]:
    """What a search for them would find, if there is any need to search."""
    return tuple(each for each in getattr(field, "options", ()) if each.id in values)


def test_what_is_sometimes_needed_is_not_said_to_be_skipped() -> None:
    labels = {name: text_of(each["label"]) for name, each in inputs(dialogs(FORM)[-1]).items()}
    assert labels["f.reasons"] == "Because"
    assert labels["f.on"].startswith(f"On which day? {teams_words.OPTIONAL}")
