"""Faults of a form: what a person could not get through."""

import pytest

from tests.policies.edited import edited, faults, only_fault

FORM = "forms/poolside.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "kind: choose_many\n        label: Where",
            "kind: pick\n        label: Where",
            "no kind of field called 'pick'",
        ),
        ("purpose: review", "purpose: ask", "a form ends with its one screen of 'purpose: review'"),
        ("purpose: alert_now", "purpose: review", "a form ends with its one screen of 'purpose: review'"),
        ("only_if: {hurt_now: yes}", "only_if: {what: hurt}", "'what' is not a field that has been asked before this"),
        ("only_if: {what: unkind}", "only_if: {where: web}", "'where' is not a field that has been asked before this"),
        (
            "only_if: {what: unkind}",
            "only_if: {any: [{what: unkind}, {what: wet}]}",
            "'wet' is not an option of 'what'",
        ),
        ("only_if: {where: web, what: unkind}", "only_if: {where: web, what: hurt}", "ever leads to this notice"),
        ("id: unkind\n    title", "id: kind\n    title", "the id 'kind' is here twice"),
        ("id: whom", "id: what", "the field 'what' has been asked on an earlier screen"),
        ("id: in_short", "id: any", "no field can be called 'any'"),
        ("limit: 100", "limit: 100000", "'limit' is at most 3000 characters"),
        (", limit: 100}", "}", "'limit' is missing"),
        (", source: centres", "", "a choice needs either its own options or a source"),
        (", source: readers", ", source: readers, options: [{id: a, label: b}]", "a choice needs either"),
        (", source: readers", ", source: parents", "'source' must be one of: centres, readers"),
        ("tone: stop", "tone: loud", "'tone' must be one of: calm, urgent, stop"),
        ("[ambulance]", "[lifeboat]", "there is no signpost called 'lifeboat'"),
        ("Then ring {on_duty}", "Then ring {on-duty}", "the unknown placeholder '{on-duty}'"),
        ("Then ring {on_duty}", "Then ring {on_duty", "the unknown placeholder"),
        ("Then ring {on_duty}", "Then ring on_duty}", "the unknown placeholder"),
        ("id: poolside", "id: pool side", "'pool side' cannot be an id"),
        ("hint: sent or posted", "hnt: sent or posted", "'hnt' is not known here"),
    ],
)
def test_a_slip_in_a_form_is_found(old: str, new: str, problem: str) -> None:
    found = faults(edited(FORM, old, new))

    assert any(fault.startswith(FORM) and problem in fault for fault in found), found


def test_a_screen_that_contradicts_the_screen_before_it_is_never_reached() -> None:
    never = "only_if: {where: web, what: hurt}"

    problem = only_fault(FORM, "title: Tell us\n", f"title: Tell us\n    {never}\n", never)

    assert problem == "no way of answering ever leads to this screen"


@pytest.mark.parametrize(("number", "fields"), [(0, "[]"), (4, "[{id: a}, {id: b}, {id: c}, {id: d}]")])
def test_a_screen_has_one_to_three_fields(number: int, fields: str) -> None:
    screen = "  - id: last\n    title: Read it again\n"
    added = f"  - id: crowd\n    title: Too much or nothing\n    fields: {fields}\n"

    found = faults(edited(FORM, screen, added + screen))

    assert f"{FORM}:64: the screen 'crowd' has {number} fields; it must have 1 to 3" in found


def test_a_form_is_no_longer_than_a_person_can_bear() -> None:
    screen = "  - {{id: s{0}, title: More, fields: [{{id: f{0}, kind: short_text, label: More, limit: 9}}]}}\n"
    many = "".join(screen.format(number) for number in range(60))

    found = faults(edited(FORM, "  - id: last\n", f"{many}  - id: last\n"))

    assert any("a form has at most 60 screens" in fault for fault in found)


def test_the_option_no_is_a_word_like_any_other() -> None:
    assert only_fault(
        FORM, "{hurt_now: yes}", "{hurt_now: [yes, false]}", "only_if: {hurt_now: [yes, false]}"
    ).startswith("'false' is not an option of 'hurt_now' (yes, maybe, no)")
