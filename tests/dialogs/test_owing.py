"""What is owed because of what somebody does with a case, who is asked to agree, and who goes on having it."""

from dataclasses import replace

import pytest

from dialogs import summary, wording_closing
from dialogs.alerts import Kind, Press, To
from dialogs.case import Case
from dialogs.casework.owing import changed_hands, may_agree, of_the_work, still_holding
from dialogs.escalation import answered
from dialogs.organisation import Person
from dialogs.severity import Severity
from tests.dialogs.making import MONDAY_TEN, case, organisation
from tests.dialogs.small_policy import POLICY, ROUTES

ORGANISATION = organisation()
TAKEN = replace(case(), acknowledged_by="asha", acknowledged_at=MONDAY_TEN, told=frozenset({"asha"}))


@pytest.mark.parametrize(("severity", "priority"), [("S0", 2), ("S1", 2), ("S2", 2), ("S3", 3), ("S4", 4)])
def test_what_is_asked_of_somebody_goes_behind_every_urgent_alert(severity: str, priority: int) -> None:
    one = replace(TAKEN, severity=Severity(severity))
    assert of_the_work(one, Kind.HANDED_OVER, MONDAY_TEN, 7, person="ben").priority == priority


def test_what_is_owed_to_nobody_by_name_is_owed_to_the_reporter_once_for_each_time() -> None:
    first, again = (of_the_work(TAKEN, Kind.ASKED, MONDAY_TEN, number) for number in (7, 8))
    assert (first.to, first.person) == (To.REPORTER, "")
    assert first.once != again.once


def test_when_a_case_changes_hands_the_alerts_say_so_and_the_reporter_is_not_told_again() -> None:
    sent = (of_the_work(TAKEN, Kind.ALERT, MONDAY_TEN, 0, person="ben"),)
    assert [each.kind for each in changed_hands(TAKEN, sent, MONDAY_TEN)] == [Kind.ALERT_ANSWERED]
    assert Kind.PICKED_UP in {each.kind for each in answered(TAKEN, sent, MONDAY_TEN)}


def test_all_the_others_who_may_know_are_asked_to_agree() -> None:
    asked = may_agree(replace(TAKEN, told=frozenset({"asha", "ben", "carys"})), "asha", POLICY, ORGANISATION)
    assert "asha" not in asked
    assert {"ben", "carys"} <= set(asked)


def test_nobody_is_asked_to_agree_where_there_is_nobody_else() -> None:
    alone = organisation(Person("asha", "Asha Patel", ("coordinator",)))
    assert may_agree(TAKEN, "asha", POLICY, alone) == ()


def test_who_knows_of_it_beside_its_ladder_is_asked_to_agree_where_nobody_else_stands_on_it() -> None:
    people = Person("asha", "Asha Patel", ("coordinator",)), Person("dilys", "Dilys Ward", ("champion",))
    known = replace(TAKEN, told=frozenset({"dilys"}), excluded=frozenset())
    off = replace(POLICY, routes={name: replace(each, ladder=("coordinator",)) for name, each in POLICY.routes.items()})
    assert may_agree(known, "asha", off, organisation(*people)) == ("dilys",)
    assert may_agree(replace(known, excluded=frozenset({"dilys"})), "asha", off, organisation(*people)) == ()


def test_whoever_took_a_case_over_has_it_until_it_goes_another_way_or_they_must_not_know() -> None:
    def holding(after: Case) -> frozenset[str]:
        return still_holding(TAKEN, after, POLICY, ORGANISATION)

    another = next(route.id for route in ROUTES if route.id != TAKEN.route)
    assert holding(TAKEN) == {"asha"}
    assert holding(replace(TAKEN, route=another)) == frozenset()
    assert holding(replace(TAKEN, excluded=frozenset({"asha"}))) == frozenset()


def test_messages_about_the_work_lead_where_something_can_be_done() -> None:
    handed = summary.handed_over(TAKEN, "", POLICY, ORGANISATION, now=MONDAY_TEN)
    assert handed.lines[1] == "Somebody who handles cases asks you to take this over."
    assert [each.about for each in handed.buttons] == [f"take-over.{TAKEN.id}", TAKEN.id]
    agree = summary.to_agree(TAKEN, POLICY, ORGANISATION, now=MONDAY_TEN)
    assert (agree.buttons[0].press, agree.buttons[0].about) == (Press.WORK, f"agree.{TAKEN.id}")
    assert summary.asked(TAKEN).buttons[0].press is Press.MY_REPORT
    assert not summary.closed(TAKEN).buttons
    assert wording_closing.labels((), "gone,,") == "gone"
