"""What messages say of a case, and all that they never say."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import summary
from dialogs.alerts import WHILE_NOBODY_HAS_IT, Kind, Message, Press
from dialogs.case import Case, Report
from dialogs.forms import Answers
from dialogs.ladder import ladder
from dialogs.organisation import Person
from dialogs.severity import Severity
from tests.dialogs.making import MONDAY_TEN, PEOPLE, at, case, organisation
from tests.dialogs.small_policy import FORM, POLICY, ROUTES
from tests.dialogs.strategies import every_field

ORGANISATION = organisation()
LATER = MONDAY_TEN + timedelta(minutes=12)
LINE = "S1 · ES-7K4M2P · Messages · Hanley · 10:00"
TAKEN = replace(case(), acknowledged_by="ben", acknowledged_at=LATER)

PRIVATE = st.text("ЖЩЮЯδψ", min_size=1).map(lambda text: f"Ξ{text}")
"""Words that stand in nothing but a report."""


@st.composite
def private_cases(draw: st.DrawFn) -> Case:
    """A case whose every answer, and whose people, can be told apart from anything that the bot says itself."""
    answers: Answers = {field.id: draw(PRIVATE | st.tuples(PRIVATE)) for field in every_field(FORM)}
    return replace(
        case(draw(st.sampled_from(Severity)), draw(st.sampled_from(ROUTES)).id),
        centre=draw(st.sampled_from(("hanley", "", "gone"))),
        category=draw(st.sampled_from(sorted(POLICY.categories))),
        reporter=draw(PRIVATE),
        reporter_name=draw(PRIVATE),
        excluded=frozenset({draw(PRIVATE)}),
        told=frozenset({draw(PRIVATE)}),
        reports=(Report(MONDAY_TEN, answers),),
    )


def said(message: Message) -> str:
    buttons = [text for button in message.buttons for text in (button.label, button.about)]
    return "\n".join((*message.lines, *buttons))


def presses(message: Message) -> list[Press]:
    return [button.press for button in message.buttons]


# -------------------------------------------------------------------------------------------------- what is never said


@pytest.mark.untraced
@given(one=private_cases(), rung=st.integers(0, 9), maybe_repeat=st.booleans(), taken_by=st.sampled_from(("", "ben")))
def test_no_message_says_a_word_of_the_report_or_names_anybody_in_it(
    one: Case, rung: int, taken_by: str, *, maybe_repeat: bool
) -> None:
    one = replace(one, acknowledged_by=taken_by, acknowledged_at=LATER if taken_by else None)
    rungs = ladder(POLICY.routes[one.route], ORGANISATION, frozenset(), MONDAY_TEN)
    for message in (
        summary.alert(one, POLICY, ORGANISATION, rung=rung, maybe_repeat=maybe_repeat, now=MONDAY_TEN),
        summary.alert_answered(one, POLICY, ORGANISATION, now=MONDAY_TEN),
        summary.more(one, POLICY, ORGANISATION, now=MONDAY_TEN),
        summary.picked_up(one, POLICY, ORGANISATION, LATER),
        summary.nobody_yet(one, rungs),
        summary.handed_over(one, "Asha Patel", POLICY, ORGANISATION, now=MONDAY_TEN),
        summary.to_agree(one, POLICY, ORGANISATION, now=MONDAY_TEN),
        summary.changed(one, POLICY, ORGANISATION, now=MONDAY_TEN),
        summary.asked(one),
        summary.closed(one),
        summary.reopened(one),
    ):
        assert "Ξ" not in said(message)


@pytest.mark.untraced
@given(one=private_cases(), rung=st.integers(0, 9), maybe_repeat=st.booleans())
def test_an_alert_depends_on_severity_reference_group_centre_and_time_alone(
    one: Case, rung: int, *, maybe_repeat: bool
) -> None:
    told = {"id", "severity", "reference", "category", "centre", "opened", "acknowledged_by"}
    bare = case()
    kept = {field.name: getattr(one, field.name) for field in fields(Case) if field.name in told}
    assert summary.alert(
        one, POLICY, ORGANISATION, rung=rung, maybe_repeat=maybe_repeat, now=MONDAY_TEN
    ) == summary.alert(
        replace(bare, **kept), POLICY, ORGANISATION, rung=rung, maybe_repeat=maybe_repeat, now=MONDAY_TEN
    )


@pytest.mark.untraced
@given(private_cases())
def test_no_alert_and_no_news_for_the_reporter_names_anybody_of_the_organisation(one: Case) -> None:
    one = replace(one, acknowledged_by="ben", acknowledged_at=LATER)
    for message in (
        summary.alert(one, POLICY, ORGANISATION, rung=1, maybe_repeat=True, now=MONDAY_TEN),
        summary.picked_up(one, POLICY, ORGANISATION, LATER),
    ):
        assert all(part not in said(message) for person in PEOPLE for part in person.name.split())


# -------------------------------------------------------------------------------------------------------------- alerts


def test_an_alert_gives_severity_reference_group_centre_and_time() -> None:
    message = summary.alert(case(), POLICY, ORGANISATION, rung=0, maybe_repeat=False, now=MONDAY_TEN)
    assert message.lines == (LINE, "Details open for the people on this case only.")
    assert presses(message) == [Press.ACKNOWLEDGE, Press.OPEN, Press.CANNOT_TAKE]
    assert {button.about for button in message.buttons} == {"case-1"}


def test_an_alert_without_a_centre_or_with_one_that_is_gone_leaves_it_out() -> None:
    for centre in ("", "gone"):
        assert summary.alert_line(replace(case(), centre=centre), POLICY, ORGANISATION, MONDAY_TEN) == (
            "S1 · ES-7K4M2P · Messages · 10:00"
        )


def test_an_alert_further_up_the_ladder_says_that_nobody_has_it() -> None:
    message = summary.alert(case(), POLICY, ORGANISATION, rung=2, maybe_repeat=False, now=MONDAY_TEN)
    assert message.lines == (
        LINE,
        "Nobody has picked this up yet.",
        "Details open for the people on this case only.",
    )


def test_an_alert_that_may_have_come_before_says_so() -> None:
    message = summary.alert(case(), POLICY, ORGANISATION, rung=0, maybe_repeat=True, now=MONDAY_TEN)
    assert "This message may be a repeat: the first try was cut off." in message.lines


def test_an_alert_that_was_answered_says_by_whom_and_can_only_be_opened() -> None:
    message = summary.alert_answered(TAKEN, POLICY, ORGANISATION, now=MONDAY_TEN)
    assert message.lines == (LINE, "Picked up by Ben Okafor at 10:12.")
    assert presses(message) == [Press.OPEN]


def test_an_answered_alert_reads_well_without_a_name_or_a_time() -> None:
    gone = replace(TAKEN, acknowledged_by="gone")
    assert summary.alert_answered(gone, POLICY, ORGANISATION, now=MONDAY_TEN).lines[1] == "Picked up at 10:12."
    timeless = replace(TAKEN, acknowledged_at=None)
    assert summary.alert_answered(timeless, POLICY, ORGANISATION, now=MONDAY_TEN).lines[1] == "Picked up by Ben Okafor."


def test_of_a_case_that_was_taken_over_it_is_said_when_it_was_first_picked_up_and_who_has_it_since_when() -> None:
    passed = replace(TAKEN, theirs_since=at("2026-12-23 09:00"))
    message = summary.alert_answered(passed, POLICY, ORGANISATION, now=MONDAY_TEN)
    assert message.lines[1] == "Picked up at 10:12. With Ben Okafor since 09:00 on Wednesday 23 December."
    gone = replace(passed, acknowledged_by="gone")
    assert summary.who_has_it(gone, ORGANISATION, MONDAY_TEN) == "Picked up at 10:12."


def test_the_people_on_a_case_hear_that_more_has_come() -> None:
    message = summary.more(case(), POLICY, ORGANISATION, now=MONDAY_TEN)
    assert message.lines == (LINE, "The full report for ES-7K4M2P has come.")
    assert presses(message) == [Press.ACKNOWLEDGE, Press.OPEN, Press.CANNOT_TAKE]
    assert presses(summary.more(TAKEN, POLICY, ORGANISATION, now=MONDAY_TEN)) == [Press.OPEN]


# ---------------------------------------------------------------------------------------------------- for the reporter


def test_the_reporter_hears_when_and_in_which_role_it_was_picked_up() -> None:
    assert summary.picked_up(TAKEN, POLICY, ORGANISATION, LATER).lines == (
        "ES-7K4M2P was picked up at 10:12 by the Deputy.",
    )


def test_the_reporter_hears_in_which_role_somebody_has_it_now() -> None:
    passed = replace(TAKEN, theirs_since=at("2026-11-23 11:00"))
    assert summary.picked_up(passed, POLICY, ORGANISATION, LATER).lines == (
        "ES-7K4M2P was picked up at 10:12. It is with the Deputy now.",
    )


def test_on_another_day_the_reporter_hears_the_day_too() -> None:
    next_day = at("2026-11-24 09:00")
    assert summary.picked_up(TAKEN, POLICY, ORGANISATION, next_day).lines == (
        "ES-7K4M2P was picked up at 10:12 on Monday 23 November by the Deputy.",
    )


def test_if_it_is_not_known_any_more_in_which_role_only_the_time_is_said() -> None:
    gone = replace(TAKEN, acknowledged_by="gone", acknowledged_at=None)
    assert summary.picked_up(gone, POLICY, ORGANISATION, LATER).lines == ("ES-7K4M2P was picked up at 10:12.",)


def test_if_nobody_picks_it_up_the_reporter_hears_whom_to_ring() -> None:
    of = organisation(PEOPLE[0], Person("ben", "Ben Okafor", ("deputy",)))
    rungs = ladder(POLICY.routes["channel"], of, frozenset(), MONDAY_TEN)
    message = summary.nobody_yet(case(), rungs)
    assert message.lines[-1] == "Or ring Asha Patel on 01632 960001."
    assert "ring 999" in said(message)
    assert "Ben Okafor" not in said(message)
    assert message.buttons == ()


def test_somebody_who_is_kept_from_it_is_not_named_as_one_to_ring() -> None:
    rungs = ladder(POLICY.routes["channel"], ORGANISATION, frozenset({"asha"}), MONDAY_TEN)
    assert "Asha" not in said(summary.nobody_yet(case(), rungs))


def test_whoever_has_not_sent_is_told_that_nobody_knows_and_can_go_on() -> None:
    message = summary.not_sent("draft-9", PEOPLE[0])
    assert message.lines[0] == "Not sent: nobody knows yet."
    assert message.lines[-1] == "Or ring Asha Patel on 01632 960001."
    assert [(button.press, button.about) for button in message.buttons] == [(Press.RESUME, "draft-9")]
    assert summary.not_sent("draft-9", PEOPLE[4]).lines[-1] == "Or tell Ewan Reid in person."
    assert "Or " not in said(summary.not_sent("draft-9", None))


# -------------------------------------------------------------------------------------------------------- roles, kinds


@pytest.mark.parametrize(
    ("roles", "title"),
    [
        (("coordinator",), "Coordinator"),
        (("tutor", "lead"), "Lead"),
        (("lead", "champion"), "Lead"),
        (("learner_services",), "Learner Services"),
        (("unheard-of",), ""),
        ((), ""),
    ],
)
def test_a_person_is_called_by_the_first_role_in_which_they_handle_cases(roles: tuple[str, ...], title: str) -> None:
    assert summary.role_title(Person("x", "X", roles), POLICY) == title


@pytest.mark.parametrize("kind", Kind)
def test_what_stops_when_somebody_has_the_case(kind: Kind) -> None:
    stops = {Kind.ALERT, Kind.ESCALATE, Kind.NOBODY_YET, Kind.SECOND_ROUTE}
    assert (kind in WHILE_NOBODY_HAS_IT) is (kind in stops)
