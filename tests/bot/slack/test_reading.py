"""Tests of what is read from what Slack sends back."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.carried import Carried
from bot.chat.payload import Json
from bot.slack.reading import metadata, values_of, written

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
KNOWN = st.builds(
    Carried,
    kind=st.text(max_size=20),
    draft=st.text(max_size=40),
    screen=st.text(max_size=40),
    told=st.text(max_size=200),
    page=st.integers(0, 1_000),
    case=st.text(max_size=40),
    version=st.text(max_size=40),
)


@given(KNOWN)
def test_what_a_view_carries_comes_back(carried: Carried) -> None:
    assert metadata({"private_metadata": written(carried)}) == carried


@given(JSON)
def test_junk_in_a_view_is_as_good_as_nothing(junk: object) -> None:
    text = json.dumps(junk)
    assert metadata({"private_metadata": text}).page >= 0
    assert values_of({"values": json.loads(text)}) is not None


@pytest.mark.parametrize("text", [None, 7, "", "{", "[]", "[" * 100_000, '{"page":true}', '{"page":-1,"draft":7}'])
def test_a_view_that_carries_nothing_of_ours_carries_nothing(text: str | int | None) -> None:
    assert metadata({"private_metadata": text}) == Carried()
    assert metadata({}) == Carried()


def test_what_would_be_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        written(Carried(told="x" * 3_000))


def test_every_kind_of_element_is_read() -> None:
    state: Mapping[str, Json] = {
        "values": {
            "s.a": {"a": {"type": "plain_text_input", "value": "Text"}},
            "s.b": {"b": {"type": "radio_buttons", "selected_option": {"value": "one"}}},
            "s.c": {"c": {"type": "checkboxes", "selected_options": [{"value": "x"}, {"value": "y"}]}},
            "s.d": {"d": {"type": "plain_text_input", "value": None}, "e": {"selected_option": None}},
        }
    }
    assert values_of(state) == {"a": ("Text",), "b": ("one",), "c": ("x", "y"), "d": (), "e": ()}
