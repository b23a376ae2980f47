"""Tests of which cases of the incident log are chosen, in which order, and what is said of each."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import wording_log as words
from dialogs.casework.due import Due, Why
from dialogs.casework.log import EVERYTHING, Filter, LogLine, Only, State, chosen, named, read
from dialogs.severity import Severity
from tests.handlers.office import EXAMPLE, POLICY

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=LONDON)
DAYS = st.dates(date(1000, 1, 1))
AN_ID = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", fullmatch=True)
FILTERS = st.builds(
    Filter,
    st.none() | st.sampled_from(Only),
    st.just("") | AN_ID,
    st.just("") | st.text(min_size=1, max_size=60).map(named),
    st.just("") | AN_ID,
    st.none() | DAYS,
    st.none() | DAYS,
)
CENTRES, GROUPS = ("hanley", "stoke.north", ""), ("Messages", "Online content")
LINES = st.builds(
    LogLine,
    st.integers(0, 99).map(str),
    st.just("ES-1"),
    st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 25)).map(lambda at: at.replace(tzinfo=LONDON)),  # noqa: DTZ001
    st.sampled_from(Severity),
    st.sampled_from(("messages", "images")),
    st.sampled_from(GROUPS),
    st.sampled_from(CENTRES),
    st.sampled_from(State),
    overdue=st.just(()) | st.just(("lado_advice",)),
    late=st.booleans(),
    today=st.just(()) | st.just((Due(Why.NOTE),)),
)
SOME = st.builds(
    Filter,
    st.none() | st.sampled_from(Only),
    st.sampled_from(CENTRES),
    st.sampled_from(("", *map(named, GROUPS))),
    st.sampled_from(("", "images")),
    st.none() | st.dates(date(2026, 11, 19), date(2026, 11, 26)),
    st.none() | st.dates(date(2026, 11, 19), date(2026, 11, 26)),
)


def line(name: str = "1", severity: Severity = Severity.S2, **more: object) -> LogLine:
    """A case of the log."""
    known = {"group": "Messages", "centre": "hanley", "state": State.OPEN, "opened": NOON, **more}
    return LogLine(id=name, reference=f"ES-{name}", severity=severity, category="messages", **known)  # type: ignore[arg-type]


@given(FILTERS)
def test_a_filter_reads_as_it_was_written_and_fits_a_button(by: Filter) -> None:
    assert read(by.text) == by
    assert len(by.text) <= 194


def test_a_filter_reads_as_a_person_might_read_it() -> None:
    by = Filter(Only.OPEN, "hanley", "messages", "", date(2026, 11, 1), date(2026, 11, 30))
    assert by.text == "open.hanley.messages..2026-11-01.2026-11-30"
    assert Filter(centre="a.b").text == ".a~b...."
    assert EVERYTHING.text == ""


@given(st.text(max_size=40) | st.from_regex(r"[a-z]{0,8}\.[a-z~]*\.[a-z-]*\.\.[0-9-]{0,10}\.[0-9-]{0,10}"))
def test_what_cannot_be_read_lets_every_case_through(text: str) -> None:
    by = read(text)
    assert by == EVERYTHING or by.text == text


@pytest.mark.parametrize("text", ["", "x.....", "open", "open.....2026-13-01", "....2026-11-31.", "open.a/b....", "."])
def test_some_that_cannot_be_read(text: str) -> None:
    assert read(text) == EVERYTHING


@pytest.mark.untraced
@given(st.lists(LINES), SOME)
def test_what_is_chosen_is_of_the_lines_in_the_order_of_reading_and_choosing_again_changes_nothing(
    lines: list[LogLine], by: Filter
) -> None:
    kept = chosen(lines, by)
    assert all(kept.count(each) <= lines.count(each) for each in kept)
    assert chosen(kept, by) == kept
    first = [by.only is not Only.TODAY and not each.is_overdue for each in kept]
    order = [(late, each.severity, -each.opened.timestamp()) for late, each in zip(first, kept, strict=True)]
    assert order == sorted(order)
    assert {id(each) for each in kept} | {id(each) for each in lines if each not in kept} == {id(e) for e in lines}


@pytest.mark.untraced
@given(st.lists(LINES))
def test_the_empty_filter_lets_every_case_through(lines: list[LogLine]) -> None:
    assert sorted(map(id, chosen(lines, EVERYTHING))) == sorted(map(id, lines))


@pytest.mark.parametrize("state", State)
def test_open_means_everything_that_is_not_closed(state: State) -> None:
    only = [line(state=state)]
    assert bool(chosen(only, Filter(Only.OPEN))) is (state is not State.CLOSED)
    for each in (Only.NOBODY, Only.AGREEMENT, Only.CLOSED):
        assert bool(chosen(only, Filter(each))) is (state.value == each.value)


def test_overdue_ones_come_first_then_the_most_serious_then_the_newest() -> None:
    old = NOON - timedelta(days=3)
    lines = [
        line("new"),
        line("old", opened=old),
        line("serious", Severity.S0, opened=old),
        line("overdue", Severity.S4, overdue=("A6",)),
        line("late", Severity.S3, late=True),
    ]
    assert [each.id for each in chosen(lines, EVERYTHING)] == ["late", "overdue", "serious", "new", "old"]
    assert {each.id for each in chosen(lines, Filter(Only.OVERDUE))} == {"late", "overdue"}


def test_the_days_are_the_offices_and_both_count() -> None:
    just_before_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC).astimezone(LONDON)  # 1 July in London
    only = [line(opened=just_before_midnight)]
    assert chosen(only, Filter(first=date(2026, 7, 1), last=date(2026, 7, 1)))
    assert not chosen(only, Filter(last=date(2026, 6, 30)))
    assert not chosen(only, Filter(first=date(2026, 7, 2)))


def test_groups_are_named_in_letters_that_fit_an_address() -> None:
    assert named("Learning and conduct") == "learning-and-conduct"
    assert named("Żółw & Café") == "zow-cafe"
    assert named("漢字") == "漢字".encode().hex()
    assert len(named("a" * 90)) == 40


# ------------------------------------------------------------------------------------------------------------ its words


def test_how_a_case_stands_is_said_in_one_line_and_what_is_overdue_in_one_of_its_own() -> None:
    late = line(steps_left=("A5", "A7"), overdue=("lado_advice", "A6"), late=True)
    advice = "ask the LADO for advice within one working day, if the harm threshold may be met"
    assert words.urgent(late, POLICY) == f"Overdue: nobody picked it up in time; {advice}; look at A6 again."
    assert words.state(late, "Asha Patel", POLICY) == "Open, Asha Patel. Left: A5, A7."
    assert words.urgent(line(), POLICY) == ""
    assert words.state(line(state=State.NOBODY), "", POLICY) == "Nobody has it."
    assert words.state(line(state=State.CLOSED, closed=NOON), "Ben", POLICY) == "Closed on 24 November 2026, Ben."


def test_of_many_steps_the_first_are_named_and_the_others_counted() -> None:
    steps = tuple(f"A{number}" for number in range(1, 12))
    assert words.state(line(steps_left=steps), "", POLICY).endswith("A6, A7 and 4 more.")
    assert words.state(line(steps_left=steps[:8]), "", POLICY).endswith("A7, A8.")


def test_what_begins_with_capitals_keeps_them() -> None:
    [clock] = [each for each in POLICY.casework.clocks if each.id == "data_breach"]
    assert words.overdue(line(overdue=(clock.id,)), POLICY) == (f"a{clock.words[1:]}",)


def test_the_note_says_how_many_of_which_and_what_cannot_be_opened() -> None:
    assert words.note(400, 400, "", 0) == "400 cases."
    assert words.note(1, 1, "", 2) == "1 case. 2 cannot be opened: tell whoever runs the bot."
    by = Filter(Only.OPEN, "hanley", "messages", "messages", date(2026, 11, 1), date(2026, 11, 30))
    said = words.chosen_by(by, [("messages", "Messages")], POLICY, EXAMPLE)
    assert words.note(12, 400, said, 0).startswith("12 of 400 cases: Not closed; Hanley; Messages; ")
    assert said.endswith("; from 1 November 2026; to 30 November 2026")
    unknown = Filter(centre="gone", group="gone-too", category="nowhere")
    assert words.chosen_by(unknown, [], POLICY, EXAMPLE) == "gone; gone-too; nowhere"


def test_what_needs_somebody_today_is_chosen_by_that_and_says_why() -> None:
    needed = line("1", today=(Due(Why.NOTE), Due(Why.STEP, "A6")))
    assert chosen([needed, line("2")], Filter(Only.TODAY)) == (needed,)
    assert words.state(needed, "", POLICY) == "Open. Today: a note names this day; look at A6 again."
