"""Every screen of every real form fits into one modal, whatever has been answered."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs import walk
from dialogs.case import Draft
from handlers.people import options_now
from handlers.screens import Standing, asked
from tests.bot.slack.drawn import modals, read, squeezed, wrong_with
from tests.dialogs.real import achieve, example_organisation, smallville, swimming_club
from tests.dialogs.strategies import answers_to

pytestmark = pytest.mark.untraced

TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
REAL = {"achieve": (achieve, example_organisation), "smallville": (smallville, swimming_club)}


@pytest.mark.parametrize("name", REAL)
@settings(max_examples=40)
@given(data=st.data())
def test_every_screen_on_every_path_is_one_modal_with_its_title_and_fields(name: str, data: st.DataObject) -> None:
    policy, organisation = REAL[name][0](), REAL[name][1]()
    form = policy.forms[policy.reporting.form]
    answers = data.draw(answers_to(form, options_now(policy, organisation, {}, TUESDAY)))
    draft = Draft("d" * 32, "tom", form.id, policy.hash, answers, {}, TUESDAY)
    at = Standing(draft, form, policy, organisation, TUESDAY)

    for screen in walk.path(form, answers):
        (view,) = modals(asked(at, screen))
        assert wrong_with(view) == ()
        words = read([view])
        assert squeezed(screen.title) in words
        assert all(squeezed(field.label) in words for field in screen.fields)
        assert len(words) < 10_000
