"""Whom a report is about, who must not learn of it, and where it goes then."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.forms import Answer
from dialogs.ladder import ladder
from dialogs.organisation import Person
from dialogs.triage import Assessment, assess, kept_out, named
from tests.dialogs.making import MONDAY_TEN, PEOPLE, organisation
from tests.dialogs.real import achieve, example_organisation
from tests.dialogs.small_policy import POLICY, REPORTING

ORGANISATION = organisation()


def assessed(**answers: Answer) -> Assessment:
    return assess(POLICY, ORGANISATION, answers)


def told(assessment: Assessment) -> str:
    rungs = ladder(assessment.route, ORGANISATION, assessment.excluded, MONDAY_TEN)
    return ", ".join(person.key for rung in rungs for person in rung.people)


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (("asha",), "carys, dilys"),
        (("ben",), "carys, dilys"),
        (("carys",), "dilys"),
        (("dilys",), "carys"),
        (("asha", "carys"), "dilys"),
        (("carys", "dilys"), ""),
        (("asha", "ben", "carys", "dilys"), ""),
    ],
)
def test_a_concern_about_somebody_who_would_be_told_goes_past_them_and_not_to_the_channel(
    about: tuple[str, ...], expected: str
) -> None:
    for field in ("about_readers", "about_now"):
        found = assessed(kind="nasty", **{field: about})
        assert (found.route.id, found.channel, found.staff) == ("staff_conduct", False, True)
        assert told(found) == expected


def test_a_concern_about_the_lead_shows_whom_to_ring_outside() -> None:
    place = (achieve(), example_organisation())
    for keys in (("carys",), ("dilys",), ("asha", "ben", "carys", "dilys")):
        found = assess(*place, {"about_readers": keys})
        assert "lado" in found.route.contacts
        rungs = ladder(found.route, place[1], found.excluded, MONDAY_TEN)
        assert {person.key for rung in rungs for person in rung.people} == {"carys", "dilys"} - set(keys)


@pytest.mark.parametrize(
    "typed",
    [
        "Asha Patel",
        "asha patel",
        "ASHA PATEL",
        "  Asha \u00a0 Patel ",
        "Ásha Pâtel",
        "It is about Asha Patel, I think",
        "(Asha Patel)",
        "Asha Patel's messages",
        "Asha\nPatel",
        unicodedata.normalize("NFD", "Ashà Patel"),
        "\uff21\uff53\uff48\uff41 Patel",  # wide letters
        "Asha\u00ad Patel",  # a soft hyphen, as a text that was pasted has them
        "Asha\u200b Patel",  # a space that takes no room
    ],
)
def test_a_full_name_is_known_however_it_is_typed(typed: str) -> None:
    assert named(POLICY, ORGANISATION, {"subject": typed}) == {"asha"}
    assert kept_out(POLICY, ORGANISATION, {"not_told": typed}) == {"asha"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Dilys O'Brien-Ward", "dilys o\u2019brien-ward"),
        ("Dilys O\u2019Brien-Ward", "Dilys O'Brien-Ward"),
        ("Dilys O'Brien-Ward", "Dilys O\u2018Brien\u2010Ward"),
        ("Dilys O'Brien-Ward", "Dilys O`Brien\u2013Ward"),
        ("Dilys O'Brien-Ward", "Dilys O\u02bcBrien\u2011Ward"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Lukasz Wojcik", "Łukasz Wójcik"),
        ("Søren Ørsted", "Soren Orsted"),
        ("Đorđe Strauß", "Dorde Strauss"),
        ("İpek Işık", "Ipek Isik"),
        ("Renée D'Arcy", "Renee d'Arcy"),
    ],
)
def test_accents_apostrophes_and_hyphens_make_no_other_name(name: str, typed: str) -> None:
    of = organisation(Person("them", name, ("coordinator",)))
    assert named(POLICY, of, {"subject": f"{typed} sent it"}) == {"them"}


@given(st.sampled_from(PEOPLE), st.data())
def test_case_accents_and_spaces_make_no_other_name(person: Person, data: st.DataObject) -> None:
    typed = ""
    for char in person.name:
        accent = data.draw(st.sampled_from(("", "\u0301", "\u0308"))) if char.isalpha() else ""
        space = data.draw(st.sampled_from((" ", "  ", "\u00a0", "\t"))) if char == " " else ""
        typed += space or data.draw(st.sampled_from((char.upper(), char.lower()))) + accent
    assert person.key in named(POLICY, ORGANISATION, {"subject": typed})


@pytest.mark.parametrize(
    "typed", ["Asha", "Patel", "A. Patel", "AP", "Patel Asha", "Ashan Patel", "Asha Patelson", "Natasha Patel", "", " "]
)
def test_a_first_name_initials_or_another_name_exclude_nobody(typed: str) -> None:
    assert assessed(subject=typed).excluded == frozenset()


@pytest.mark.parametrize("typed", ["Asha", "mr patel", "not Patel, please", "ASHA P."])
def test_of_somebody_who_handles_cases_any_part_of_the_name_is_enough_not_to_be_told(typed: str) -> None:
    assert assessed(not_told=typed).excluded == {"asha"}


def test_of_anybody_else_the_full_name_is_needed_not_to_be_told() -> None:
    assert assessed(not_told="Tom").excluded == frozenset()
    assert assessed(not_told="Tom Baker").excluded == {"tom"}


def test_only_a_person_of_the_organisation_can_be_picked() -> None:
    assert named(POLICY, ORGANISATION, {"about_readers": ("asha", "somebody else", "")}) == {"asha"}
    assert named(POLICY, ORGANISATION, {"about_readers": "asha"}) == {"asha"}
    assert named(POLICY, ORGANISATION, {"about_readers": ""}) == frozenset()


def test_somebody_without_cases_whom_it_is_about_must_not_know_and_it_stays_on_its_route() -> None:
    found = assessed(kind="nasty", subject="Tom Baker")
    assert (found.excluded, found.staff, found.route.id) == (frozenset({"tom"}), False, "channel")
    assert not found.channel


def test_somebody_who_should_not_be_told_is_not_what_it_is_about() -> None:
    found = assessed(kind="nasty", not_told="Please not Asha Patel, nor Ben Okafor")
    assert found.excluded == {"asha", "ben"}
    assert (found.staff, found.route.id, found.channel) == (False, "channel", False)
    assert told(found) == "carys, dilys"


def test_names_in_several_answers_are_all_kept_from_it() -> None:
    found = assessed(subject="Ben Okafor", about_now=("asha",), about_readers=("carys",), not_told="Dilys O'Brien-Ward")
    assert found.excluded == {"asha", "ben", "carys", "dilys"}
    assert told(found) == ""


def test_a_name_in_an_answer_that_is_about_something_else_excludes_nobody() -> None:
    assert assessed(account="Asha Patel helped").excluded == frozenset()


def test_a_policy_that_asks_for_no_name_excludes_nobody() -> None:
    meanings = replace(REPORTING.meanings, subject="", not_to_be_told="", about_readers=())
    policy = replace(POLICY, reporting=replace(REPORTING, meanings=meanings))
    assert assess(policy, ORGANISATION, {"subject": "Asha Patel"}).excluded == frozenset()


def test_names_in_a_choice_of_several_are_read_too() -> None:
    assert named(POLICY, ORGANISATION, {"subject": ("Asha Patel", "and")}) == {"asha"}
