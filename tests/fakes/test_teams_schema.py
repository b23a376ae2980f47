"""What is held against every card must itself catch what Microsoft's schema refuses, and let through what it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft6Validator

from tests.fakes.slack_json import Json, Object, object_of, parsed
from tests.fakes.teams_schema import SCHEMA, faults

RUN: Object = {"type": "TextRun", "text": "Words", "weight": "bolder"}
RICH: Object = {"type": "RichTextBlock", "inlines": [RUN]}
TITLE: Object = {"type": "TextBlock", "text": "Title", "wrap": True, "style": "heading"}
SUBMIT: Object = {"type": "Action.Submit", "title": "Go on", "data": {"a": {"b": 1}}}
EXECUTE: Object = {"type": "Action.Execute", "title": "Take it", "verb": "take", "fallback": SUBMIT}


def card(*body: Json, **more: Json) -> Object:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}


def text(name: str = "a", **more: Json) -> Object:
    return {"type": "Input.Text", "id": name, "label": "Label", **more}


def choices(*values: str, **more: Json) -> Object:
    options: list[Json] = [{"title": "One", "value": value} for value in values]
    return {"type": "Input.ChoiceSet", "id": "c", "label": "Label", "choices": options, **more}


RIGHT = [
    card(),
    card(TITLE, RICH, text(), choices("x", "y", isMultiSelect=True, style="expanded", value="x,y")),
    card({"type": "Container", "style": "attention", "items": [RICH]}, actions=[SUBMIT, EXECUTE]),
    card({"type": "ColumnSet", "columns": [{"type": "Column", "width": "auto", "items": [RICH]}]}),
    card(actions=[{"type": "Action.ShowCard", "title": "Sure?", "card": {"type": "AdaptiveCard", "body": [RICH]}}]),
    card(msteams={"width": "full"}, speak="Words", fallbackText="Words"),
]
WRONG = [
    ("Words", "no card"),
    ({**card(), "version": "1.6"}, "version"),
    (card({"type": "Words"}), "'Words' may not stand here"),
    (card({"text": "Words"}), "'' may not stand here"),
    (card({**TITLE, "colour": "red"}), "colour"),
    (card({**TITLE, "color": "reddish"}), "reddish"),
    (card({**RICH, "inlines": [{**RUN, "text": 7}]}), "7"),
    (card({"type": "RichTextBlock"}), "inlines"),
    (card({"type": "Container", "items": [{"type": "Column"}]}), "'Column' may not stand here"),
    (card(actions=[TITLE]), "'TextBlock' may not stand here"),
    (card(actions=[{**EXECUTE, "fallback": {"type": "Action.Execut"}}]), "Action.Execut"),
    (card(text(), text()), "two inputs"),
    (card(text(label=" ")), "no label"),
    (card(choices("a,b")), "comma"),
    (card(choices("a", "a")), "two choices"),
    (card({"type": "Input.ChoiceSet", "id": "c", "label": "L", "choices": [{"title": "One"}]}), "value"),
    (card(msteams={}, words="x"), "words"),
]


@pytest.mark.parametrize("right", RIGHT)
def test_what_teams_takes_passes(right: Object) -> None:
    assert faults(right) == []


@pytest.mark.parametrize(("wrong", "says"), WRONG)
def test_what_teams_does_not_take_is_named(wrong: Json, says: str) -> None:
    assert says in " ".join(faults(wrong))


PUBLISHED = Draft6Validator(object_of(parsed(SCHEMA.read_text(encoding="utf-8"))))
KEYS = st.sampled_from(("type", "text", "items", "inlines", "style", "actions", "id", "fallback"))
ODD = st.sampled_from(("Container", "TextBlock", "Action.Submit", "emphasis", 7, None, True))
ELEMENTS = st.recursive(
    st.sampled_from((TITLE, RICH, text(), choices("x"), SUBMIT, EXECUTE)) | ODD,
    lambda inner: (
        st.dictionaries(KEYS, inner | st.lists(inner, max_size=3), max_size=4)
        | st.builds(lambda items: {"type": "Container", "items": items}, st.lists(inner, max_size=3))
    ),
    max_leaves=6,
)


@given(st.lists(ELEMENTS, max_size=3))
def test_what_passes_here_is_valid_by_the_schema_as_it_was_published(body: list[Json]) -> None:
    made = card(*body)
    if not faults(made):
        assert PUBLISHED.is_valid(made)
