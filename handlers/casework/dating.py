"""Somebody writes down the days that how long a record is kept hangs on."""

from collections.abc import Mapping
from datetime import date

from dialogs import wording_cases as cases_words
from dialogs import wording_keeping as words
from dialogs.casework.day import read_day
from dialogs.casework.keeping import written_day, years_after
from dialogs.casework.record import Act, Detail
from dialogs.forms import ShortText
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_DAY

OLDEST = 120
"""Years. A day before that is a slip, which would let a record go too soon."""


async def form(at: At) -> TaskForm:
    """The days as they are written down now, to be corrected."""
    fields = (
        ShortText(Detail.BORN, words.BORN, words.BORN_HINT, MOST_DAY, required=False),
        ShortText(Detail.LEFT, words.LEFT, words.LEFT_HINT, MOST_DAY, required=False),
    )
    written = {each: written_day(at.work.dates, each) for each in (Detail.BORN, Detail.LEFT)}
    given = {name.value: f"{day.day}/{day.month}/{day.year}" for name, day in written.items() if day is not None}
    stands = str(at.work.dates.number if at.work.dates else 0)
    title = cases_words.HEADINGS[at.about.task]
    return TaskForm(title, fields, said=words.WHOSE_DAYS, given=given, stands=stands)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Writes them down in place of those that were; one that is left empty is not known."""
    read = {each: read_day(given.get(each, "")) for each in (Detail.BORN, Detail.LEFT) if given.get(each)}
    problems = {name.value: said for name, day in read.items() if (said := _problem(day, at.today))}
    born, left = read.get(Detail.BORN), read.get(Detail.LEFT)
    if not problems and born is not None and left is not None and left <= born:
        problems = {Detail.LEFT.value: words.BEFORE_BIRTH}
    if problems:
        return Problems(problems)
    await at.record(Act.DATES, {name: day.isoformat() for name, day in read.items() if day is not None})
    return Kept(words.DAYS_RECORDED)


def _problem(day: date | None, today: date) -> str:
    if day is None:
        return cases_words.DAY_WRONG
    if day > today:
        return words.NOT_YET
    return words.TOO_LONG_AGO if years_after(day, OLDEST) < today else ""
