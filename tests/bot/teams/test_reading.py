"""Tests of what is read from what Teams sends back."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.carried import Carried
from bot.chat.payload import Json
from bot.teams.buttons import Place, button
from bot.teams.reading import Pressed, pressed
from bot.teams.several import apart, escaped, joined

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
NAMES = st.lists(st.text("abc,%2C", min_size=1, max_size=8), unique=True, max_size=6)
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
NOTHING = Pressed("", "", Carried(), {}, "")


@given(KNOWN, st.text(max_size=20), st.text(max_size=200))
def test_what_a_button_carries_comes_back(carried: Carried, do: str, value: str) -> None:
    drawn: Mapping[str, Json] = json.loads(json.dumps(button("Press", do, value, Place(carried))))
    data = drawn["data"]
    assert isinstance(data, dict)
    assert pressed(data) == Pressed(do, value, carried, {}, "")


@pytest.mark.untraced
@given(JSON, JSON, JSON)
def test_junk_in_the_data_is_as_good_as_nothing(junk: Json, more: Json, field: Json) -> None:
    assert pressed({"esafety": junk}).values == {} or isinstance(junk, dict)
    read = pressed(
        {"esafety": {"do": more, "value": junk, "carried": more, "fields": junk, "many": field}, "f.": field}
    )
    assert read.carried.page >= 0
    assert all(isinstance(text, str) for given in read.values.values() for text in given)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"esafety": None},
        {"esafety": [1]},
        {"esafety": "text"},
        {"esafety": {"do": 7, "value": [], "carried": "x", "fields": "f", "many": 1}},
        {"esafety": {"value": "x" * 201, "carried": {"page": True, "draft": 7}}},
    ],
)
def test_what_is_not_as_we_sent_it_is_nothing(data: Mapping[str, Json]) -> None:
    assert pressed(data) == NOTHING


def test_only_the_fields_of_the_card_are_read() -> None:
    data: Mapping[str, Json] = {
        "esafety": {"do": "answer", "fields": ["one", "many", "empty", "odd"], "many": ["many"]},
        "f.one": "a, b",
        "f.many": "a,b",
        "f.odd": {"value": "x"},
        "f.other": "never asked",
        "one": "x",
        "copy.1": "x",
    }
    assert pressed(data).values == {"one": ("a, b",), "many": ("a", "b"), "empty": (), "odd": ()}


def test_what_was_typed_on_another_part_is_read_and_what_stands_here_counts() -> None:
    data: Mapping[str, Json] = {
        "esafety": {"fields": ["here"], "typed": {"there": ["a", 7], "here": ["old"], "odd": "x"}},
        "f.here": "new",
    }
    assert pressed(data).values == {"there": ("a", ""), "odd": (), "here": ("new",)}
    many: Mapping[str, Json] = {"esafety": {"typed": {str(place): ["x"] * 1_000 for place in range(100)}}}
    assert (len(pressed(many).values), len(pressed(many).values["0"])) == (20, 500)


def test_no_more_fields_are_read_than_a_card_has() -> None:
    assert len(pressed({"esafety": {"fields": [f"f{place}" for place in range(10_000)]}}).values) == 20


def test_half_a_surrogate_pair_becomes_a_mark() -> None:
    assert pressed({"esafety": {"fields": ["f"]}, "f.f": "\ud800"}).values == {"f": ("?",)}


@given(NAMES)
def test_several_ids_come_apart_as_they_were_joined(names: list[str]) -> None:
    assert apart(joined(names)) == tuple(names)
    assert all("," not in escaped(name) for name in names)
