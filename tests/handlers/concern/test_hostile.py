"""Whatever comes in place of what a form carried: it never raises, and never stores anything but what was sent."""

import asyncio
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.concern.progress import Kind, carried, choices, is_concern, packed
from handlers.reply import Asked, Said
from handlers.turn import Answered, Resumed, WantedToChange, WentBack
from tests.handlers.concern.learner import LENA, NASTY, WORDS, Learner, every_case
from tests.handlers.office import POLICY, Office, open_office

pytestmark = pytest.mark.untraced

FORM = POLICY.forms["learner_concern"]
PREFIXES = tuple(f"{kind}." for kind in Kind)
SCREENS = st.sampled_from([*(screen.id for screen in FORM.screens), "code", "more", "saved", ""]) | st.text(max_size=5)
FIELDS = st.sampled_from([field.id for screen in FORM.screens for field in screen.fields] + ["code", "more", "helped"])
VALUES = st.dictionaries(FIELDS | st.text(max_size=5), st.lists(st.text(max_size=30), max_size=3).map(tuple))
EXAMPLES = settings(max_examples=1_000 if os.environ.get("CAMPAIGN") else 6)
"""Each of them opens a database."""

CARRIED = st.builds("".join, st.tuples(st.sampled_from(PREFIXES), st.text(max_size=60)))


@given(st.text())
def test_any_text_at_all_carries_something_harmless(text: str) -> None:
    found = carried(text)
    assert choices(found.chosen, FORM).keys() <= {field.id for screen in FORM.screens for field in screen.fields}


@given(st.text(alphabet=st.sampled_from("abc=;.é\n "), max_size=50))
def test_only_choices_that_the_form_knows_come_out_of_it(chosen: str) -> None:
    for name, answer in choices(chosen, FORM).items():
        assert isinstance(answer, str)
        assert f"{name}={answer}" in chosen


@given(
    st.dictionaries(st.sampled_from(sorted(NASTY)), st.just("")).map(
        lambda names: {name: NASTY[name] for name in names}
    )
)
def test_what_is_packed_comes_out_as_it_was(answers: dict[str, str]) -> None:
    found = carried(packed("token", answers))
    assert (found.kind, found.secret) == (Kind.FORM, "token")
    assert choices(found.chosen, FORM) == answers


def test_a_choice_that_was_skipped_is_carried_as_skipped() -> None:
    assert choices("who=;tile=;danger=;how=", FORM) == {"who": "", "tile": ""}


@given(st.text(max_size=3))
def test_nothing_else_is_taken_for_a_concern(text: str) -> None:
    assert is_concern(text) == (text[:2] in PREFIXES)


async def survives(office: Office, draft: str, screen: str, values: dict[str, tuple[str, ...]]) -> None:
    lena = Learner(office)
    for turn in (
        Answered(LENA, draft, screen, values, ""),
        WentBack(LENA, draft, screen, values),
        WantedToChange(LENA, draft, screen, values),
        Resumed(LENA, draft),
    ):
        assert isinstance(await lena.does(turn), Asked | Said)
        assert isinstance(lena.door.late(turn), Asked | Said)


@EXAMPLES
@given(st.lists(st.tuples(CARRIED, SCREENS, VALUES), min_size=5, max_size=5))
def test_hostile_forms_store_nothing(forms: list[tuple[str, str, dict[str, tuple[str, ...]]]]) -> None:
    async def put() -> None:
        with TemporaryDirectory() as folder:
            async with open_office(Path(folder) / "esafety.db") as office:
                for form in forms:
                    await survives(office, *form)
                assert await every_case(office) == ()
                assert office.faults == []

    asyncio.run(put())


@EXAMPLES
@given(st.lists(st.tuples(st.text(max_size=60), SCREENS, VALUES), min_size=5, max_size=5))
def test_a_real_form_with_anything_in_it_stores_what_was_sent_at_the_most(
    forms: list[tuple[str, str, dict[str, tuple[str, ...]]]],
) -> None:
    async def put() -> None:
        with TemporaryDirectory() as folder:
            async with open_office(Path(folder) / "esafety.db") as office:
                lena = Learner(office)
                last = await lena.comes_to_the_end()
                token = ".".join(last.draft.split(".")[:2])
                for chosen, screen, values in forms:
                    await survives(office, f"{token}.{chosen}", screen, values)
                assert len(await every_case(office)) <= 1
                assert (await lena.sends(last)).code
                assert len(await every_case(office)) == 1

    asyncio.run(put())


async def test_a_token_with_any_bit_turned_over_begins_again_and_stores_nothing(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    _, token, chosen = last.draft.split(".")
    for place, char in list(enumerate(token))[::5]:  # each bit: tests/storage/test_receipts.py
        other = f"{token[:place]}{'A' if char != 'A' else 'B'}{token[place + 1 :]}"
        values = {"account": (WORDS,), **{name: (answer,) for name, answer in NASTY.items()}}
        shown = await lena.does(Answered(LENA, f"c.{other}.{chosen}", last.screen, values, ""))
        assert isinstance(shown, Asked)
        assert (shown.screen, shown.code) == ("danger", "")
    assert await every_case(office) == ()
