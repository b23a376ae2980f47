"""Faults in how a report becomes a case."""

import pytest

from tests.policies.edited import edited, faults, only_fault

FILE = "reporting.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "danger: hurt_now",
            "danger: where",
            "'danger' must name a choose_one field of the form, and 'where' is not one",
        ),
        ("danger: hurt_now", "age: whom", "'age' must name a choose_one field"),
        ("centre: pool", "centre: what", "'centre' must name a choice with 'source: centres'"),
        ("centre: pool", "centre: whom", "'centre' must name a choice with 'source: centres'"),
        ("subject: whom", "subject: what", "'subject' must name a field of text"),
        (
            "about_readers: [officers]",
            "about_readers: [pool]",
            "'about_readers' must name a choice with 'source: readers'",
        ),
        ("account: [words]", "account: [pool]", "'account' must name a field of text"),
        ("danger_now: {hurt_now: yes}", "danger_now: {hurt: yes}", "'hurt' is not a field"),
        (
            "{any: [{hurt_now: [yes, maybe]}, {what: hurt}]}",
            "{what: hurt, where: web}",
            "no way of answering ever makes",
        ),
        ("to: S0", "to: S9", "'to' must be one of: S0, S1, S2, S3, S4, not 'S9'"),
        ("words: [drowning, unconscious]", "words: []", "'words' must hold words"),
        ("words: [drowning, unconscious]", "words: [drowning, '']", "'words' must hold words"),
        ("signposts: [ambulance]", "signposts: [boat]", "there is no signpost called 'boat'"),
        ("staff_route: officers", "staff_route: office", "there is no route called 'office'"),
        (
            "staff_route: officers",
            "staff_overlay: UNKIND\nstaff_route: officers",
            "there is no overlay called 'UNKIND'",
        ),
        ("staff_when: {what: officer}", "staff_when: {what: chair}", "'chair' is not an option of 'what'"),
        (
            "remind_after: [3 minutes]",
            "remind_after: [soon]",
            "'remind_after' must hold spans like '5 minutes', not 'soon'",
        ),
        ("always_shown: [ambulance]", "always_shown: [boat]", "there is no signpost called 'boat'"),
        ("alert_now_category: injury", "alert_now_category: ouch", "there is no category called 'ouch'"),
        ("leave_parents_to: welfare", "leave_parents_to: parents", "there is no role called 'parents_officer'"),
        ("form: poolside", "form: pool", "there is no form called 'pool'"),
    ],
)
def test_a_slip_is_found_in_its_line(old: str, new: str, problem: str) -> None:
    assert problem in only_fault(FILE, old, new)


def test_the_rules_must_end_with_a_default() -> None:
    problem = only_fault(FILE, "  - when: null\n    category: other\n", "", "- when: {what: unkind}")

    assert problem == "the last rule must be a default: 'when: null'"


def test_a_default_in_the_middle_would_hide_the_rules_after_it() -> None:
    problem = only_fault(FILE, "when: {what: unkind}\n", "when: null\n")

    assert problem == "a rule without a 'when' always holds, so only the last may be one"


def test_there_must_be_rules() -> None:
    found = faults(edited(FILE, "categories:\n", "categories: []\nrules:\n"))

    assert found == [
        "reporting.yaml:9: 'categories' needs at least a default rule",
        "reporting.yaml:10: 'rules' is not known here",
    ]


def test_what_raises_a_case_says_when() -> None:
    assert only_fault(FILE, "  - when: {hurt_now: yes}\n    to", "  - to", "- to: S0") == "'when' is missing"
