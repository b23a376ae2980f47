"""Tests that a message that is reported reads as people saw it."""

from pathlib import Path

import pytest

from bot import organisation
from bot.chat.payload import Json
from bot.slack.quoting import quoted

EXAMPLE = organisation.load(Path(__file__).parents[3] / "organisation.example.yaml")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U02EXAMPLE> said so", "@Ben Okafor said so"),
        ("<@U0NOBODY> said so", "@Slack member U0NOBODY said so"),
        ("in <#C01|year-11>", "in #year-11"),
        ("<!here> look", "!here look"),
        ("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"),
        ("<https://example.org|this>", "this (https://example.org)"),
        ("1 &lt; 2 &amp;&amp; <", "1 < 2 && <"),
    ],
)
def test_marks_of_slack_are_read_as_people_see_them(sent: str, read: str) -> None:
    assert quoted(EXAMPLE, {"message": {"user": "U02EXAMPLE", "text": sent}}).endswith(f"It says:\n{read}")


def test_a_message_that_is_passed_on_is_quoted_too() -> None:
    attached: list[Json] = [{"text": "nobody likes you"}, {"fallback": "[file]"}]
    passed_on: Json = {"user": "U02EXAMPLE", "text": "", "attachments": attached}

    assert quoted(EXAMPLE, {"message": passed_on}).endswith("It says:\nnobody likes you\n[file]")
