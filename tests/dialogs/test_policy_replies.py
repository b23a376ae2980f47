"""Faults in what a policy says of replies to a learner."""

import pytest

from dialogs.policy_file import load, parse, read_folder
from dialogs.replies import Advice, Replies
from tests.policies.edited import SMALLVILLE, edited, faults, line_of

FILE = "replies.yaml"
WHOLE = """\
openers:
  - Thank you.
  - What would help?
advice:
  - says: [tell me/us, never]
    starts: [why]
    unless: [don't tell]
    because: Ask what happened.
  - starts: [did he]
    because: Ask something open.
"""


def with_replies(text: str = WHOLE) -> dict[str, bytes]:
    return {**read_folder(SMALLVILLE), FILE: text.encode()}


def test_the_rules_are_read_as_they_are_written() -> None:
    assert parse(with_replies()).replies == Replies(
        ("Thank you.", "What would help?"),
        (
            Advice(
                ("tell me", "tell us", "never"), at_start=False, because="Ask what happened.", unless=("don't tell",)
            ),
            Advice(("why",), at_start=True, because="Ask what happened.", unless=("don't tell",)),
            Advice(("did he",), at_start=True, because="Ask something open."),
        ),
    )


def test_words_with_a_slash_are_all_their_ways() -> None:
    several = parse(with_replies(WHOLE.replace("[why]", f"[{' a/b' * 8}]"))).replies.advice[1].phrases

    assert (len(several), several[0], several[-1]) == (256, "a a a a a a a a", "b b b b b b b b")


def test_a_policy_may_do_without() -> None:
    assert load(SMALLVILLE).replies == Replies()


PHRASES = "phrases of 1 to 8 words, each with a letter ('the/a' is either), in 500 ways at most"


@pytest.mark.parametrize(
    ("old", "new", "at", "problem"),
    [
        ("openers:\n  - Thank you.\n  - What would help?", "openers: []", "openers", "'openers' must hold sentences"),
        ("- Thank you.", "- ''", "- ''", "'openers' must hold sentences, not ''"),
        ("openers:\n  - Thank you.\n  - What would help?\n", "", "advice", "'openers' must hold sentences"),
        ("starts: [why]", "starts: []", "starts: []", "'starts' must hold phrases"),
        ("starts: [why]", "starts:", "starts:", "'starts' must hold phrases"),
        ("unless: [don't tell]", "unless: []", "unless", "'unless' must hold phrases"),
        ("starts: [why]", "starts: ['']", "starts: ['']", f"'starts' must hold {PHRASES}, not ''"),
        ("starts: [why]", "starts: [9/10]", "starts: [9", f"'starts' must hold {PHRASES}, not '9/10'"),
        ("starts: [why]", "starts: [why/]", "starts: [why/", f"'starts' must hold {PHRASES}, not 'why/'"),
        (
            "starts: [why]",
            "starts: [a b c d e f g h i]",
            "starts: [a b",
            f"'starts' must hold {PHRASES}, not 'a b c d e f",
        ),
        ("starts: [why]", f"starts: [{' a/b/c' * 8} ]", "starts: [ a/b/c", f"'starts' must hold {PHRASES}, not 'a/b/c"),
        ("starts: [why]", "starts: why", "starts: why", "'starts' must be a list"),
        ("starts: [why]", "begins: [why]", "begins", "'begins' is not known here"),
        ("  - starts: [did he]\n    because", "  - because", "- because", "a rule needs 'says' or 'starts'"),
        ("    because: Ask something open.\n", "", "- starts: [did", "'because' is missing"),
        (
            "  - starts: [did he]\n    because: Ask something open.\n",
            "  - ha\n",
            "- ha",
            "there must be 'key: value' lines",
        ),
        ("openers:", "closers: []\nopeners:", "closers", "'closers' is not known here"),
    ],
)
def test_a_slip_is_found_in_its_line(old: str, new: str, at: str, problem: str) -> None:
    files = edited(FILE, old, new, with_replies())

    (found,) = faults(files)

    assert found.startswith(f"{FILE}:{line_of(FILE, at, files)}: {problem}")


@pytest.mark.parametrize(
    ("rules", "problem"), [("advice: []", "'advice' must hold rules"), ("", "'advice' is missing")]
)
def test_there_must_be_rules(rules: str, problem: str) -> None:
    assert [each.partition(": ")[2] for each in faults(with_replies(f"openers: [Thank you.]\n{rules}\n"))] == [problem]


@pytest.mark.parametrize("text", ["", "- Thank you.", "openers: &a [Thank you.]"])
def test_a_file_that_holds_something_else_is_one_fault(text: str) -> None:
    assert len(faults(with_replies(text))) == 1
