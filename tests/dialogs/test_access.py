"""Who may know of a case: the whole table, and what never changes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.access import answers_questions, decide, handles, may_know
from dialogs.case import Case
from dialogs.guidance.rules import Guidance
from dialogs.organisation import Organisation
from dialogs.severity import Severity
from tests.dialogs.making import MONDAY_TEN, case, organisation
from tests.dialogs.small_policy import HANDLING, OTHERS, POLICY
from tests.dialogs.strategies import keys_of, organisations

ORGANISATION = organisation()

WHO = {
    "coordinator": "asha",
    "deputy": "ben",
    "lead": "carys",
    "champion": "dilys",
    "it": "ewan",
    "learner services": "farah",
    "tutor": "tom",
    "learner": "lena",
    "stranger": "T0ANOTHER:U0STRANGER",  # of another tenant
    "nobody": "",
}
ROUTES = ("channel", "restricted", "staff_conduct")

# Each row: a role, and what it is to the case. Each column: the case's route. yes: may know of it.
MATRIX = """
coordinator       none             yes  yes  -
coordinator       told             yes  yes  yes
coordinator       excluded         -    -    -
coordinator       reporter         yes  yes  -
coordinator       excluded+told    -    -    -
coordinator       acknowledged     yes  yes  yes
deputy            none             yes  -    -
deputy            told             yes  yes  yes
deputy            excluded         -    -    -
deputy            reporter         yes  -    -
deputy            excluded+told    -    -    -
deputy            acknowledged     yes  yes  yes
lead              none             yes  yes  yes
lead              told             yes  yes  yes
lead              excluded         -    -    -
lead              reporter         yes  yes  yes
lead              excluded+told    -    -    -
lead              acknowledged     yes  yes  yes
champion          none             -    -    -
champion          told             yes  yes  yes
champion          excluded         -    -    -
champion          reporter         -    -    -
champion          excluded+told    -    -    -
champion          acknowledged     yes  yes  yes
it                none             -    -    -
it                told             -    -    -
it                excluded         -    -    -
it                reporter         -    -    -
it                excluded+told    -    -    -
it                acknowledged     -    -    -
learner services  none             -    -    -
learner services  told             -    -    -
learner services  excluded         -    -    -
learner services  reporter         -    -    -
learner services  excluded+told    -    -    -
learner services  acknowledged     -    -    -
tutor             none             -    -    -
tutor             told             -    -    -
tutor             excluded         -    -    -
tutor             reporter         -    -    -
tutor             excluded+told    -    -    -
tutor             acknowledged     -    -    -
learner           none             -    -    -
learner           told             -    -    -
learner           excluded         -    -    -
learner           reporter         -    -    -
learner           excluded+told    -    -    -
learner           acknowledged     -    -    -
stranger          none             -    -    -
stranger          told             -    -    -
stranger          excluded         -    -    -
stranger          reporter         -    -    -
stranger          excluded+told    -    -    -
stranger          acknowledged     -    -    -
nobody            none             -    -    -
nobody            told             -    -    -
nobody            excluded         -    -    -
nobody            reporter         -    -    -
nobody            excluded+told    -    -    -
nobody            acknowledged     -    -    -
"""


def cells() -> list[tuple[str, str, str, bool]]:
    """Role, relation, route, and whether they may know."""
    found = []
    for row in MATRIX.strip().splitlines():
        role, relation, answers = row[:18].strip(), row[18:35].strip(), row[35:].split()
        found += [(role, relation, route, answer == "yes") for route, answer in zip(ROUTES, answers, strict=True)]
    return found


def related(relation: str, person: str, through: str) -> Case:
    """A case of that route to which the person is related so."""
    one = replace(case(through=through), reporter="somebody")
    match relation:
        case "told":
            return replace(one, told=frozenset({person}))
        case "excluded":
            return replace(one, excluded=frozenset({person}))
        case "excluded+told":
            return replace(one, excluded=frozenset({person}), told=frozenset({person}))
        case "reporter":
            return replace(one, reporter=person)
        case "acknowledged":  # whoever takes a case counts as told from then on
            return replace(one, told=frozenset({person}), acknowledged_by=person, acknowledged_at=MONDAY_TEN)
        case _:
            return one


@pytest.mark.parametrize(("role", "relation", "route", "allowed"), cells())
def test_who_may_know_of_a_case(role: str, relation: str, route: str, *, allowed: bool) -> None:
    person = WHO[role]
    assert may_know(person, related(relation, person, route), POLICY, ORGANISATION) is allowed


def test_the_table_is_whole() -> None:
    relations = ("none", "told", "excluded", "reporter", "excluded+told", "acknowledged")
    whole = {(role, relation, route) for role in WHO for relation in relations for route in ROUTES}
    assert {(role, relation, route) for role, relation, route, _ in cells()} == whole
    assert len(cells()) == len(whole)


@pytest.mark.parametrize(
    ("person", "one", "why"),
    [
        ("", case(), "not in the organisation"),
        ("T0ANOTHER:U0STRANGER", case(), "not in the organisation"),
        ("asha", case(Severity.S1, "channel", "asha"), "must not know of this case"),
        ("tom", case(), "handles no cases"),
        ("asha", case(), "reads cases of this route"),
        ("dilys", replace(case(), told=frozenset({"dilys"})), "was sent an alert"),
        ("dilys", case(), "not on this case"),
    ],
)
def test_why_is_a_fixed_phrase_that_names_nobody(person: str, one: Case, why: str) -> None:
    assert decide(person, one, POLICY, ORGANISATION).why == why


@pytest.mark.untraced
@given(st.data(), organisations(), st.sampled_from(ROUTES))
def test_being_excluded_outranks_everything(data: st.DataObject, of: Organisation, route: str) -> None:
    people = sorted(of.people)
    one = replace(
        case(through=route),
        told=data.draw(keys_of(of)),
        reporter=data.draw(st.sampled_from(people)),
        acknowledged_by=data.draw(st.sampled_from(("", *people))),
    )
    for person in people:
        shut_out = replace(one, excluded=one.excluded | {person})
        assert not may_know(person, shut_out, POLICY, of)
        for other in set(people) - {person}:
            assert decide(other, shut_out, POLICY, of) == decide(other, one, POLICY, of)


@pytest.mark.untraced
@given(st.data(), organisations(), st.sampled_from(ROUTES))
def test_nobody_may_know_who_handles_no_cases_or_is_not_there(
    data: st.DataObject, of: Organisation, route: str
) -> None:
    one = replace(case(through=route), told=data.draw(keys_of(of)) | {"gone"}, acknowledged_by="gone")
    for person in of.people:
        if not handles(person, POLICY, of):
            assert not may_know(person, one, POLICY, of)
    assert not may_know("gone", one, POLICY, of)


@pytest.mark.untraced
@given(st.data(), organisations(), st.sampled_from(ROUTES))
def test_being_told_never_takes_anything_away(data: st.DataObject, of: Organisation, route: str) -> None:
    one = replace(case(through=route), told=data.draw(keys_of(of)))
    for person in of.people:
        if may_know(person, one, POLICY, of):
            assert may_know(person, replace(one, told=one.told | frozenset(of.people)), POLICY, of)


@pytest.mark.parametrize(
    ("person", "does"),
    [("asha", True), ("ben", True), ("carys", True), ("dilys", True), ("ewan", False), ("tom", False), ("", False)],
)
def test_who_handles_cases_is_said_by_the_policys_roles(person: str, *, does: bool) -> None:
    assert handles(person, POLICY, ORGANISATION) is does


def test_a_role_that_the_policy_does_not_know_handles_nothing() -> None:
    assert not handles("asha", replace(POLICY, roles={}), ORGANISATION)


# ------------------------------------------------------------------------------------------ questions about the policy


@pytest.mark.parametrize(
    ("roles", "answering"),
    [
        ((), set()),
        (("coordinator",), {"coordinator"}),
        (("tutor", "lead"), {"tutor", "lead"}),
        (("learner",), {"learner"}),
        (("unheard of",), set()),
    ],
)
def test_who_answers_questions_is_said_by_the_policys_guidance(roles: tuple[str, ...], answering: set[str]) -> None:
    policy = replace(POLICY, guidance=Guidance(answers=roles))
    assert {who for who, key in WHO.items() if answers_questions(key, policy, ORGANISATION)} == answering


@pytest.mark.untraced
@given(organisations(), st.lists(st.sampled_from((*HANDLING, *OTHERS)), unique=True).map(tuple))
def test_whoever_holds_one_of_the_roles_answers_and_nobody_else(of: Organisation, roles: tuple[str, ...]) -> None:
    policy = replace(POLICY, guidance=Guidance(answers=roles))
    answering = {person for person in (*of.people, "gone", "") if answers_questions(person, policy, of)}
    assert answering == {person.key for role in roles for person in of.holders(role)}
