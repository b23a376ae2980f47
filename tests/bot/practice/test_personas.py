"""Tests of the people one can be."""

from bot.practice.personas import personas
from handlers.turn import Who
from tests.fakes.practice_world import ORGANISATION, ROLES


def test_everybody_in_the_organisation_can_be_chosen_in_the_order_of_the_file() -> None:
    assert list(personas(ORGANISATION, ROLES)) == ["tom", "lena", "asha", "ben", "carys", "dilys"]


def test_a_part_is_named_as_the_policy_names_it_or_else_by_its_id() -> None:
    people = personas(ORGANISATION, ROLES)
    assert people["asha"].part == "E-Safety Coordinator"
    assert people["tom"].part == "Tutor"


def test_somebody_without_a_role_is_a_member_of_staff() -> None:
    assert personas(ORGANISATION, ())["asha"].part == "Coordinator"
    assert not personas(ORGANISATION, ())["asha"].handles


def test_only_those_who_read_what_the_channel_is_for_are_in_it() -> None:
    people = personas(ORGANISATION, ROLES, frozenset({"coordinator", "deputy"}))
    assert [key for key, persona in people.items() if persona.in_channel] == ["asha", "ben"]
    assert [key for key, persona in people.items() if persona.handles] == ["asha", "ben", "carys", "dilys"]


def test_a_persona_is_the_person_of_the_organisation_file() -> None:
    assert personas(ORGANISATION, ROLES)["asha"].who == Who("asha", "Asha Patel")
    assert personas(ORGANISATION, ROLES)["asha"].initials == "AP"
