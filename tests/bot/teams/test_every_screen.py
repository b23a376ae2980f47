"""Every screen of every real form fits into one card, whatever has been answered."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.reading import MOST_FIELDS, pressed
from dialogs import walk
from dialogs.case import Draft
from dialogs.forms import Answer
from handlers.people import options_now
from handlers.reply import Told
from handlers.screens import Standing, asked
from tests.bot.teams import concerns
from tests.bot.teams.drawn import dialogs, inputs, read, squeezed, wrong_with
from tests.dialogs.real import achieve, example_organisation, smallville, swimming_club
from tests.dialogs.strategies import answers_to
from tests.fakes import canned
from tests.fakes.slack_json import Object, objects_in, text_of
from tests.fakes.teams_cards import ShownCard

pytestmark = pytest.mark.untraced

TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
REAL = {"achieve": (achieve, example_organisation), "smallville": (smallville, swimming_club)}


@pytest.mark.parametrize("name", REAL)
@settings(max_examples=40)
@given(data=st.data())
def test_every_screen_on_every_path_is_one_card_with_its_title_and_fields(name: str, data: st.DataObject) -> None:
    policy, organisation = REAL[name][0](), REAL[name][1]()
    form = policy.forms[policy.reporting.form]
    answers = data.draw(answers_to(form, options_now(policy, organisation, {}, TUESDAY)))
    draft = Draft("d" * 32, "tom", form.id, policy.hash, answers, {}, TUESDAY)
    at = Standing(draft, form, policy, organisation, TUESDAY)

    for screen in walk.path(form, answers):
        (card,) = dialogs(asked(at, screen))
        assert wrong_with(card) == ()
        assert squeezed(screen.title) in read([card])
        assert all(squeezed(field.label) in read([card]) for field in screen.fields)
        assert _in_their_own_words(card)
        assert _comes_back(card) == {
            field.id: set(_several(answers[field.id])) for field in screen.fields if answers.get(field.id)
        }


def test_the_last_screen_of_a_learners_form_is_one_card_with_every_choice_that_can_lead_there() -> None:
    policy = achieve()
    assert policy.reporting.concern is not None
    form = policy.forms[policy.reporting.concern.form]
    last = form.screens[-1]
    chosen = tuple(field for screen in form.screens[:-1] for field in screen.fields)
    everything = replace(
        concerns.LAST,
        draft=concerns.LONGEST_STATE,
        notices=tuple(Told(notice.text, notice.tone, canned.RECEIVED.numbers) for notice in last.notices),
        fields=(*last.fields, *chosen),
        entered={field.id: "x" * 2_000 for field in last.fields},
        compact=frozenset(field.id for field in chosen),
    )
    (card,) = dialogs(everything)
    assert wrong_with(card) == ()
    assert len(inputs(card)) == len(everything.fields) <= MOST_FIELDS
    assert _in_their_own_words(card)


def _in_their_own_words(card: Object) -> bool:
    """No option of a real form is so long, or so odd, that a number must stand for it."""
    titles = [text_of(each["title"]) for field in inputs(card).values() for each in objects_in(field.get("choices"))]
    return not any(title.startswith("Choice ") for title in titles)


def _comes_back(card: Object) -> dict[str, set[str]]:
    """What is answered with if nothing is changed."""
    shown = ShownCard(card)
    values = pressed(shown.sends(shown.button("answer"))).values
    return {name: set(given) for name, given in values.items() if given}


def _several(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (answer,)
