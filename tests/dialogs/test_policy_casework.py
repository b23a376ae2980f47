"""Faults in what a policy says of working a case, and what the bundled policy says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import dialogs
from dialogs.casework.rules import Casework, Clock, Closing, Contradicted, Decision, Fits
from dialogs.forms import Is, Option
from dialogs.policy import Policy, Proof
from dialogs.policy_file import load, parse, read_folder
from dialogs.severity import Severity, Span, Unit
from tests.policies.edited import SMALLVILLE, edited, faults, line_of

FILE = "casework.yaml"
KNOWN = load(SMALLVILLE)
FIRST, SECOND = tuple(KNOWN.roles)[:2]
WHOLE = f"""\
order:
  - Is anybody unsafe?
decisions:
  parents:
    title: Whether parents are told
    by: [{FIRST}]
    outcomes: {{told: Told, waiting: Waiting}}
    reasons: {{risk: It may increase the risk, grown: They are grown up}}
    explained: [waiting]
    reviewed: [waiting]
    contradicted:
      grown: {{when: {{where: phone}}, instead: risk}}
agencies: {{police: The police, site: The site}}
unreferenced: [site]
clocks:
  advice:
    words: Ask for advice
    within: 1 working days
    procedures: [UNKIND, HURT]
    steps: [U3]
    source: County desk
    since: 2026-09-01
closing:
  outcomes: {{acted: Acted on, false: Not so}}
  outcomes_for:
    false:
      - {{routes: [officers], categories: [other]}}
      - {{unnamed: true}}
  told: {{yes: Told, no: Not told}}
  told_for:
    no:
      - {{routes: [club]}}
  explained: [no]
  themes: {{water: Water}}
  second: [S0]
go_ahead: [{SECOND}]
stands_in:
  {SECOND}: {FIRST}
same_person_within: 14
let_in_told: [{FIRST}]
forgotten_after: 5
said_done:
  - {{step: U3, when: {{where: web}}}}
"""


def with_casework(text: str = WHOLE) -> dict[str, bytes]:
    return {**read_folder(SMALLVILLE), FILE: text.encode()}


def test_the_rules_are_read_as_they_are_written() -> None:
    outcomes = (Option("told", "Told"), Option("waiting", "Waiting"))
    risk = (Option("risk", "It may increase the risk"), Option("grown", "They are grown up"))
    day = Span(1, Unit.WORKING_DAYS)
    decision = Decision("parents", "Whether parents are told", (FIRST,), outcomes, risk, ("waiting",), ("waiting",))
    decision = replace(decision, contradicted={"grown": Contradicted(Is("where", ("phone",)), "risk")})
    since = date(2026, 9, 1)
    clock = Clock("advice", "Ask for advice", day, ("UNKIND", "HURT"), ("U3",), "County desk", since, None, None)
    told = (Option("yes", "Told"), Option("no", "Not told"))
    themes = (Option("water", "Water"),)
    outcomes = (Option("acted", "Acted on"), Option("false", "Not so"))
    only_for = {"false": (Fits(("officers",), ("other",)), Fits(unnamed=True))}
    closing = Closing(outcomes, told, ("no",), themes, (Severity.S0,), only_for, {"no": (Fits(("club",)),)})

    assert parse(with_casework()).casework == Casework(
        ("Is anybody unsafe?",),
        {"parents": decision},
        (Option("police", "The police"), Option("site", "The site")),
        (clock,),
        closing,
        (SECOND,),
        {SECOND: FIRST},
        14,
        (FIRST,),
        unreferenced=("site",),
        forgotten_after=5,
        said_done={"U3": Is("where", ("web",))},
    )


def test_a_policy_may_do_without() -> None:
    assert KNOWN.casework == Casework()
    assert parse(with_casework("order: []\n")).casework == Casework()


@pytest.mark.parametrize(
    ("old", "new", "at", "problem"),
    [
        (f"    by: [{FIRST}]\n", "", "title", "the decision 'parents' needs 'by'"),
        (f"    by: [{FIRST}]", "    by: [nobody]", "    by", "there is no role called 'nobody'"),
        (
            "outcomes: {told: Told, waiting: Waiting}",
            "outcomes: {}",
            "    outcomes",
            "the decision 'parents' needs 'out",
        ),
        ("explained: [waiting]", "explained: [never]", "    explained", "'explained' must hold ids from 'outcomes'"),
        ("reviewed: [waiting]", "reviewed: [never]", "    reviewed", "'reviewed' must hold ids from 'outcomes'"),
        ("{told: Told,", "{a b: Told,", "    outcomes", "'a b' cannot be an id"),
        ("title: Whether", "titel: Whether", "titel", "'titel' is not known here"),
        ("    procedures: [UNKIND, HURT]", "    procedures: []", "    procedures", "the clock 'advice' needs 'proc"),
        ("[UNKIND, HURT]", "[UNKIND, LATE]", "    procedures", "there is no procedure or overlay called 'LATE'"),
        ("steps: [U3]", "steps: []", "    steps", "the clock 'advice' needs 'steps'"),
        ("steps: [U3]", "steps: [U9]", "    steps", "there is no step called 'U9'"),
        ("within: 1 working days", "within: soon", "    within", "'within' must be a span like"),
        ("    within: 1 working days\n", "", "    words", "'within' is missing"),
        ("    source:", "    sauce:", "    sauce", "'sauce' is not known here"),
        ("explained: [no]", "explained: [maybe]", "  explained: [maybe]", "'explained' must hold ids from 'told'"),
        ("second: [S0]", "second: [S9]", "  second", "'second' must hold some of: S0, S1, S2, S3, S4, not 'S9'"),
        ("  themes:", "  dreams:", "  dreams", "'dreams' is not known here"),
        (f"go_ahead: [{SECOND}]", "go_ahead: [nobody]", "go_ahead", "there is no role called 'nobody'"),
        (f"  {SECOND}: {FIRST}", f"  nobody: {FIRST}", "  nobody", "there is no role called 'nobody'"),
        (f"  {SECOND}: {FIRST}", f"  {SECOND}: nobody", f"  {SECOND}: nobody", "there is no role called 'nobody'"),
        ("same_person_within: 14", "same_person_within: 0", "same_person", "'same_person_within' must be a whole"),
        (f"let_in_told: [{FIRST}]", "let_in_told: [nobody]", "let_in_told", "there is no role called 'nobody'"),
        (
            "forgotten_after: 5",
            "forgotten_after: 0",
            "forgotten",
            "'forgotten_after' must be a whole number from 1, not",
        ),
        ("forgotten_after: 5", "forgotten_after: a week", "forgotten", "'forgotten_after' must be a whole number"),
        ("forgotten_after: 5", "forgotten_after: [5]", "forgotten", "'forgotten_after' must be a whole number"),
        ("order:", "ordre:", "ordre", "'ordre' is not known here"),
        (
            "unreferenced: [site]",
            "unreferenced: [sight]",
            "unreferenced",
            "'unreferenced' must hold ids from 'agencies'",
        ),
        ("step: U3,", "step: U8,", "  - {step: U8", "there is no step called 'U8'"),
        ("{step: U3, when: {where: web}}", "{step: U3}", "  - {step: U3}", "'when' is missing"),
        ("{where: web}", "{where: fax}", "  - {step: U3", "'fax' is not an option of 'where' (phone, web)"),
        ("      grown: {", "      young: {", "      young", "'young' is not an id from 'reasons'"),
        ("{where: phone}", "{wear: phone}", "      grown", "'wear' is not a field that has been asked before this"),
        ("{where: phone}", "{where: fax}", "      grown", "'fax' is not an option of 'where' (phone, web)"),
        ("{when: {where: phone}, ", "{", "      grown", "'when' is missing"),
        (", instead: risk}", "}", "      grown", "'instead' is missing"),
        (
            "instead: risk",
            "instead: grown",
            "      grown",
            "'instead' must be another id from 'reasons', not listed here",
        ),
        ("    false:\n", "    untrue:\n", "    untrue", "'untrue' is not an id from 'outcomes'"),
        ("    no:\n", "    nay:\n", "    nay", "'nay' is not an id from 'told'"),
        (
            "{routes: [officers], cat",
            "{routes: [street], cat",
            "      - {routes: [st",
            "there is no route called 'street'",
        ),
        ("categories: [other]", "categories: [any]", "      - {routes: [off", "there is no category called 'any'"),
        (
            "- {unnamed: true}",
            "- {}",
            "      - {}",
            "this must say which cases: 'routes', 'categories' or 'unnamed: true'",
        ),
        ("- {unnamed: true}", "- {named: true}", "      - {named", "'named' is not known here"),
        (", false: Not so}", "}", "    false", "'false' is not an id from 'outcomes'"),
        ("{acted: Acted on, ", "{", "  outcomes_for", "one of 'outcomes' at least must be for every case"),
    ],
)
def test_a_slip_is_found_in_its_line(old: str, new: str, at: str, problem: str) -> None:
    files = edited(FILE, old, new, with_casework())
    found = faults(files)

    assert any(each.startswith(f"{FILE}:{line_of(FILE, at, files)}: {problem}") for each in found), found


@pytest.mark.parametrize("text", ["", "- order", "order: &a [b]", "decisions: {parents: ha}", "clocks: {advice: ha}"])
def test_a_file_that_holds_something_else_is_one_fault(text: str) -> None:
    assert len(faults(with_casework(text))) == 1


def test_a_step_may_decide_something_that_the_policy_declares() -> None:
    files = edited(
        "procedures.yaml", "      proof: contact\n", "      proof: decision\n      decision: parents\n", with_casework()
    )

    assert [step.decision for step in parse(files).procedures["UNKIND"].steps] == ["", "", "parents", ""]


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("proof: decision\n      decision: weather\n", "there is no decision called 'weather'"),
        ("proof: contact\n      decision: parents\n", "only a step of 'proof: decision' has a 'decision'"),
    ],
)
def test_a_step_that_decides_nothing_known_is_a_fault(new: str, problem: str) -> None:
    files = edited("procedures.yaml", "proof: contact\n", new, with_casework())

    line = line_of("procedures.yaml", "      decision: ", files)
    assert faults(files) == [f"procedures.yaml:{line}: {problem}"]


@pytest.fixture(scope="module")
def bundled() -> Policy:
    return load(Path(dialogs.__file__).parent / "policies" / "achieve")


def test_every_clock_stops_at_a_step_of_each_of_its_procedures(bundled: Policy) -> None:
    assert bundled.casework.clocks
    for clock in bundled.casework.clocks:
        own = [{step.id for step in bundled.procedures[name].steps} for name in clock.procedures]
        assert set(clock.steps) <= set().union(*own)
        assert all(steps & set(clock.steps) for steps in own)


def test_every_step_about_telling_parents_is_a_decision_of_those_who_may(bundled: Policy) -> None:
    steps = [step for each in bundled.procedures.values() for step in each.steps]
    about = [step for step in steps if step.proof is Proof.DECISION and "parents" in step.words]
    assert {step.id for step in about} == {step.id for step in steps if step.decision == "parents"}
    assert len(about) == 7


def test_every_decision_is_made_by_some_step_and_by_whoever_owns_it(bundled: Policy) -> None:
    steps = [step for each in bundled.procedures.values() for step in each.steps if step.decision]
    assert {step.decision for step in steps} == bundled.casework.decisions.keys()
    assert all(step.owner in bundled.casework.decisions[step.decision].by for step in steps)


def test_what_is_chosen_is_short_enough_for_every_platform(bundled: Policy) -> None:
    casework = bundled.casework
    chosen = [option for each in casework.decisions.values() for option in (*each.outcomes, *each.reasons)]
    chosen += [*casework.agencies, *casework.closing.outcomes, *casework.closing.told, *casework.closing.themes]
    assert max(len(option.label) for option in chosen) <= 75
    assert max(map(len, casework.order)) <= 90


@pytest.mark.parametrize(("step", "decision"), [("IM6", "image_viewing"), ("ST7", "dbs")])
def test_viewing_an_image_and_a_referral_to_the_dbs_are_for_lead_or_champion(
    bundled: Policy, step: str, decision: str
) -> None:
    every = {each.id: each for procedure in bundled.procedures.values() for each in procedure.steps}

    assert every[step].decision == decision
    assert bundled.casework.decisions[decision].by == ("safeguarding_lead", "champion")


def test_what_came_of_a_concern_about_staff_has_the_four_words_that_are_used_for_it(bundled: Policy) -> None:
    labels = [each.label for each in bundled.casework.closing.outcomes if each.label.startswith("Staff: ")]

    assert labels == ["Staff: substantiated", "Staff: unsubstantiated", "Staff: false", "Staff: malicious"]


STAFF = ["Staff: substantiated", "Staff: unsubstantiated", "Staff: false", "Staff: malicious"]


@pytest.mark.parametrize(("route", "ends"), [("channel", []), ("restricted", []), ("staff_conduct", STAFF)])
def test_only_what_is_about_staff_ends_as_an_allegation_does(bundled: Policy, route: str, ends: list[str]) -> None:
    options = bundled.casework.closing.outcomes_of(route, "messages", named=True)

    assert [each.label for each in options if each.label.startswith("Staff: ")] == ends


@pytest.mark.parametrize(
    ("route", "named", "offered"),
    [("channel", True, False), ("channel", False, True), ("staff_conduct", True, True)],
)
def test_a_learner_whom_the_report_names_can_be_told(
    bundled: Policy, route: str, *, named: bool, offered: bool
) -> None:
    options = bundled.casework.closing.told_of(route, "messages", named=named)

    assert ("cannot" in {each.id for each in options}) is offered


@pytest.mark.parametrize(
    ("rule", "holds"), [(Fits(("club",), ("other",)), True), (Fits(("club",), ("injury",)), False)]
)
def test_an_answer_fits_where_all_holds_that_is_given(rule: Fits, *, holds: bool) -> None:
    assert rule.holds("club", "other", named=True) is holds
