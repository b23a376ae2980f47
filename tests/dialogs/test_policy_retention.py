"""Faults in what a policy says of how long records are kept, and what the bundled policy says."""

from datetime import date

import pytest

from dialogs.casework.retention import From, Retention, Rule, Term
from dialogs.policy_file import load, parse, read_folder
from tests.dialogs.real import achieve
from tests.policies.edited import SMALLVILLE, edited, faults, line_of

FILE = "casework.yaml"
KNOWN = load(SMALLVILLE)
ROLE, ROUTE = next(iter(KNOWN.roles)), next(iter(KNOWN.routes))
WHOLE = f"""\
closing:
  outcomes: {{untrue: It was untrue}}
retention:
  by: [{ROLE}]
  rules:
    untrue:
      title: Untrue
      routes: [{ROUTE}]
      procedures: [HURT]
      outcomes: [untrue]
      terms:
        - {{from: closed, years: 0}}
      source: County desk
      checked: 2026-09-01
    usual:
      title: Usual
      terms:
        - {{from: born, years: 25}}
        - {{from: left, years: 7}}
      otherwise:
        - {{from: opened, years: 26}}
      review_every: 5
      source: Practice
      checked: null
"""
USUAL = WHOLE[WHOLE.index("    usual:") :]


def with_retention(text: str = WHOLE) -> dict[str, bytes]:
    return {**read_folder(SMALLVILLE), FILE: text.encode()}


def test_the_rules_are_read_as_they_are_written_in_their_order() -> None:
    untrue = Rule(
        "untrue",
        "Untrue",
        (Term(From.CLOSED, 0),),
        procedures=("HURT",),
        routes=(ROUTE,),
        outcomes=("untrue",),
        source="County desk",
        checked=date(2026, 9, 1),
    )
    born, left = Term(From.BORN, 25), Term(From.LEFT, 7)
    usual = Rule("usual", "Usual", (born, left), (Term(From.OPENED, 26),), review_every=5, source="Practice")
    assert parse(with_retention()).casework.retention == Retention((ROLE,), (untrue, usual))


def test_a_policy_may_say_nothing_of_it() -> None:
    assert KNOWN.casework.retention == Retention()


@pytest.mark.parametrize(
    ("old", "new", "at", "problem"),
    [
        (f"  by: [{ROLE}]\n", "", "  rules", "'retention' needs 'by'"),
        (f"  by: [{ROLE}]", "  by: [nobody]", "  by", "there is no role called 'nobody'"),
        (
            "procedures: [HURT]",
            "procedures: [LATE]",
            "      procedures",
            "there is no procedure or overlay called",
        ),
        (f"routes: [{ROUTE}]", "routes: [air]", "      routes", "there is no route called 'air'"),
        ("outcomes: [untrue]", "outcomes: [well]", "      outcomes", "there is no outcome of closing called 'well'"),
        ("years: 25", "years: 201", "        - {from: born", "'years' must be a whole number of years up to 200"),
        ("years: 25", "years: many", "        - {from: born", "'years' must be a whole number of years up to 200"),
        (
            "from: born",
            "from: married",
            "        - {from: married",
            "'from' must be one of: born, left, closed",
        ),
        ("years: 25", "months: 25", "        - {from: born", "'months' is not known here"),
        ("from: opened", "from: left", "      otherwise", "'otherwise' counts from a day that is always known"),
        (
            "      otherwise:\n        - {from: opened, years: 26}\n",
            "",
            "    usual",
            "the rule 'usual' needs 'otherwise'",
        ),
        ("      terms:\n        - {from: closed, years: 0}\n", "", "    untrue", "the rule 'untrue' needs 'terms'"),
        ("      source: Practice\n", "", "    usual", "'source' is missing"),
        ("review_every: 5", "review_every: often", "      review_every", "'review_every' must be a whole number of y"),
        ("title: Usual", "titel: Usual", "      titel", "'titel' is not known here"),
        ("retention:\n", "retention:\n  ever: yes\n", "  ever", "'ever' is not known here"),
    ],
)
def test_a_slip_is_found_in_its_line(old: str, new: str, at: str, problem: str) -> None:
    files = edited(FILE, old, new, with_retention())
    found = next(each for each in faults(files) if problem in each)
    line = line_of(FILE, at, files)  # of what is missing, the first line of what it is missing from
    assert found.startswith((f"{FILE}:{line}: {problem}", f"{FILE}:{line + 1}: {problem}"))


def test_a_rule_after_one_for_every_case_is_found() -> None:
    later = USUAL.replace("usual:", "later:")
    [problem] = faults(with_retention(WHOLE + later))
    assert problem.endswith(": the rule 'later' never applies: 'usual' always does")


def test_a_policy_that_has_no_rule_for_some_cases_is_found() -> None:
    [problem] = faults(with_retention(WHOLE.replace(USUAL, "")))
    assert problem.endswith(": the last rule must have no conditions: it is for every other case")


@pytest.mark.parametrize(
    "rules", ["retention: soon\n", "retention: {rules: soon}\n", "retention: {rules: {usual: soon}}\n"]
)
def test_what_is_no_set_of_rules_is_found(rules: str) -> None:
    assert faults(with_retention(rules))


def test_the_bundled_policy_says_where_each_rule_comes_from_and_checks_none_by_itself() -> None:
    retention = achieve().casework.retention
    assert [each.id for each in retention.rules] == ["child_sexual_abuse", "staff_false", "staff", "usual"]
    assert all(each.source and each.checked is None for each in retention.rules)
