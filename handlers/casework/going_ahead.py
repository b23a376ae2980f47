"""The policy's own steps may begin, although an overlay comes first: somebody who may decide so says why."""

from collections.abc import Mapping

from dialogs import wording_cases as words
from dialogs.casework.record import Act, Detail
from dialogs.forms import LongText
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept
from handlers.casework.steps import MOST_TEXT


async def form(_: At) -> TaskForm:
    """What is asked: why."""
    why = LongText(Detail.WHY, words.WHY, words.WHY_AHEAD, MOST_TEXT, required=True)
    return TaskForm(words.GO_AHEAD, (why,), said=(words.AHEAD_MEANS,))


async def keep(at: At, given: Mapping[str, str]) -> Kept:
    """Lets them begin."""
    await at.record(Act.GO_AHEAD, {Detail.WHY: given[Detail.WHY]})
    return Kept(words.WENT_AHEAD)
