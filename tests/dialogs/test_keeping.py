"""How long the record of a closed case is kept, and when somebody looks at it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.case import Case
from dialogs.casework.keeping import Keeping, keeping, review_due, years_after
from dialogs.casework.plan import plans
from dialogs.casework.record import Act, Entry
from dialogs.casework.retention import From, Retention, Rule, Term
from dialogs.casework.work import Work, work_of
from dialogs.policy import Policy
from tests.dialogs.casework import CASE, IMAGE, POLICY, entry
from tests.dialogs.making import MONDAY_TEN, OFFICE

DAYS = st.dates(date(1920, 1, 1), date(2090, 1, 1))
TODAY = date(2026, 11, 23)
STAFF = replace(CASE, category="staff_concern", route="staff_conduct")


def closed(case: Case = CASE, day: date = TODAY) -> Case:
    return replace(case, closed=MONDAY_TEN + (day - TODAY))


def days(number: int = 1, *, born: date | str = "", left: date | str = "") -> Entry:
    return entry(number, Act.DATES, born=str(born), left=str(left))


def kept(case: Case, *entries: Entry, policy: Policy = POLICY) -> Keeping:
    work = work_of(entries)
    found = keeping(policy, case, plans(policy, case, work), work, OFFICE)
    assert found is not None
    return found


def ruled(*rules: Rule) -> Policy:
    return replace(POLICY, casework=replace(POLICY.casework, retention=Retention(("coordinator",), rules)))


# ------------------------------------------------------------------------------------------------------------ the rules


def test_the_record_of_a_learner_is_kept_until_the_later_of_25_years_after_birth_and_7_after_leaving() -> None:
    found = kept(closed(), days(born=date(2008, 5, 1), left=date(2027, 7, 31)))
    assert (found.rule.id, found.until, found.unknown) == ("usual", date(2034, 7, 31), ())
    adult = kept(closed(), days(born=date(1970, 5, 1), left=date(2027, 7, 31)))
    assert adult.until == date(2034, 7, 31)
    assert kept(closed(), days(born=date(2012, 5, 1), left=date(2027, 7, 31))).until == date(2037, 5, 1)


def test_while_a_day_is_not_known_it_is_kept_25_years_after_the_report_as_well() -> None:
    assert kept(closed()).until == date(2051, 11, 23)
    assert kept(closed()).unknown == (From.BORN, From.LEFT)
    born = kept(closed(), days(born=date(2009, 1, 1)))
    assert (born.until, born.unknown) == (date(2051, 11, 23), (From.LEFT,))


def test_what_may_be_abuse_of_a_child_is_kept_75_years_and_looked_at_every_ten() -> None:
    found = kept(closed(IMAGE), days(born=date(1950, 1, 1), left=date(1970, 1, 1)))
    assert (found.rule.id, found.until, found.look) == ("child_sexual_abuse", date(2101, 11, 23), date(2036, 11, 23))
    assert found.due(date(2036, 11, 23))
    assert not found.may_go(date(2036, 11, 23))


def test_a_concern_about_staff_is_kept_to_pension_age_or_ten_years() -> None:
    assert kept(closed(STAFF), days(born=date(1980, 2, 29))).until == date(2047, 3, 1)
    assert kept(closed(STAFF), days(born=date(1960, 1, 1))).until == date(2036, 11, 23)
    assert kept(closed(STAFF)).until == date(2075, 11, 23)


@pytest.mark.parametrize("outcome", ["staff_false", "staff_malicious"])
def test_a_false_allegation_is_looked_at_at_once(outcome: str) -> None:
    found = kept(closed(STAFF), entry(1, Act.CLOSED, outcome=outcome))
    assert (found.rule.id, found.until, found.unknown) == ("staff_false", TODAY, ())
    assert found.due(TODAY)
    assert found.may_go(TODAY)


def test_what_may_be_abuse_of_a_child_is_kept_as_long_where_staff_are_cleared_of_it() -> None:
    cleared = entry(1, Act.CLOSED, outcome="staff_false")
    assert kept(closed(replace(IMAGE, route="staff_conduct")), cleared).rule.id == "child_sexual_abuse"


def test_an_outcome_for_staff_shortens_nothing_that_is_not_about_staff() -> None:
    assert kept(closed(), entry(1, Act.CLOSED, outcome="staff_false")).rule.id == "usual"


def test_nothing_is_said_of_an_open_case_nor_by_a_policy_without_rules() -> None:
    assert keeping(POLICY, CASE, plans(POLICY, CASE, Work()), Work(), OFFICE) is None
    silent = ruled()
    assert keeping(silent, closed(), (), Work(), OFFICE) is None
    assert not review_due(silent, closed(), (), Work(), OFFICE, MONDAY_TEN)


def test_a_rule_may_hang_on_the_route_and_the_first_that_applies_counts() -> None:
    short, rest = (
        Rule("short", "S", (Term(From.CLOSED, 1),), routes=("channel",)),
        Rule("r", "R", (Term(From.LEFT, 9),)),
    )
    assert kept(closed(), policy=ruled(short, rest)).rule.id == "short"
    assert kept(closed(STAFF), policy=ruled(short, rest)).rule.id == "r"
    assert kept(closed(STAFF), policy=ruled(short, rest)).until == TODAY


def test_a_case_of_which_only_the_day_is_known_is_kept_as_long() -> None:
    midnight = replace(closed(), reporter="", opened=MONDAY_TEN.replace(hour=0))
    assert kept(midnight) == kept(closed())


# -------------------------------------------------------------------------------------------------- looked at, and held


def test_it_is_looked_at_when_its_time_has_come_or_on_the_day_that_was_named() -> None:
    assert kept(closed()).look == date(2051, 11, 23)
    on = entry(2, Act.KEPT_ON, why="A claim may come.", review="2030-01-01")
    assert kept(closed(), on).look == date(2030, 1, 1)
    assert kept(closed(IMAGE), replace(on, detail={"review": "2090-01-01"})).look == date(2036, 11, 23)


def test_what_is_held_goes_nowhere_and_is_looked_at_on_the_day_that_the_hold_names() -> None:
    false = (days(), entry(2, Act.CLOSED, outcome="staff_false"))
    held = kept(closed(STAFF), *false, entry(3, Act.HOLD, why="A claim.", review="2027-02-01"))
    assert (held.held, held.look, held.may_go(date(2099, 1, 1))) == (True, date(2027, 2, 1), False)
    free = kept(closed(STAFF), *false, entry(3, Act.HOLD, review="2027-02-01"), entry(4, Act.RELEASED, why="Settled."))
    assert free.may_go(TODAY)
    assert free.due(TODAY)


def test_whoever_keeps_on_what_is_held_names_the_day_on_which_it_is_looked_at_again() -> None:
    hold = entry(1, Act.HOLD, why="A claim.", review="2027-02-01")
    on = entry(2, Act.KEPT_ON, why="It goes on.", review="2028-02-01")
    assert kept(closed(), hold, on).look == date(2028, 2, 1)
    assert kept(closed(), hold, on).held
    again = entry(3, Act.HOLD, why="Another claim.", review="2027-05-01")
    assert kept(closed(), on, again).look == date(2027, 5, 1)


def test_a_hold_that_cannot_be_read_holds_and_one_that_cannot_be_read_to_end_does_not_end() -> None:
    broken = replace(entry(1, Act.HOLD), damaged=True)
    assert kept(closed(), broken).held
    assert kept(closed(), broken).due(TODAY)
    assert kept(closed(), broken, replace(entry(2, Act.RELEASED), damaged=True)).held


def test_days_that_cannot_be_read_are_not_known() -> None:
    known = days(born=date(1970, 1, 1), left=date(1990, 1, 1))
    assert kept(closed(), known).until == TODAY
    damaged = replace(entry(2, Act.DATES), damaged=True)
    assert kept(closed(), known, damaged).until == date(2051, 11, 23)
    assert kept(closed(), known, days(2, born="soon")).unknown == (From.BORN, From.LEFT)


def test_a_reopened_case_counts_anew_and_stays_held() -> None:
    before = [
        entry(1, Act.HOLD, why="A claim."),
        entry(2, Act.RELEASED, why="Over."),
        entry(3, Act.KEPT_ON, review="2030-01-01"),
        entry(4, Act.DESTROYING, why="Its time has come."),
    ]
    assert work_of(before).destroying == before[3]
    again = work_of([*before, entry(5, Act.REOPENED)])
    assert (again.destroying, again.kept_on, again.held) == (None, None, None)
    assert work_of([before[0], entry(2, Act.REOPENED)]).held == before[0]


@pytest.mark.parametrize("act", [Act.HOLD, Act.KEPT_ON, Act.NOT_DESTROYED, Act.REOPENED])
def test_what_is_held_kept_or_opened_again_is_not_waiting_to_be_destroyed(act: Act) -> None:
    asked = entry(1, Act.DESTROYING, why="Its time has come.")
    assert work_of([asked]).destroying == asked
    assert work_of([asked, entry(2, act)]).destroying is None
    assert work_of([replace(asked, damaged=True)]).destroying is None


def test_whether_it_is_time_hangs_on_the_day_where_the_office_is() -> None:
    case = closed()
    work = work_of([entry(1, Act.KEPT_ON, review="2026-11-24")])
    several = plans(POLICY, case, work)
    assert not review_due(POLICY, case, several, work, OFFICE, MONDAY_TEN)
    assert review_due(POLICY, case, several, work, OFFICE, MONDAY_TEN + timedelta(days=1))


# ----------------------------------------------------------------------------------------------------- whatever the day


@given(DAYS, st.integers(0, 200))
def test_years_later_is_the_same_day_or_the_one_after_a_29_february(day: date, years: int) -> None:
    later = years_after(day, years)
    assert later.year == day.year + years
    same = (day.month, day.day)
    assert (later.month, later.day) == same or (same == (2, 29) and (later.month, later.day) == (3, 1))


def test_no_number_of_years_goes_past_the_last_day_that_there_is() -> None:
    assert years_after(date(9990, 1, 1), 200) == date.max


@given(DAYS | st.none(), DAYS | st.none(), DAYS)
def test_nothing_goes_before_any_day_that_its_rule_names(born: date | None, left: date | None, ended: date) -> None:
    case = closed(day=ended)
    found = kept(case, days(born=born or "", left=left or ""))
    assert found.until >= ended
    assert born is None or found.until >= years_after(born, 25)
    assert left is None or found.until >= years_after(left, 7)
    assert (born is not None and left is not None) or found.until >= date(2051, 11, 23)
    assert found.may_go(found.until)
    assert not found.may_go(found.until - timedelta(days=1))


@given(DAYS, DAYS, DAYS, st.sampled_from([CASE, IMAGE, STAFF]))
def test_knowing_another_day_too_never_lets_it_go_before_that_day_says(
    born: date, left: date, ended: date, case: Case
) -> None:
    both = kept(closed(case, ended), days(born=born, left=left))
    unknown = kept(closed(case, ended), days(born=born))
    assert both.until >= ended
    assert unknown.until >= years_after(born, 25) or case is not CASE
