"""What is held against every payload must itself catch what Slack refuses, and let through what it takes."""

import pytest

from tests.fakes import slack_checks
from tests.fakes.slack_json import Json, Object


def plain(text: str) -> Object:
    return {"type": "plain_text", "text": text}


def modal(*blocks: Json, **more: Json) -> Object:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Next"), "blocks": list(blocks), **more}


def section(text: str = "Words", **more: Json) -> Object:
    return {"type": "section", "text": plain(text), **more}


def asks(element: Object, **more: Json) -> Object:
    return {"type": "input", "label": plain("Label"), "element": {"action_id": "a", **element}, **more}


def radio(count: int, **more: Json) -> Object:
    options: list[Json] = [{"text": plain(f"Option {number}"), "value": str(number)} for number in range(count)]
    return {"type": "radio_buttons", "options": options, **more}


def buttons(*actions: str) -> Object:
    shown: list[Json] = [{"type": "button", "text": plain("Press"), "action_id": each} for each in actions]
    return {"type": "actions", "elements": shown}


def rich(text: str) -> Object:
    words: list[Json] = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}]
    return {"type": "rich_text", "elements": words}


RIGHT = [
    modal(section("x" * 3000), section(block_id="b"), rich("bold"), buttons("a", "b"), asks(radio(10))),
    modal(asks({"type": "plain_text_input", "max_length": 3000, "initial_value": "x" * 3000})),
    modal(asks({"type": "multi_external_select", "min_query_length": 0}), *[section()] * 99),
    modal(asks(radio(2, initial_option={"text": plain("Option 1"), "value": "1"}))),
    {"type": "home", "blocks": [section()], "private_metadata": "x" * 3000},
]
WRONG = [
    (modal(*[section()] * 101), "101 blocks"),
    (modal(title=plain("x" * 25)), "title"),
    (modal(submit=plain("")), "submit"),
    (modal(private_metadata="x" * 3001), "private_metadata"),
    (modal(colour="red"), "colour"),
    (modal(section("x" * 3001)), "3001 characters"),
    (modal(section("")), "1 to 3000"),
    (modal(rich("")), "1 to 3000"),
    (modal(section(block_id="b"), section(block_id="b")), "stands 2 times"),
    (modal(section(block_id="b" * 256)), "block_id"),
    (modal(buttons("a", "a")), "stands 2 times"),
    (modal(buttons(*map(str, range(26)))), "26 of them"),
    (modal({"type": "markdown", "text": "words"}), "cannot stand there"),
    (modal({"type": "section"}), "neither text nor fields"),
    (modal(section(emphasis=True)), "emphasis"),
    (modal(asks(radio(11))), "11 of them"),
    (modal(asks(radio(2, initial_option={"text": plain("Other"), "value": "1"}))), "none of its options"),
    (modal(asks(radio(1), hint=plain("x" * 2001))), "hint"),
    (modal(asks({"type": "plain_text_input", "max_length": 3001})), "max_length"),
    (modal(asks({"type": "plain_text_input", "max_length": 3, "initial_value": "four"})), "initial_value"),
    ({"type": "modal", "title": plain("T"), "blocks": [asks(radio(1))]}, "no submit"),
    ({"type": "home", "blocks": [], "title": plain("T")}, "title"),
    ({"type": "workflow_step", "blocks": []}, "no view"),
]
MESSAGES = [
    ({"blocks": [section()]}, "text"),
    ({"text": "words", "blocks": [section()] * 51}, "51 blocks"),
    ({"text": "words", "blocks": [section("x" * 3000)] * 5}, "15000 characters"),
]


@pytest.mark.parametrize("view", RIGHT)
def test_what_slack_takes_is_right(view: Object) -> None:
    assert slack_checks.of_view(view) == ()


@pytest.mark.parametrize(("view", "what"), WRONG)
def test_what_slack_refuses_of_a_view_is_found(view: Object, what: str) -> None:
    assert what in "\n".join(slack_checks.of_view(view))


@pytest.mark.parametrize(("message", "what"), MESSAGES)
def test_what_slack_refuses_of_a_message_is_found(message: Object, what: str) -> None:
    assert what in "\n".join(slack_checks.of_message(message))


def test_options_that_were_searched_for_are_held_to_their_limits() -> None:
    option: Object = {"text": plain("x" * 76), "value": "v"}
    assert slack_checks.of_options({"options": [option]}) == ("option.text.text: 76 characters, at most 75",) * 1
    assert "at most 100" in slack_checks.of_options({"options": [{"text": plain("x"), "value": "v"}] * 101})[1]


def test_what_this_bot_never_sends_is_found() -> None:
    mentions: Object = {"type": "section", "text": {"type": "mrkdwn", "text": "<@U1>"}}
    message: Object = {"text": "x", "unfurl_links": False, "unfurl_media": False, "blocks": [mentions]}

    assert slack_checks.house_rules(message) == ("mrkdwn would make mentions and links of words",)
    assert len(slack_checks.house_rules({"text": "x", "metadata": {}})) == 3
