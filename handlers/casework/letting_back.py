"""Somebody who was kept out of a case by hand may know of it again. Whom a report keeps out stays out."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access
from dialogs import wording_cases as words
from dialogs.casework.powers import kept_out_by_hand
from dialogs.casework.record import Act, Detail
from dialogs.escalation import on_the_ladder
from dialogs.forms import ChooseOne, LongText, Option
from handlers.casework import nobodys
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.keeping_out import all_who_know, who_hears
from handlers.casework.news import tell_changed
from handlers.casework.outcome import Kept
from handlers.casework.steps import MOST_TEXT


async def form(at: At) -> TaskForm:
    """Who can be let back in, and why."""
    out = sorted(kept_out_by_hand(at.case, at.work, at.policy, at.desk.organisation))
    options = tuple(Option(key, at.desk.organisation.name_of(key) or key) for key in out)
    fields = (
        ChooseOne(Detail.TO, words.WHO_COMES_BACK, "", options, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_LET_BACK, MOST_TEXT, required=True),
    )
    return TaskForm(words.LET_BACK, fields, said=(words.LET_BACK_MEANS,))


async def keep(at: At, given: Mapping[str, str]) -> Kept:
    """Lets them in; they are told, if they stand on its ladder. Everybody else who knows hears that it changed."""
    person, organisation = given[Detail.TO], at.desk.organisation
    case = replace(at.case, excluded=at.case.excluded - {person})
    if person in on_the_ladder(case, at.policy, organisation) and access.handles(person, at.policy, organisation):
        case = replace(case, told=case.told | {person})
    hear = who_hears(at, case)
    case = replace(case, told=case.told | (hear - all_who_know(at, case)))
    await at.record(Act.LET_BACK, {Detail.TO: person, Detail.WHY: given[Detail.WHY]})
    await nobodys.changed(at, case)
    await tell_changed(at, *hear)
    return Kept(words.let_back(organisation.name_of(person) or person))
