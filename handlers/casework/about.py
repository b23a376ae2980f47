"""What a form of case work carries: which task it is, of which case, about what of it, and the form's own id."""

import re
from dataclasses import dataclass

from dialogs.casework.powers import Task
from dialogs.yaml_table import AN_ID

PREFIX = "w."
TASKS = frozenset(Task)
OUR_OWN = re.compile(r"[0-9a-f]{32}")
"""An id that the bot has made."""


@dataclass(frozen=True, slots=True)
class About:
    """A task of a case. `item` is what of the case it is about, or empty; `once` the form's own id, or empty yet."""

    task: Task
    case: str
    item: str = ""
    once: str = ""

    @property
    def button(self) -> str:
        """What a button carries that leads to the form."""
        return ".".join(filter(None, (self.task.value, self.case, self.item)))

    @property
    def draft(self) -> str:
        """What the form carries."""
        return f"{PREFIX}{self.task}.{self.case}.{self.item}.{self.once}"


def of_button(text: str) -> About | None:
    """What a button carries; None if it is none of ours."""
    task, _, rest = text.partition(".")
    case, _, item = rest.partition(".")
    known = task in TASKS and OUR_OWN.fullmatch(case) and (not item or AN_ID.fullmatch(item))
    return About(Task(task), case, item) if known else None


def of_form(draft: str) -> About | None:
    """What a form carries; None if it is none of ours."""
    before, _, once = draft.removeprefix(PREFIX).rpartition(".")
    about = of_button(before)
    return None if about is None or not OUR_OWN.fullmatch(once) else About(about.task, about.case, about.item, once)
