"""Faults in procedures: steps that nobody owns, that quote nothing, or that could never begin."""

import pytest

from dialogs.policy_file import parse
from tests.policies.edited import edited, faults, only_fault


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("procedures.yaml", "kind: policy", "kind: overlay", "only procedures of 'kind: policy' are in this file"),
        ("procedures.yaml", "words: Keep the", "words: Delete the", "'words' is not in policy.txt in these words"),
        ("procedures.yaml", "owner: welfare_officer", "owner: nobody", "there is no owner called 'nobody'"),
        ("procedures.yaml", "proof: contact", "proof: promise", "'proof' must be one of"),
        ("procedures.yaml", "after: [U2]", "after: [U9]", "there is no step called 'U9'"),
        ("procedures.yaml", "after: [U2]", "after: [U3]", "the step 'U3' would wait for itself"),
        ("overlays.yaml", "words: Ring 999 first", "words: Ring 998 first", "'words' is not in policy.txt"),
        ("overlays.yaml", "{on_duty_phone}", "{phone}", "the unknown placeholder '{phone}'"),
        ("overlays.yaml", "errata: [FAX]", "errata: [TELEX]", "there is no erratum called 'TELEX'"),
        ("overlays.yaml", "id: H2", "id: U2", "the step 'U2' is in another procedure already"),
    ],
)
def test_a_slip_is_found(file: str, old: str, new: str, problem: str) -> None:
    found = faults(edited(file, old, new))

    assert any(fault.startswith(file) and problem in fault for fault in found), found


def test_a_step_without_an_owner_is_nobodys() -> None:
    assert only_fault("procedures.yaml", "      owner: finder\n", "", "id: U1") == "'owner' is missing"


def test_steps_that_wait_for_each_other_would_never_begin() -> None:
    files = edited("procedures.yaml", "proof: automatic\n", "proof: automatic\n      after: [U3]\n")

    assert faults(files) == [
        "procedures.yaml:16: the step 'U2' would wait for itself",
        "procedures.yaml:22: the step 'U3' would wait for itself",
    ]


def test_an_overlay_cannot_take_the_name_of_a_procedure() -> None:
    found = faults(edited("overlays.yaml", "HURT:", "UNKIND:"))

    assert "overlays.yaml:1: 'UNKIND' is a procedure of the policy already" in found


def test_the_own_words_of_an_overlay_need_no_quote() -> None:
    files = edited("overlays.yaml", "Write in the welfare book what happened", "Note down what was seen")

    assert parse(files).procedures["HURT"].steps[1].words == "Note down what was seen, and when."
