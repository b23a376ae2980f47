"""Tests of whether what was trained fits a policy: `check` says what does not, and an answer is never what is gone."""

import dataclasses
from pathlib import Path

import pytest

from dialogs import policy_file
from dialogs.guidance.files import read_ear
from dialogs.guidance.fitting import unfit
from dialogs.guidance.hearing import Ear
from dialogs.policy import Policy

FOLDER = Path(__file__).parent.parent.parent / "dialogs" / "policies" / "achieve"


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy that ships with the bot."""
    return policy_file.load(FOLDER)


@pytest.fixture(scope="module")
def ear() -> Ear:
    """What was trained for it."""
    ear = read_ear(FOLDER)
    assert ear is not None
    return ear


def of_passages(policy: Policy, ids: list[str]) -> Policy:
    """The policy with passages of these ids."""
    one = next(iter(policy.passages.values()))
    return dataclasses.replace(policy, passages={each: dataclasses.replace(one, id=each) for each in ids})


def trained_for(ear: Ear, ids: list[str]) -> Ear:
    """An ear that knows passages of these ids."""
    return dataclasses.replace(ear, passages=dataclasses.replace(ear.passages, classes=tuple(ids)))


def test_what_ships_with_the_bot_fits(ear: Ear, policy: Policy) -> None:
    assert unfit(ear, policy) == ()


def test_the_order_of_passages_does_not_matter(ear: Ear, policy: Policy) -> None:
    assert unfit(trained_for(ear, ["b", "a"]), of_passages(policy, ["a", "b"])) == ()


def test_a_passage_that_no_question_finds_is_named(ear: Ear, policy: Policy) -> None:
    assert unfit(trained_for(ear, ["a"]), of_passages(policy, ["a", "new"])) == (
        "No question finds these passages of the policy: new. Train guidance again.",
    )


def test_a_passage_that_is_gone_from_the_policy_is_named(ear: Ear, policy: Policy) -> None:
    assert unfit(trained_for(ear, ["a", "gone"]), of_passages(policy, ["a"])) == (
        "Guidance was trained for passages that the policy does not have: gone. Train it again.",
    )


def test_a_passage_with_another_id_is_both_not_found_and_gone(ear: Ear, policy: Policy) -> None:
    lost, gone = unfit(trained_for(ear, ["a", "before"]), of_passages(policy, ["a", "after"]))
    assert ": after." in lost
    assert ": before." in gone


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (5, "p0, p1, p2, p3, p4. "),
        (6, "p0, p1, p2, p3, p4 and 1 more. "),
        (9, "p0, p1, p2, p3, p4 and 4 more. "),
    ],
)
def test_of_many_passages_five_are_named_and_the_rest_counted(count: int, named: str, ear: Ear, policy: Policy) -> None:
    ids = [f"p{number}" for number in reversed(range(count))]
    (lost,) = unfit(trained_for(ear, []), of_passages(policy, ids))
    (gone,) = unfit(trained_for(ear, ids), of_passages(policy, []))
    assert named in lost
    assert named in gone
