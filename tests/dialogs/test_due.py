"""What of a case somebody has to see to on a day, and for whom a decision waits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialogs import access, wording_due
from dialogs.case import Case
from dialogs.casework import due as what_is_due
from dialogs.casework.deciding import deciders, put_off, waiting
from dialogs.casework.due import Due, Why, due, next_day, responsible
from dialogs.casework.plan import plans
from dialogs.casework.record import Act, Entry
from dialogs.casework.work import Work, work_of
from dialogs.organisation import OfficeHours
from dialogs.policy import Policy
from tests.dialogs.casework import CASE, IMAGE, PLACE, POLICY, entry
from tests.dialogs.making import LONDON, MONDAY_TEN, at

PEOPLE = (*PLACE.people, "nobody")
STAFF = replace(CASE, category="staff_concern", route="staff_conduct", acknowledged_by="carys")
LADO = Due(Why.CLOCK, "lado_advice")
FORGOTTEN = Due(Why.FORGOTTEN, "7")
WAITS = {"step": "A6", "how": "done", "outcome": "waiting", "why": "Not yet."}


def of(case: Case, person: str, *entries: Entry, now: datetime = MONDAY_TEN, policy: Policy = POLICY) -> Sequence[Due]:
    """What of this case that person has to see to."""
    return due(person, policy, case, work_of(entries), PLACE, now)


def told(case: Case, *entries: Entry, now: datetime = MONDAY_TEN) -> Mapping[str, Sequence[Due]]:
    """What everybody has to see to who has anything."""
    found = {person: of(case, person, *entries, now=now) for person in PEOPLE}
    return {person: each for person, each in found.items() if each}


# ------------------------------------------------------------------------------------------------------ for whom, ever

KEYS = st.sampled_from(sorted(PLACE.people))
DAYS = st.dates(MONDAY_TEN.date() - timedelta(days=9), MONDAY_TEN.date() + timedelta(days=9)).map(str)
STEPS = st.sampled_from(sorted(step.id for each in POLICY.procedures.values() for step in each.steps))
ACTS: st.SearchStrategy[tuple[Act, dict[str, str]]] = st.one_of(
    st.tuples(
        st.just(Act.STEP), st.fixed_dictionaries({"step": STEPS, "how": st.just("done")}, optional={"review": DAYS})
    ),
    st.tuples(st.just(Act.NOTE), st.fixed_dictionaries({"text": st.just("Words.")}, optional={"review": DAYS})),
    st.tuples(st.sampled_from((Act.CLOSING, Act.CLOSED, Act.NOT_YET, Act.GO_AHEAD)), st.just({})),
    st.tuples(st.just(Act.KEPT_OUT), st.fixed_dictionaries({"to": KEYS})),
)
RECORDS = st.lists(st.tuples(ACTS, KEYS), max_size=6).map(
    lambda several: tuple(
        entry(number, act, who, **dict(detail)) for number, ((act, detail), who) in enumerate(several, 1)
    )
)
MOMENTS = st.datetimes(datetime(2026, 11, 16), datetime(2026, 12, 8)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001
CASES = st.builds(
    lambda category, reporter, excluded, known, holder, closed, opened: replace(
        CASE,
        category=category,
        route=POLICY.categories[category].route,
        reporter=reporter,
        excluded=excluded,
        told=known,
        acknowledged_by=holder,
        closed=opened if closed else None,
        opened=opened,
    ),
    st.sampled_from(sorted(POLICY.categories)),
    st.sampled_from(("tom", "")),
    st.frozensets(KEYS, max_size=4),
    st.frozensets(KEYS, max_size=4),
    st.just("") | KEYS,
    st.booleans(),
    MOMENTS,
)


@given(CASES, RECORDS, MOMENTS)
def test_nobody_who_may_not_know_of_a_case_now_ever_has_anything_to_see_to_in_it(
    case: Case, record: tuple[Entry, ...], now: datetime
) -> None:
    for person in told(case, *record, now=now):
        assert person not in case.excluded
        assert access.may_know(person, case, POLICY, PLACE)
        assert access.is_out(case, now)


@given(CASES, RECORDS, MOMENTS)
def test_whoever_has_the_case_alone_sees_to_its_clocks_and_notes(
    case: Case, record: tuple[Entry, ...], now: datetime
) -> None:
    theirs = responsible(case, POLICY, PLACE)
    if case.acknowledged_by in theirs:
        assert theirs == {case.acknowledged_by}
    for person, found in told(case, *record, now=now).items():
        assert person == case.acknowledged_by or Why.FORGOTTEN not in {each.why for each in found}
        assert person in theirs or {each.why for each in found} <= {Why.STEP, Why.AGREEMENT, Why.RECORD}
        assert len(set(found)) == len(found)


@given(CASES, RECORDS, MOMENTS)
def test_a_decision_waits_only_for_whoever_may_take_it_and_could_know_of_the_case(
    case: Case, record: tuple[Entry, ...], now: datetime
) -> None:
    work = work_of(record)
    for name in waiting(POLICY, plans(POLICY, case, work)):
        for person in deciders(name, case, work, POLICY, PLACE, now):
            assert person not in {*case.excluded, case.acknowledged_by}
            assert access.may_be_let_in(person, case, POLICY, PLACE)


@given(st.datetimes(datetime(2026, 11, 30), datetime(2026, 11, 30, 23, 59)))  # noqa: DTZ001
def test_of_an_anonymous_case_nothing_hangs_on_the_time_of_day(moment: datetime) -> None:
    anonymous = replace(STAFF, reporter="", opened=at("2026-11-27 00:00"))
    assert LADO in of(anonymous, "carys", now=moment.replace(tzinfo=LONDON))


# ------------------------------------------------------------------------------------------------------------- clocks


def test_a_clock_is_due_for_whoever_has_the_case_on_the_day_on_which_it_is_up_and_after() -> None:
    assert told(STAFF, now=at("2026-11-23 12:00")) == {}
    assert told(STAFF, now=at("2026-11-24 08:30")) == {"carys": (LADO,)}
    assert told(STAFF, now=at("2026-11-28 08:30")) == {"carys": (LADO,)}


def test_a_clock_that_is_up_while_nobody_is_at_work_is_due_on_the_last_day_on_which_somebody_is() -> None:
    breach = replace(CASE, category="data_loss", opened=at("2026-11-26 10:00"), acknowledged_by="asha")
    # Up on Sunday at ten, and the office is open on Saturday.
    assert of(breach, "asha", now=at("2026-11-27 09:00")) == ()
    assert of(breach, "asha", now=at("2026-11-28 09:00")) == (Due(Why.CLOCK, "data_breach"),)


def test_a_clock_that_is_up_just_when_the_office_opens_is_due_the_day_before() -> None:
    early = replace(STAFF, opened=at("2026-11-23 07:00"))
    assert of(early, "carys", now=at("2026-11-23 08:30")) == (LADO,)


def test_what_was_done_is_due_no_more() -> None:
    done = entry(1, Act.STEP, step="ST4", how="done")
    assert told(STAFF, done, now=at("2026-11-24 08:30")) == {}


def test_a_clock_of_a_case_that_nobody_has_is_due_for_those_who_read_its_route() -> None:
    for nobody in (replace(STAFF, acknowledged_by=""), replace(STAFF, acknowledged_by="ewan")):
        found = told(nobody, now=at("2026-11-24 08:30"))
        readers = {key for role in POLICY.routes[nobody.route].readers for key in (p.key for p in PLACE.holders(role))}
        assert found
        assert set(found) <= readers


def test_where_all_who_read_it_are_kept_out_it_is_due_for_whoever_was_told() -> None:
    readers = {each.key for role in POLICY.routes[STAFF.route].readers for each in PLACE.holders(role)}
    case = replace(STAFF, acknowledged_by="", excluded=frozenset(readers), told=frozenset({"ben"}))
    assert set(told(case, now=at("2026-11-24 08:30"))) == {"ben"}


# ------------------------------------------------------------------------------------------------------ days of review


def test_a_step_is_due_from_the_day_on_which_it_is_looked_at_again_until_it_has_ended() -> None:
    waits = entry(1, Act.STEP, **WAITS, review="2026-11-24")
    assert told(CASE, waits) == {}
    assert told(CASE, waits, now=at("2026-11-24 08:30")) == {"asha": (Due(Why.STEP, "A6"),)}
    decided = entry(2, Act.STEP, step="A6", how="done", outcome="told")
    assert told(CASE, waits, decided, now=at("2026-11-27 08:30")) == {}


def test_a_step_that_stands_in_two_procedures_is_due_once() -> None:
    both = replace(CASE, category="messages_and_posts")
    [found] = told(both, entry(1, Act.STEP, **WAITS, review="2026-11-23"))["asha"]
    assert found.why is Why.STEP


def test_a_step_that_others_decide_is_due_for_them_as_well() -> None:
    unclear = {"step": "IM5", "how": "done", "outcome": "unclear", "why": "No.", "review": "2026-11-23"}
    case = replace(IMAGE, told=frozenset({"asha", "carys"}))
    found = told(case, entry(1, Act.STEP, "carys", **unclear))
    assert Due(Why.STEP, "IM5") in found["asha"]
    assert found["carys"] == (Due(Why.STEP, "IM5"),)


def test_a_note_is_due_from_its_day_until_another_is_written_on_that_day_or_later() -> None:
    first = entry(1, Act.NOTE, text="Ring again.", review="2026-11-24")
    early = entry(2, Act.NOTE, text="Before its day.")
    assert told(CASE, first, early) == {}
    assert told(CASE, first, early, now=at("2026-11-25 08:30")) == {"asha": (Due(Why.NOTE),)}
    later = replace(entry(3, Act.NOTE, text="They rang."), at=at("2026-11-25 09:00"))
    assert told(CASE, first, early, later, now=at("2026-11-25 10:00")) == {}
    again = replace(entry(3, Act.NOTE, text="Ring.", review="2026-11-26"), at=at("2026-11-25 09:00"))
    assert told(CASE, first, again, now=at("2026-11-25 10:00")) == {}
    assert told(CASE, first, again, now=at("2026-11-26 10:00")) == {"asha": (Due(Why.NOTE),)}


# ------------------------------------------------------------------------------------------- agreement, and the record


def test_a_case_that_waits_to_be_closed_is_due_for_all_the_others_who_were_asked() -> None:
    case = replace(CASE, told=frozenset({"asha", "ben", "carys"}))
    found = told(case, entry(1, Act.CLOSING))
    assert "asha" not in found
    assert found["carys"] == (Due(Why.AGREEMENT),)
    assert told(case, entry(1, Act.CLOSING), entry(2, Act.NOT_YET, "carys")) == {}
    assert told(replace(case, acknowledged_by=""), entry(1, Act.CLOSING)) == {}, "nobody can agree while nobody has it"


def test_a_closed_case_is_due_only_for_those_who_review_how_long_it_is_kept() -> None:
    closed = replace(CASE, closed=MONDAY_TEN, told=frozenset({"asha", "carys"}))
    assert told(closed, entry(1, Act.CLOSED, outcome="acted")) == {}
    found = told(closed, entry(1, Act.CLOSED, outcome="acted"), now=MONDAY_TEN + timedelta(days=40 * 366))
    reviewers = {each.key for role in POLICY.casework.retention.by for each in PLACE.holders(role)}
    assert set(found) <= reviewers
    assert all(each == (Due(Why.RECORD),) for each in found.values())
    assert bool(found) is bool(POLICY.casework.retention.rules)


# ---------------------------------------------------------------------------------------------------------- decisions


def decided_by(case: Case, decision: str, work: Work | None = None) -> set[str]:
    """For whom it waits."""
    return set(deciders(decision, case, work or Work(), POLICY, PLACE, MONDAY_TEN))


def test_a_decision_waits_for_those_who_may_take_it_if_whoever_has_the_case_may_not() -> None:
    theirs = replace(IMAGE, acknowledged_by="asha", told=frozenset({"asha"}))
    assert "image_review" in waiting(POLICY, plans(POLICY, theirs, Work()))
    assert "carys" in decided_by(theirs, "image_review")
    assert decided_by(replace(theirs, acknowledged_by="carys"), "image_review") == set()
    assert decided_by(replace(theirs, acknowledged_by=""), "image_review") == set()
    assert decided_by(replace(theirs, excluded=frozenset({"carys", "dilys"})), "image_review") == set()


def test_where_nobody_who_knows_of_the_case_may_decide_it_waits_for_those_on_its_ladder_who_could() -> None:
    case = replace(CASE, acknowledged_by="ben", told=frozenset({"ben"}), excluded=frozenset({"asha"}))
    assert decided_by(case, "parents") == {"carys"}


def test_what_was_decided_waits_for_nobody() -> None:
    work = work_of([entry(1, Act.STEP, step="A6", how="done", outcome="told")])
    assert "parents" in waiting(POLICY, plans(POLICY, CASE, Work())) or "parents" not in POLICY.casework.decisions
    assert "parents" not in waiting(POLICY, plans(POLICY, CASE, work))


def test_what_is_to_be_looked_at_again_was_put_off_and_waits_all_the_same() -> None:
    later = work_of([entry(1, Act.STEP, **WAITS, review="2026-12-16")])
    assert put_off(POLICY, plans(POLICY, CASE, Work())) == frozenset()
    assert put_off(POLICY, plans(POLICY, CASE, later)) == {"parents"}
    assert "parents" in waiting(POLICY, plans(POLICY, CASE, later))


# -------------------------------------------------------------------------------------------------------------- words


def test_the_daily_word_has_references_and_how_many_there_are() -> None:
    assert wording_due.today(("ES-1",)) == "1 case needs you today: ES-1."
    assert wording_due.today(("ES-1", "ES-2")) == "2 cases need you today: ES-1, ES-2."
    many = wording_due.today(tuple(f"ES-{number}" for number in range(12)))
    assert many.startswith("12 cases need you today: ES-0, ")
    assert many.endswith(", ES-9, and 2 more.")


def test_everything_that_can_be_due_is_said_in_words() -> None:
    every = (LADO, Due(Why.STEP, "A6"), FORGOTTEN, Due(Why.NOTE), Due(Why.AGREEMENT), Due(Why.RECORD))
    assert {each.why for each in every} == set(Why)
    said = wording_due.in_words(every, POLICY)
    assert said[0].startswith("ask the LADO for advice")
    others = (wording_due.WHY[each.why] for each in every[3:])
    assert said[1:] == ("look at A6 again", "nothing was recorded for 7 days", *others)
    assert wording_due.in_words((Due(Why.FORGOTTEN, "1"),), POLICY) == ("nothing was recorded for 1 day",)


def test_the_next_day_of_an_office_that_never_opens_is_tomorrow() -> None:
    never = OfficeHours(LONDON, {}, ())
    assert next_day(never, MONDAY_TEN) == at("2026-11-24 00:00")
    assert what_is_due.midnight(never, MONDAY_TEN) == at("2026-11-23 00:00")
