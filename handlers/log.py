"""The incident log, for those who handle cases: every case that they may know of, and which of them to show."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import starmap

from dialogs import access, summary
from dialogs import wording_cases as cases_words
from dialogs import wording_downloads as files_words
from dialogs import wording_log as words
from dialogs.alerts import Button, Press
from dialogs.casework.day import read_day
from dialogs.casework.log import Filter, Only, named, read
from dialogs.forms import ChooseOne, Field, Option, ShortText
from dialogs.policy import Policy
from dialogs.wording import OPEN
from handlers.desk import Desk, Facts
from handlers.listing import Group, Listing, Row
from handlers.log_reading import Logged, known
from handlers.own_form import own_form, written
from handlers.reply import Asked, Reply, Said
from handlers.turn import Answered, OpenedLog, WantedToChange, WantedToFilter

PREFIX = "l."
SCREEN = "log"
STATE, CENTRE, GROUP, FIRST, LAST = "state", "centre", "group", "first", "last"
MOST_DAY = 30


async def lists(desk: Desk, turn: OpenedLog) -> Reply:
    """The cases that are chosen. Raises StorageFailed."""
    if not _handles(desk, turn.who.key):
        return _not_theirs()
    by = read(turn.chosen)
    log = await known(desk, turn.who.key, today=by.only is Only.TODAY)
    shown = log.chosen(by)
    said = words.chosen_by(by, _groups(desk.policy), desk.policy, desk.organisation)
    note = words.note(len(shown), len(log.cases), said, log.damaged)
    every = (Button(Press.LOG, words.ALL, ""),) if by.text else ()
    buttons = (Button(Press.FILTER, words.FILTER, by.text), *every, Button(Press.TAKE, files_words.TAKE, by.text))
    group = Group("", tuple(_row(desk, each) for each in shown), note, words.NOTHING)
    return Listing(words.LOG, (group,), buttons, PREFIX + by.text)


def ask(desk: Desk, turn: WantedToFilter) -> Reply:
    """The form in which they are chosen, as they are chosen now."""
    return _form(desk, read(turn.chosen)) if _handles(desk, turn.who.key) else _not_theirs()


async def answer(desk: Desk, turn: Answered) -> Reply:
    """The cases that were chosen; or the form again, with what is wrong. Raises StorageFailed."""
    if not _handles(desk, turn.who.key):
        return _not_theirs()
    given = written(turn.values)
    problems = _problems(given)
    if problems:
        return replace(look(desk, turn), problems=problems)
    return await lists(desk, OpenedLog(turn.who, _chosen(desk, given).text))


def look(desk: Facts, turn: Answered | WantedToChange, remark: str = "") -> Asked:
    """The form again with what was entered in it. It needs no database."""
    form = _form(desk, read(turn.draft.removeprefix(PREFIX)))
    given = written(turn.values)
    entered = {each.id: _offered(each, given.get(each.id, "")) for each in form.fields}
    return replace(form, entered=entered, remark=remark)


def _handles(desk: Facts, person: str) -> bool:
    return access.handles(person, desk.policy, desk.organisation)


def _not_theirs() -> Said:
    return Said(words.LOG, words.NOT_YOURS)


def _row(desk: Desk, logged: Logged) -> Row:
    case, policy, line = logged.case, logged.policy, logged.line
    label = summary.alert_line(case, policy, desk.organisation, desk.clock.now())
    state = words.state(line, desk.organisation.name_of(line.holder) or line.holder, policy)
    opens, urgent = Button(Press.OPEN, OPEN, case.id), words.urgent(line, policy)
    return Row(label, urgent, opens, urgent=True, more=(state,)) if urgent else Row(label, state, opens)


def _form(desk: Facts, by: Filter) -> Asked:
    form = own_form(PREFIX + by.text, SCREEN, words.CHOOSE, _fields(desk), words.SHOW, heading=words.LOG)
    chosen = {STATE: by.only or "", CENTRE: by.centre, GROUP: by.group, FIRST: _day(by.first), LAST: _day(by.last)}
    entered = {each.id: _offered(each, chosen[each.id]) for each in form.fields}
    return replace(form, entered=entered, compact=frozenset({STATE, CENTRE, GROUP}))


def _fields(desk: Facts) -> tuple[Field, ...]:
    return (
        _choice(STATE, words.STATE, ((each.value, label) for each, label in words.ONLY.items())),
        _choice(CENTRE, words.CENTRE, ((each.id, each.name) for each in desk.organisation.centres.values())),
        _choice(GROUP, words.GROUP, _groups(desk.policy)),
        ShortText(FIRST, words.FIRST, cases_words.DAY_HINT, MOST_DAY, required=False),
        ShortText(LAST, words.LAST, cases_words.DAY_HINT, MOST_DAY, required=False),
    )


def _choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> ChooseOne:
    return ChooseOne(name, label, "", (words.ANY, *starmap(Option, options)), required=True)


def _offered(field: Field, text: str) -> str:
    """What stands in the field; of a choice, one that there is."""
    if not isinstance(field, ChooseOne):
        return text
    return text if text in {each.id for each in field.options} else words.ANY.id


def _groups(policy: Policy) -> tuple[tuple[str, str], ...]:
    """The groups of kinds that the policy has, by the names that filters have for them, and in words."""
    return tuple(sorted({(named(each.group), each.group) for each in policy.categories.values()}))


def _chosen(desk: Facts, given: Mapping[str, str]) -> Filter:
    picked = {each.id: _offered(each, given.get(each.id, "")) for each in _fields(desk)}
    state, centre, group = ("" if picked[name] == words.ANY.id else picked[name] for name in (STATE, CENTRE, GROUP))
    only = Only(state) if state else None
    return Filter(only, centre, group, first=read_day(picked[FIRST]), last=read_day(picked[LAST]))


def _problems(given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the days that were written."""
    days = {name: read_day(given.get(name, "")) for name in (FIRST, LAST)}
    wrong = {name: cases_words.DAY_WRONG for name, day in days.items() if given.get(name) and day is None}
    first, last = days[FIRST], days[LAST]
    if first is not None and last is not None and last < first:
        return {LAST: words.TURNED_ROUND}
    return wrong


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year:04}" if day is not None else ""
