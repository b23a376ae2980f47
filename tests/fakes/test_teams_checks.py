"""What is held against everything that the bot sends to Teams must itself catch what is wrong, and pass what is not."""

import pytest

from tests.fakes.slack_json import Json, Object
from tests.fakes.teams_cards import CARD
from tests.fakes.teams_checks import of_answer, of_card, of_message
from tests.fakes.teams_small_bot import attached, button, card, message, question, rich

SAID = "They wrote *this* to me."
TITLE: Object = {"type": "TextBlock", "text": "Title", "style": "heading"}
UNFOLDED: Object = {
    "type": "Action.ShowCard",
    "title": "More",
    "card": card({"type": "Input.Text", "id": "b", "label": "B"}),
}


def text(**more: Json) -> Object:
    return {"type": "Input.Text", "id": "a", "label": "Label", **more}


def shown(content: Object, **more: Json) -> Object:
    return {
        "task": {
            "type": "continue",
            "value": {"title": "T", "height": 1, "width": 1, "card": attached(content), **more},
        }
    }


def in_its_place(content: Object, **more: Json) -> Object:
    return {"statusCode": 200, "type": CARD, "value": content, **more}


def test_what_is_right_passes() -> None:
    assert of_message(message("Hello"), [SAID]) == ()
    assert of_card(card(TITLE, rich(SAID), text(value=SAID), actions=(button("a"),) * 6), [SAID]) == ()
    assert of_answer("task/fetch", question("Title", SAID), [SAID]) == ()
    assert of_answer("composeExtension/submitAction", {"task": {"type": "message", "value": "Kept."}}) == ()
    assert of_answer("task/submit", {}) == ()
    assert of_answer("adaptiveCard/action", in_its_place(card(rich("Done")))) == ()


MESSAGES = [
    ({**message("Hello"), "type": "typing"}, "typing"),
    ({**message("Hello"), "text": "Hello"}, "beside a card"),
    ({**message("Hello"), "attachments": []}, "one card"),
    ({**message("Hello"), "attachments": [attached(card())] * 2}, "one card"),
    ({**message("Hello"), "attachments": [{"contentType": "image/png", "content": card()}]}, "no Adaptive Card"),
    ({**message("Hello"), "summary": " "}, "summary"),
    ({**message("Hello"), "summary": f"Said: {SAID}"}, "somebody entered"),
    ({**message("Hello"), "entities": [{"type": "mention"}]}, "mentions nobody"),
    (message("x" * 80 * 1024), "bytes"),
]


@pytest.mark.parametrize(("wrong", "says"), MESSAGES)
def test_a_message_that_teams_or_this_bot_would_not_have_is_named(wrong: Object, says: str) -> None:
    assert says in " ".join(of_message(wrong, [SAID]))


ANSWERS = [
    ("task/fetch", {}, "shows nothing"),
    ("task/submit", {"composeExtension": {}}, "nothing else"),
    ("task/submit", {"task": {"type": "message", "value": " "}}, "shows nothing"),
    ("task/submit", {"task": {"type": "message", "value": SAID}}, "somebody entered"),
    ("task/submit", shown(card(), title=SAID), "somebody entered"),
    ("task/submit", shown(card(), title=" "), "title"),
    ("task/submit", shown(card(), width="full"), "width"),
    ("task/submit", shown(card(), url="https://example.org"), "page of the web"),
    ("task/submit", shown(card(rich("x" * 80 * 1024))), "bytes"),
    ("task/submit", shown(card(actions=(button("a", "Action.Execute"),))), "Execute does nothing"),
    ("task/submit", shown(card(actions=(button("open"),))), "opens no other"),
    ("adaptiveCard/action", {}, "shows nothing"),
    ("adaptiveCard/action", in_its_place(card(), statusCode=400), "400"),
    ("adaptiveCard/action", {**in_its_place({}), "type": "application/vnd.microsoft.activity.message"}, "nothing"),
]


@pytest.mark.parametrize(("name", "wrong", "says"), ANSWERS)
def test_an_answer_that_shows_nothing_or_too_much_is_named(name: str, wrong: Object, says: str) -> None:
    assert says in " ".join(of_answer(name, wrong, [SAID]))


CARDS = [
    (card(text(), text(label="Other")), "stands 2 times"),
    (card({**TITLE, "id": "a"}, text()), "stands 2 times"),
    (card(actions=(button("a"),) * 7), "7 buttons"),
    (card({"type": "ActionSet", "actions": [button("a")] * 7}), "7 buttons"),
    (card(actions=(UNFOLDED,)), "unfolds"),
    (card(text(isRequired=True)), "isRequired"),
    (card({**TITLE, "text": f"- {SAID}"}), "somebody entered"),
    (card({"type": "FactSet", "facts": [{"title": "Said", "value": SAID}]}), "somebody entered"),
    (card(text(label=SAID)), "somebody entered"),
    (card({"type": "Input.Toggle", "id": "a", "label": "A", "title": SAID}), "somebody entered"),
    (
        card({"type": "Input.ChoiceSet", "id": "a", "label": "A", "choices": [{"title": SAID, "value": "1"}]}),
        "somebody entered",
    ),
    (card({**TITLE, "text": "[here](https://example.org)"}), "becomes a link"),
    (card({"type": "Words"}), "may not stand here"),
]


@pytest.mark.parametrize(("wrong", "says"), CARDS)
def test_a_card_that_teams_or_this_bot_would_not_have_is_named(wrong: Object, says: str) -> None:
    assert says in " ".join(of_card(wrong, [SAID]))
