"""Faults in what a policy says about guidance."""

import pytest

from dialogs.guidance.rules import Guidance, OtherPolicy
from dialogs.policy_file import load, parse, read_folder
from tests.policies.edited import SMALLVILLE, edited, faults, line_of

FILE = "guidance.yaml"
KNOWN = load(SMALLVILLE)
SIGNPOST, PASSAGE, ROLE = next(iter(KNOWN.signposts)), next(iter(KNOWN.passages)), next(iter(KNOWN.roles))
WHOLE = f"""\
trouble: [{SIGNPOST}]
panel: [{SIGNPOST}]
answers: [{ROLE}]
others:
  - name: The safety plan
    says: [safety plan, plan for safety]
plain:
  - passage: {PASSAGE}
    says: Ask first.
"""


def with_guidance(text: str = WHOLE) -> dict[str, bytes]:
    return {**read_folder(SMALLVILLE), FILE: text.encode()}


def test_the_rules_are_read_as_they_are_written() -> None:
    assert parse(with_guidance()).guidance == Guidance(
        trouble=(SIGNPOST,),
        panel=(SIGNPOST,),
        others=(OtherPolicy("The safety plan", ("safety plan", "plan for safety")),),
        plain={PASSAGE: "Ask first."},
        answers=(ROLE,),
    )


def test_only_whom_to_show_in_trouble_must_be_there() -> None:
    assert parse(with_guidance(f"trouble: [{SIGNPOST}]\n")).guidance == Guidance(trouble=(SIGNPOST,))


def test_who_answers_may_be_several_roles_or_none() -> None:
    roles = ", ".join(KNOWN.roles)
    assert parse(edited(FILE, f"[{ROLE}]", f"[{roles}]", with_guidance())).guidance.answers == tuple(KNOWN.roles)
    assert parse(edited(FILE, f"answers: [{ROLE}]\n", "", with_guidance())).guidance.answers == ()
    assert parse(edited(FILE, f"[{ROLE}]", "[]", with_guidance())).guidance.answers == ()


def test_a_policy_may_do_without() -> None:
    assert KNOWN.guidance == Guidance()


@pytest.mark.parametrize(
    ("old", "new", "at", "problem"),
    [
        (f"trouble: [{SIGNPOST}]", "trouble: []", "trouble", "'trouble' must name signposts"),
        (f"trouble: [{SIGNPOST}]\n", "", "panel", "'trouble' must name signposts"),
        (f"trouble: [{SIGNPOST}]", "trouble: [nobody]", "trouble", "there is no signpost called 'nobody'"),
        (f"panel: [{SIGNPOST}]", "panel: [nobody]", "panel", "there is no signpost called 'nobody'"),
        (f"answers: [{ROLE}]", "answers: [nobody]", "answers", "there is no role called 'nobody'"),
        (f"answers: [{ROLE}]", f"answers: [{ROLE}, nobody]", "answers", "there is no role called 'nobody'"),
        ("answers:", "answer:", "answer", "'answer' is not known here"),
        (f"passage: {PASSAGE}", "passage: nowhere", "- passage", "there is no passage called 'nowhere'"),
        ("    says: Ask first.\n", "", "- passage", "'says' is missing"),
        ("    says: [safety plan, plan for safety]\n", "", "- name", "another policy needs 'says'"),
        ("says: [safety plan, plan for safety]", "says: []", "- name", "another policy needs 'says'"),
        ("name: The safety plan", "title: The safety plan", "- title", "'title' is not known here"),
        ("says: Ask first.", "means: Ask first.", "means", "'means' is not known here"),
        ("panel:", "panels:", "panels", "'panels' is not known here"),
        ("  - name: The safety plan\n    says: [safety plan, plan for safety]\n", "  - ha\n", "- ha", "there must be"),
    ],
)
def test_a_slip_is_found_in_its_line(old: str, new: str, at: str, problem: str) -> None:
    files = edited(FILE, old, new, with_guidance())

    assert any(each.startswith(f"{FILE}:{line_of(FILE, at, files)}: {problem}") for each in faults(files)), faults(
        files
    )


@pytest.mark.parametrize("text", ["", "- trouble", "trouble: &a [b]"])
def test_a_file_that_holds_something_else_is_one_fault(text: str) -> None:
    assert len(faults(with_guidance(text))) == 1
