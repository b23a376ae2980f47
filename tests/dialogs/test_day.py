"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.casework.day import read_day

DAY = date(2026, 11, 23)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "23/11/2026",
        "23.11.2026",
        "23-11-26",
        "23 11 2026",
        " 23/11/26 ",
        "2026-11-23",
        "23 November 2026",
        "23rd nov 2026",
        "23 NOV., 2026",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "31/02/2026", "23/13/2026", "2026", "23 Foo 2026", "0/0/2026", "1/1/0000"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@given(DAYS)
def test_every_day_is_read_as_itself_in_each_form(day: date) -> None:
    written = (f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}", day.isoformat(), f"{day.day} {day:%B} {day.year}")
    assert {read_day(text) for text in written} == {day}


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = read_day(text)
    assert found is None or found.isoformat()
