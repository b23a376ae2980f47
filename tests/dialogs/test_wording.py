"""The bot's own sentences, put together."""

from datetime import UTC, datetime

import pytest

from dialogs import wording, wording_home
from tests.dialogs.making import LONDON, PEOPLE, at


@pytest.mark.parametrize(
    ("parts", "text"),
    [((), "nobody"), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_a_list_reads_as_it_is_spoken(parts: tuple[str, ...], text: str) -> None:
    assert wording.listed(parts) == text


def test_people_are_named_with_their_role_if_they_have_one() -> None:
    titles = {"asha": "E-Safety Coordinator", "tom": ""}
    assert wording.names((PEOPLE[0], PEOPLE[6]), titles) == "Asha Patel (E-Safety Coordinator) and Tom Baker"
    assert wording.names((), titles) == "nobody"


@pytest.mark.parametrize(
    ("moment", "now", "text"),
    [
        ("2026-11-24 10:42", "2026-11-24 23:59", "10:42"),
        ("2026-11-24 10:42", "2026-11-25 00:00", "10:42 on Tuesday 24 November"),
        ("2026-07-06 00:30", "2026-07-06 12:00", "00:30"),
        ("2026-07-05 23:30", "2026-07-06 12:00", "23:30 on Sunday 5 July"),
    ],
)
def test_a_time_names_its_day_unless_that_is_today(moment: str, now: str, text: str) -> None:
    assert wording.clock(at(moment), LONDON, at(now)) == text


def test_a_time_is_that_of_the_place_and_names_its_day_if_nobody_says_what_day_it_is() -> None:
    assert wording.clock(datetime(2026, 7, 6, 9, 42, tzinfo=UTC), LONDON) == "10:42 on Monday 6 July"


def test_who_is_told_now_and_who_later() -> None:
    assert wording.told_line("Asha Patel", "") == "Asha Patel"
    assert wording.told_line("Asha Patel", "Ben Okafor") == "Asha Patel; if nobody answers, also Ben Okafor"
    assert wording.being_told("Asha Patel") == "A message is on its way to Asha Patel now."
    assert (
        wording.told_later("Asha Patel", "09:00") == "Asha Patel will be told at 09:00. If it cannot wait, ring them."
    )


def test_an_alert_leaves_out_what_there_is_not() -> None:
    assert wording.alert("S1", "ES-7K4M2P", "Online contact", "Hanley", "10:31") == (
        "S1 · ES-7K4M2P · Online contact · Hanley · 10:31"
    )
    assert wording.alert("S1", "ES-7K4M2P", "", "", "10:31") == "S1 · ES-7K4M2P · 10:31"


def test_somebody_without_a_telephone_is_told_in_person() -> None:
    assert wording.ring("Asha Patel", "01632 960001") == "Or ring Asha Patel on 01632 960001."
    assert wording.ring("Asha Patel", "") == "Or tell Asha Patel in person."


def test_a_line_of_a_chronology_leaves_out_what_there_is_not() -> None:
    assert wording.happened("alerts owed", "", "Asha Patel") == "Alerts owed · to Asha Patel"
    assert wording.happened("acknowledged", "Asha Patel", "") == "Acknowledged · Asha Patel"


def test_what_is_about_a_case_gives_its_reference() -> None:
    for sentences in (
        wording.acknowledged("ES-7K4M2P"),
        wording.nobody_yet("ES-7K4M2P"),
        (wording.passed_on("ES-7K4M2P"),),
        (wording.more_came("ES-7K4M2P", complete=True),),
        (wording.already_told("ES-7K4M2P"),),
        (wording.taken_already("ES-7K4M2P", "Picked up by Ben Okafor at 10:12."),),
    ):
        assert "ES-7K4M2P" in " ".join(sentences)


def test_nobody_is_ever_asked_to_wait_where_that_is_dangerous() -> None:
    assert wording.parents("Asha Patel") == "Leave telling parents to Asha Patel, unless waiting is dangerous."
    assert "999" in wording.WORSE
    assert "999" in " ".join(wording.nobody_yet("ES-7K4M2P"))
    assert "999" in " ".join(wording.NOT_SENT_YET)
    assert "999" in " ".join(wording.NOT_SAVED_WHAT_NOW)


def test_small_sentences() -> None:
    assert wording.checked_in("2026-11") == "Checked 2026-11."
    assert wording_home.draft_label("10:42") == "A report that has not been sent, last changed at 10:42"
    assert wording.you_will_hear().endswith("if nobody does.")
