"""Conditions as they are written in a policy's files."""

import pytest

from dialogs.forms import AllOf, AnyOf, ChooseOne, Condition, Field, Is, Not, Option, OptionSource, ShortText
from dialogs.policy_conditions import condition
from dialogs.yaml_lines import read
from dialogs.yaml_table import Findings, Table

KNOWN: dict[str, Field] = {
    "colour": ChooseOne("colour", "", "", (Option("red", ""), Option("no", "")), required=True),
    "centre": ChooseOne("centre", "", "", (), required=False, source=OptionSource.CENTRES),
    "note": ShortText("note", "", "", 10, required=False),
}


def table(text: str) -> Table:
    return Table(read(f"if: {text}".encode(), "a.yaml")[0], "a.yaml", Findings())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("null", None),
        ("{colour: red}", Is("colour", ("red",))),
        ("{colour: no}", Is("colour", ("no",))),
        ("{colour: [red, no]}", Is("colour", ("red", "no"))),
        ("{not: {colour: red}}", Not(Is("colour", ("red",)))),
        ("{any: [{colour: red}, {colour: no}]}", AnyOf((Is("colour", ("red",)), Is("colour", ("no",))))),
        ("{all: [{colour: red}]}", AllOf((Is("colour", ("red",)),))),
        ("{colour: red, not: {colour: no}}", AllOf((Is("colour", ("red",)), Not(Is("colour", ("no",)))))),
    ],
)
def test_a_condition_says_what_it_reads_like(text: str, meant: Condition | None) -> None:
    written = table(text)

    assert condition(written, "if", KNOWN) == meant
    assert written.findings.faults == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("red", "a condition looks like"),
        ("{}", "a condition looks like"),
        ("{not: red}", "a condition looks like"),
        ("{any: {colour: red}}", "'any' must be a list of conditions"),
        ("{all: []}", "'all' must be a list of conditions"),
        ("{colour: []}", "'colour' needs at least one option here"),
        ("{colour: {a: b}}", "an option's id must stand here"),
        ("{colour: green}", "'green' is not an option of 'colour' (red, no)"),
        ("{shade: dark}", "'shade' is not a field that has been asked before this"),
        ("{centre: hanley}", "'centre' has no options of its own"),
        ("{note: x}", "'note' has no options of its own"),
    ],
)
def test_a_condition_that_means_nothing_is_a_fault(text: str, problem: str) -> None:
    written = table(text)

    condition(written, "if", KNOWN)

    assert [fault.line for fault in written.findings.faults] == [1]
    assert written.findings.faults[0].problem.startswith(problem)


def test_without_the_form_only_the_shape_is_checked() -> None:
    written = table("{shade: dark}")

    assert condition(written, "if", None) == Is("shade", ("dark",))
    assert written.findings.faults == []
