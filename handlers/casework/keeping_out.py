"""Somebody must not know of a case: they read nothing more of it, and do not have it any more."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import access
from dialogs import wording_cases as words
from dialogs.casework.record import Act, Detail
from dialogs.escalation import on_the_ladder
from dialogs.forms import ChooseOne, LongText, Option
from dialogs.summary import role_title
from handlers.casework import nobodys
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems, Refused
from handlers.casework.steps import MOST_TEXT
from handlers.receiving import only_those_on
from handlers.recording import note

NOT_THEIRS_NOW = "no longer theirs"


async def form(at: At) -> TaskForm | Refused:
    """Who can still be named: those who handle cases."""
    organisation = at.desk.organisation
    options = tuple(
        Option(person.key, person.name, role_title(person, at.policy))
        for person in organisation.people.values()
        if access.handles(person.key, at.policy, organisation) and person.key not in at.case.excluded
    )
    fields = (
        ChooseOne(Detail.TO, words.WHO_MUST_NOT, "", options, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_KEPT_OUT, MOST_TEXT, required=True),
    )
    return TaskForm(words.KEEP_OUT, fields, said=(words.KEPT_OUT_MEANS,))


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Keeps them out, unless nobody would be left. If they had the case, the next people are told at once."""
    person = given[Detail.TO]
    out = replace(at.case, excluded=at.case.excluded | {person})
    if not on_the_ladder(out, at.policy, at.desk.organisation):
        return Problems({Detail.TO: words.NOBODY_LEFT})
    case = only_those_on(out, (out.told | {out.acknowledged_by}) - {person})
    await at.record(Act.KEPT_OUT, {Detail.TO: person, Detail.WHY: given[Detail.WHY]})
    lost = case.acknowledged_by != at.case.acknowledged_by
    if lost:
        await note(at.desk, at.tx, case, "", NOT_THEIRS_NOW, {Detail.TO.value: person})
    await nobodys.changed(at, case, lost=lost)
    return Kept(words.kept_out(at.desk.organisation.name_of(person)))
