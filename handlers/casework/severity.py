"""How serious a case is changes. Nothing but a person, with a reason, ever makes it less serious."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import wording_cases as words
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne, LongText, Option
from dialogs.severity import Severity
from handlers.casework import nobodys
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_TEXT


async def form(at: At) -> TaskForm:
    """What is asked: the severity as it is stands in it."""
    options = tuple(
        Option(name.value, words.severity(name, rule.meaning)) for name, rule in at.policy.severities.items()
    )
    fields = (
        ChooseOne(Detail.TO, words.HOW_SERIOUS, "", options, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_LOWERED_HINT, MOST_TEXT, required=False),
    )
    now = at.case.severity.value
    return TaskForm(
        words.CHANGE_SEVERITY, fields, given={Detail.TO: now}, stands=now, sometimes=frozenset({Detail.WHY})
    )


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Changes it. Where it becomes more serious and nobody has the case, people are told anew, and faster from now."""
    before, after = at.case.severity, Severity(given[Detail.TO])
    if after == before:
        return Problems({Detail.TO: words.SAME_SEVERITY})
    if after > before and not given[Detail.WHY]:  # the larger, the less serious
        return Problems({Detail.WHY: words.WHY_LOWERED})
    said = {Detail.FROM: before.value, Detail.TO: after.value, Detail.WHY: given[Detail.WHY]}
    await at.record(Act.SEVERITY, said)
    await nobodys.changed(at, replace(at.case, severity=after))
    return Kept(words.now_severity(after))
