"""How a policy lets learners tell someone: what it may say, and the faults of it."""

import pytest

from dialogs.forms import Is
from dialogs.policy import Policy
from dialogs.policy_concern import known_fields
from dialogs.policy_file import parse, read_folder
from dialogs.reporting import ConcernRules
from tests.policies.edited import SMALLVILLE, edited, faults, line_of

FORM = "forms/bench.yaml"
RULES = "reporting.yaml"

BENCH = """\
id: bench
title: Tell someone
screens:
  - id: first
    title: Are you safe?
    fields:
      - id: hurt_now
        kind: choose_one
        label: Is somebody hurt?
        options:
          - {id: yes, label: "Yes"}
          - {id: soon, label: "Soon"}
  - id: way
    title: How?
    fields:
      - id: way
        kind: choose_one
        label: How?
        options:
          - {id: named, label: With my name}
          - {id: code_only, label: With a code}
  - id: tell
    title: Tell us
    purpose: review
    fields:
      - {id: words, kind: long_text, label: "What happened?", limit: 1500}
      - {id: leave_out, kind: short_text, label: "Anyone to leave out?", limit: 100}
"""

CONCERN = """
concern:
  form: bench
  how: way
  account: words
  not_to_be_told: leave_out
  after:
    - text: Ring {on_duty}, of {organisation}.
      signposts: [ambulance]
      only_if: {way: named}
"""

SLIPS = [
    (RULES, "form: bench", "form: bank", "there is no form called 'bank'"),
    (RULES, "how: way", "how: hurt_now", "'how' must name a choose_one field of its form with the options named and"),
    (RULES, "how: way", "how: words", "'how' must name a choose_one field of its form with the options named and"),
    (RULES, "account: words", "account: leave_out", "'account' must name a long_text of its form"),
    (RULES, "account: words", "account: where", "'account' must name a long_text of its form"),
    (RULES, "account: words", "acount: words", "'account' is missing"),
    (RULES, "account: words", "acount: words", "'acount' is not known here"),
    (RULES, "not_to_be_told: leave_out", "not_to_be_told: way", "'not_to_be_told' must name a field of text"),
    (RULES, "{way: named}", "{pool: named}", "'pool' is not a field that has been asked"),
    (RULES, "{way: named}", "{way: [by_post]}", "'by_post' is not an option of 'way' (named, code_only)"),
    (RULES, "{way: named}", "{way: named, hurt_now: [yes], not: {way: named}}", "no way of answering ever leads"),
    (RULES, "{organisation}", "{club}", "the unknown placeholder '{club}'"),
    (RULES, "Ring {on_duty}, of {organisation}.\n      signposts: [ambulance]", "x\n      signposts: [boat]", "'boat'"),
]

CROOKED = [
    (
        "- id: way\n    title: How?\n    fields:\n",
        "- id: way\n    title: How?\n    fields:\n      - {id: name, kind: short_text, label: Name, limit: 9}\n",
        "the screen 'way' of 'bench' asks for text, and only the last screen may: nothing is kept before it is sent",
    ),
    (
        "- id: way\n    title: How?\n    fields:\n",
        "- id: way\n    title: How?\n    fields:\n      - {id: name, kind: choose_one, label: Who, source: readers}\n",
        "the screen 'way' of 'bench' has a choice among other fields: a choice must be alone on its screen",
    ),
    (
        "      - {id: leave_out, ",
        "      - {id: which, kind: choose_one, label: Which, source: centres}\n      - {id: leave_out, ",
        "the screen 'tell' of 'bench' has a choice among other fields: a choice must be alone on its screen",
    ),
    (
        "kind: choose_one\n        label: Is",
        "kind: choose_many\n        label: Is",
        "the screen 'first' of 'bench' lets people choose several, which no screen of this form may",
    ),
    (
        "kind: choose_one\n        label: Is",
        "kind: choose_many\n        label: Is",
        "both forms have a field 'hurt_now', and they are of different kinds",
    ),
    (
        "title: How?\n    fields",
        "title: How?\n    purpose: alert_now\n    fields",
        "the screen 'way' of 'bench' has the purpose alert_now, and nothing of this form is sent before its end",
    ),
    ("id: leave_out", "id: pool", "both forms have a field 'pool', and they are of different kinds"),
]


def with_concern() -> dict[str, bytes]:
    """Smallville with a bench where one can tell someone."""
    files = read_folder(SMALLVILLE)
    return {**files, FORM: BENCH.encode(), RULES: files[RULES] + CONCERN.encode()}


def bench() -> Policy:
    return parse(with_concern())


def test_a_policy_without_it_has_none() -> None:
    reporting = parse(read_folder(SMALLVILLE)).reporting

    assert reporting.concern is None
    assert reporting.forms == ("poolside",)


def test_the_rules_for_those_who_tell_someone_are_read_as_they_are_written() -> None:
    reporting = bench().reporting
    concern = reporting.concern

    assert isinstance(concern, ConcernRules)
    assert (concern.form, concern.how, concern.account, concern.not_to_be_told) == (
        "bench",
        "way",
        "words",
        "leave_out",
    )
    assert [(each.text, each.signposts, each.only_if) for each in concern.after] == [
        ("Ring {on_duty}, of {organisation}.", ("ambulance",), Is("way", ("named",)))
    ]
    assert reporting.forms == ("poolside", "bench")


@pytest.mark.parametrize(("file", "old", "new", "problem"), SLIPS)
def test_a_slip_in_the_rules_is_found(file: str, old: str, new: str, problem: str) -> None:
    found = faults(edited(file, old, new, with_concern()))

    assert any(fault.startswith(file) and problem in fault for fault in found), found


@pytest.mark.parametrize(("old", "new", "problem"), CROOKED)
def test_a_form_of_which_more_would_have_to_be_kept_is_found(old: str, new: str, problem: str) -> None:
    files = edited(FORM, old, new, with_concern())

    assert f"{RULES}:{line_of(RULES, 'form: bench', files)}: {problem}" in faults(files)


def test_there_are_two_ways_of_telling_and_no_third() -> None:
    third = "          - {id: by_post, label: By post}\n"
    files = edited(FORM, "label: With a code}\n", f"label: With a code}}\n{third}", with_concern())

    wanted = "a choose_one field of its form with the options named and code_only"
    at = f"{RULES}:{line_of(RULES, 'how: way', files)}"
    assert faults(files) == [f"{at}: 'how' must name {wanted}, and 'way' is not one"]


def test_without_the_form_of_staff_the_other_is_checked_alone() -> None:
    files = edited(RULES, "form: poolside", "form: pool", with_concern())

    assert faults(files) == ["reporting.yaml:1: there is no form called 'pool'"]


def test_a_form_that_cannot_be_read_is_one_fault_and_not_many() -> None:
    files = {**with_concern(), FORM: b"id: [\n"}

    assert [fault.split(":")[0] for fault in faults(files)] == [FORM]


# ------------------------------------------------------------------------------------- rules that ask about either form


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- when: {what: unkind}\n", "- when: {way: named}\n"),
        ("- when: {hurt_now: yes}\n    to", "- when: {hurt_now: soon}\n    to"),
        ("- when: {hurt_now: yes}\n    to", "- when: {hurt_now: [maybe, soon]}\n    to"),
        ("staff_when: {what: officer}", "staff_when: {any: [{what: officer}, {way: code_only}]}"),
        ("danger_now: {hurt_now: yes}", "danger_now: {hurt_now: [yes, soon]}"),
        ("account: [words]", "account: [words, leave_out]"),
        ("subject: whom", "subject: leave_out"),
    ],
)
def test_a_rule_may_ask_about_fields_and_options_of_either_form(old: str, new: str) -> None:
    assert parse(edited(RULES, old, new, with_concern())).reporting.concern


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "{hurt_now: yes}\n    to",
            "{all: [{way: named}, {what: hurt}]}\n    to",
            "no way of answering ever makes this",
        ),
        ("{hurt_now: yes}\n    to", "{all: [{hurt_now: soon}, {hurt_now: maybe}]}\n    to", "no way of answering ever"),
        ("{hurt_now: yes}\n    to", "{hurt_now: later}\n    to", "'later' is not an option of 'hurt_now'"),
        ("{hurt_now: yes}\n    to", "{words: hello}\n    to", "'words' has no options of its own"),
        ("subject: whom", "subject: way", "'subject' must name a field of text"),
        ("danger: hurt_now", "danger: words", "'danger' must name a choose_one field"),
    ],
)
def test_what_neither_form_can_answer_is_a_fault(old: str, new: str, problem: str) -> None:
    found = faults(edited(RULES, old, new, with_concern()))

    assert any(problem in fault for fault in found), found


def test_of_a_choice_that_both_forms_have_the_options_of_both_are_known() -> None:
    hurt = known_fields(bench().forms.values())["hurt_now"]

    assert {option.id for option in getattr(hurt, "options", ())} == {"yes", "maybe", "no", "soon"}
