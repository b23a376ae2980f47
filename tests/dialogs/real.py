"""The policies that the bot really works with, and organisations to work them in."""

from functools import cache
from pathlib import Path

from bot.organisation import load as load_organisation
from dialogs.organisation import OnDuty, Organisation, Person
from dialogs.policy import Policy
from dialogs.policy_file import load as load_policy
from tests.dialogs.making import organisation

ROOT = Path(__file__).parent.parent.parent


@cache
def achieve() -> Policy:
    return load_policy(ROOT / "dialogs" / "policies" / "achieve")


@cache
def example_organisation() -> Organisation:
    return load_organisation(ROOT / "organisation.example.yaml")


@cache
def smallville() -> Policy:
    return load_policy(ROOT / "tests" / "policies" / "smallville")


@cache
def swimming_club() -> Organisation:
    """The people of Smallville's swimming club."""
    return organisation(
        Person("wendy", "Wendy Hale", ("welfare_officer",), "01632 960021"),
        Person("chas", "Chas Moor", ("chair",), "01632 960022"),
        Person("cora", "Cora Pike", ("coach",)),
        on_duty=OnDuty("wendy", "", ()),
    )
