"""Tests of what somebody on Slack is called: nobody is taken for a colleague whose name they chose."""

from pathlib import Path

import pytest

from bot import organisation
from bot.chat.payload import LONGEST_NAME, Json, on_one_line
from bot.slack.people import who
from handlers.turn import Who

EXAMPLE = organisation.load(Path(__file__).parents[3] / "organisation.example.yaml")
TEAM = "T0001"


def stranger(name: Json) -> Who:
    """Somebody who is not in the organisation file, by the name that they chose."""
    return who(EXAMPLE, {"team": {"id": TEAM}, "user": {"id": "U0NEW", "name": name}}, TEAM)


def test_somebody_of_the_organisation_has_the_name_of_its_file() -> None:
    body: dict[str, Json] = {"team": {"id": TEAM}, "user": {"id": "U02EXAMPLE", "name": "Tom Baker"}}
    assert who(EXAMPLE, body, TEAM) == Who("ben", "Ben Okafor")


@pytest.mark.parametrize(
    ("chosen", "called"),
    [
        ("Tom Baker", "Tom Baker (Slack member U0NEW)"),
        ("Tom\nBaker \t (lead)", "Tom Baker (lead) (Slack member U0NEW)"),
        ("Tom\u202e rekaB\u00ad", "Tom rekaB [2 hidden marks left out] (Slack member U0NEW)"),
        ("", "Slack member U0NEW"),
        (" \n", "Slack member U0NEW"),
        (None, "Slack member U0NEW"),
        (7, "Slack member U0NEW"),
    ],
)
def test_a_stranger_is_called_by_the_name_that_they_chose_and_by_their_member_id(chosen: Json, called: str) -> None:
    assert stranger(chosen) == Who(f"slack:{TEAM}:U0NEW", called)


def test_a_command_gives_the_name_of_a_stranger_too() -> None:
    body: dict[str, Json] = {"team_id": TEAM, "user_id": "U0NEW", "user_name": "Asha Patel"}
    assert who(EXAMPLE, body, TEAM).name == "Asha Patel (Slack member U0NEW)"


def test_a_name_that_is_too_long_is_cut() -> None:
    assert on_one_line("x" * LONGEST_NAME) == "x" * LONGEST_NAME
    assert on_one_line("x" * 10_000) == f"{'x' * (LONGEST_NAME - 1)}…"
