"""Walking through a form: forwards, back, and with anything at all in one's hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms import Answers, ChooseMany, ChooseOne, Form, OptionSource, Purpose, Screen
from dialogs.walk import (
    MOST_ENTRIES,
    Accepted,
    NotUnderstood,
    before,
    counted,
    kept,
    offered,
    passed,
    path,
    position,
    progress,
    reply,
)
from tests.dialogs.real import achieve, smallville
from tests.dialogs.small_policy import FORM, long, many, one, screen, short
from tests.dialogs.strategies import (
    ANY_TEXT,
    OPTIONS,
    Values,
    answers_to,
    completed,
    entered_on,
    every_field,
    forms,
    junk_for,
    off_the_path,
)

REAL = (FORM, *achieve().forms.values(), *smallville().forms.values())
ANY_FORM = st.sampled_from(REAL) | forms()


def accepted(screen: Screen, answers: Answers, values: Values) -> Answers:
    read = reply(screen, answers, values, OPTIONS)
    assert isinstance(read, Accepted), read
    return read.answers


def refused(screen: Screen, **values: list[str]) -> dict[str, str]:
    read = reply(screen, {}, values, OPTIONS)
    assert isinstance(read, NotUnderstood), read
    return dict(read.problems)


def standing_at(form: Form, answers: Answers) -> str:
    found = position(form, answers)
    return found.id if found else "the end"


# ------------------------------------------------------------------------------------------------------- the whole way


@pytest.mark.untraced
@given(st.data())
def test_every_set_of_answers_leads_to_a_screen_of_the_path_or_to_the_end(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers = data.draw(answers_to(form))
    found = position(form, answers)
    screens = path(form, answers)
    if found is None:
        assert all(passed(each, answers) for each in screens)
    else:
        earlier = screens[: screens.index(found)]
        assert all(passed(each, answers) for each in earlier)
        assert not passed(found, answers)


@pytest.mark.untraced
@given(st.data())
def test_answering_the_screen_one_stands_at_always_leads_on_and_so_to_the_end(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers: Answers = data.draw(answers_to(form))
    seen: list[str] = []
    while (found := position(form, answers)) is not None:
        assert found.id not in seen
        seen.append(found.id)
        answers = accepted(found, answers, data.draw(entered_on(found)))
    assert len(seen) <= len(form.screens)


@pytest.mark.untraced
@given(st.data())
def test_back_leads_to_the_screen_that_was_just_answered(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers: Answers = {}
    came_from: Screen | None = None
    while (found := position(form, answers)) is not None:
        assert before(form, answers, found.id) == came_from
        came_from = found
        answers = accepted(found, answers, data.draw(entered_on(found)))


@pytest.mark.untraced
@given(st.data())
def test_the_number_of_a_screen_grows_by_one_with_each_answer_and_the_last_is_the_last(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers: Answers = {}
    number, of = 0, 0
    while (found := position(form, answers)) is not None:
        now, of = progress(form, answers, found.id)
        assert (now, now <= of) == (number + 1, True)
        number = now
        answers = accepted(found, answers, data.draw(entered_on(found)))
    assert number == len(path(form, answers))


# -------------------------------------------------------------------------------------------------- off the path, back


@pytest.mark.untraced
@given(st.data())
def test_answers_off_the_path_change_neither_the_path_nor_what_counts(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers = data.draw(completed(form))
    others = data.draw(off_the_path(form, answers))
    on = {field.id for each in path(form, answers) for field in each.fields}
    changed = {**{field: answer for field, answer in answers.items() if field in on}, **others}
    assert path(form, changed) == path(form, answers)
    assert counted(form, changed) == counted(form, answers)
    assert position(form, changed) is None


@pytest.mark.untraced
@given(st.data())
def test_what_counts_is_what_was_answered_on_the_path(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers = data.draw(answers_to(form))
    on = {field.id for each in path(form, answers) for field in each.fields}
    assert counted(form, answers) == {field: answer for field, answer in answers.items() if field in on}


@pytest.mark.untraced
@given(st.data())
def test_changing_an_earlier_answer_and_changing_it_back_loses_nothing(data: st.DataObject) -> None:
    form = data.draw(ANY_FORM)
    answers = data.draw(completed(form))
    gone_back_to = data.draw(st.sampled_from(path(form, answers)))
    changed = accepted(gone_back_to, answers, data.draw(entered_on(gone_back_to)))
    others = {field.id for field in every_field(form)} - {field.id for field in gone_back_to.fields}
    assert {field: changed.get(field) for field in others} == {field: answers.get(field) for field in others}
    returned = {**changed, **{field.id: answers[field.id] for field in gone_back_to.fields}}
    assert returned == answers
    assert position(form, returned) is None


def test_another_tile_asks_its_own_question_and_keeps_what_was_said_after_it() -> None:
    walked: Answers = {"danger": "no", "kind": "stranger", "meeting": "soon", "subject": "Lena", "centre": ""}
    nasty: Answers = {**walked, "kind": "nasty"}
    assert standing_at(FORM, nasty) == "who"
    assert "meeting" not in counted(FORM, nasty)
    assert counted(FORM, {**nasty, "kind": "stranger"})["meeting"] == "soon"


def test_there_is_nothing_before_the_first_screen_nor_before_one_that_is_off_the_path() -> None:
    assert before(FORM, {}, "danger") is None
    assert before(FORM, {"danger": "no"}, "line") is None
    assert before(FORM, {}, "nowhere") is None


def test_a_screen_off_the_path_counts_as_the_first() -> None:
    assert progress(FORM, {"danger": "no"}, "line") == (1, 5)


def test_every_real_form_ends_with_its_one_review_and_asks_about_danger_first() -> None:
    for form in REAL:
        assert [each.purpose for each in form.screens].index(Purpose.REVIEW) == len(form.screens) - 1
        first = form.screens[0].fields[0]
        assert isinstance(first, ChooseOne)
        assert first.required
        assert {"yes", "no"} <= {option.id for option in first.options}


# ------------------------------------------------------------------------------------------------------------- replies


@given(st.data())
def test_no_junk_makes_a_reply_fail_and_whatever_is_accepted_passes_the_screen(data: st.DataObject) -> None:
    found = data.draw(st.sampled_from([each for form in REAL for each in form.screens]))
    values = data.draw(junk_for(found))
    read = reply(found, {"earlier": "kept"}, values, OPTIONS)
    match read:
        case Accepted(answers):
            assert passed(found, answers)
            assert answers["earlier"] == "kept"
            assert set(answers) == {"earlier", *(field.id for field in found.fields)}
            for answer in answers.values():
                "".join(answer).encode()
        case NotUnderstood(problems):
            assert problems
            assert set(problems) <= {field.id for field in found.fields}
            assert all(problems.values())


@given(st.data())
def test_whatever_was_entered_can_be_shown_again(data: st.DataObject) -> None:
    found = data.draw(st.sampled_from([each for form in REAL for each in form.screens]))
    entered = kept(found, data.draw(junk_for(found)))
    assert set(entered) <= {field.id for field in found.fields}
    for answer in entered.values():
        "".join(answer).encode()
        assert len(answer) <= MOST_ENTRIES or isinstance(answer, str)


@pytest.mark.untraced
@given(st.data())
def test_what_is_kept_of_an_acceptable_reply_is_what_it_answers(data: st.DataObject) -> None:
    found = data.draw(ANY_FORM.flatmap(lambda form: st.sampled_from(form.screens)))
    values = data.draw(entered_on(found))
    answers = accepted(found, {}, values)
    shown = kept(found, values)
    for field in found.fields:
        if answers[field.id]:
            assert set(shown[field.id]) == set(answers[field.id])
        else:
            assert field.id not in shown


@given(ANY_TEXT.filter(lambda text: len(" ".join(text.split())) > 5))
def test_text_that_is_too_long_is_refused_and_none_of_it_is_cut(text: str) -> None:
    for asked in (screen(short("box", 5)), screen(long("box", len(text.strip().replace("\r\n", "\n")) - 1))):
        problem = refused(asked, box=[text])["box"]
        assert "too long" in problem
        assert "Nothing was cut" in problem
        assert len("".join(kept(asked, {"box": [text]})["box"])) == len(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_long_text_is_stored_as_it_was_written(text: str) -> None:
    answers = accepted(screen(long("box", 50)), {}, {"box": [text]})
    assert answers["box"] == text.replace("\r\n", "\n").strip()


def test_how_much_too_long_it_is_is_said() -> None:
    assert refused(screen(long("box", 2000)), box=["x" * 3234]) == {
        "box": "This is 1,234 characters too long: the most is 2,000. Nothing was cut."
    }


def test_one_line_of_text_is_one_line() -> None:
    assert accepted(screen(short("box")), {}, {"box": ["  Lena\r\n\tKovac "]}) == {"box": "Lena Kovac"}


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert accepted(screen(short("box")), {}, {"box": ["a\ud800b"]}) == {"box": "a?b"}
    assert kept(screen(short("box")), {"box": ["a\ud800b"]}) == {"box": "a?b"}


def test_what_is_required_is_asked_for() -> None:
    asked = screen(one("a", "x"), many("b", "x", required=True), short("c", required=True))
    assert refused(asked, c=["  "]) == {
        "a": "Choose one of these.",
        "b": "Choose at least one of these.",
        "c": "Write something here.",
    }


def test_what_is_not_required_can_be_skipped() -> None:
    asked = screen(one("a", "x", required=False), many("b", "x"), short("c"))
    assert accepted(asked, {}, {"a": [""], "b": [""]}) == {"a": "", "b": (), "c": ""}


def test_only_what_was_offered_can_be_chosen() -> None:
    asked = screen(one("a", "x", "y"), many("b", "x", "y"))
    told = {"a": "Choose one of the answers shown here.", "b": "Choose from the answers shown here."}
    assert refused(asked, a=["z"], b=["x", "z"]) == told
    assert refused(asked, a=["x", "y"], b=["z"]) == told


def test_several_choices_are_kept_in_the_order_of_the_form_each_once() -> None:
    assert accepted(screen(many("b", "x", "y")), {}, {"b": ["y", "x", "y"]}) == {"b": ("x", "y")}


def test_a_field_that_is_not_on_the_screen_is_passed_over() -> None:
    assert accepted(screen(one("a", "x")), {}, {"a": ["x"], "other": ["y"]}) == {"a": "x"}


def test_the_organisation_offers_what_the_form_cannot_know() -> None:
    centre = offered(one("c", source=OptionSource.CENTRES), OPTIONS)
    assert isinstance(centre, ChooseOne)
    assert centre.options == OPTIONS[OptionSource.CENTRES]
    readers = offered(many("r", source=OptionSource.READERS), OPTIONS)
    assert isinstance(readers, ChooseMany)
    assert readers.options == OPTIONS[OptionSource.READERS]
    nothing = offered(one("c", source=OptionSource.CENTRES), {})
    assert isinstance(nothing, ChooseOne)
    assert nothing.options == ()


def test_a_choice_that_came_after_an_empty_one_is_kept() -> None:
    assert kept(screen(one("a", "x")), {"a": ["", "x"]}) == {"a": "x"}
    assert kept(screen(one("a", "x")), {"a": [""]}) == {}
