"""Reports that only need to be sent: what was answered before, what the last answer is, and whom it alerts."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.fakes.replica import Asking, Saying
from tests.reliability.lives import Life

REST: Mapping[str, str | Sequence[str]] = {
    "staff_involved": "no",
    "subject": "Mia Example",
    "age": "16_17",
    "centre": "hanley",
    "account": "She showed me a message that says 'nobody likes you'.",
    "done": ("kept_evidence",),
}


@dataclass(frozen=True)
class Sort:
    """A sort of report. `alerts` is how many places its first alerts go to."""

    before: Mapping[str, str | Sequence[str]]
    last: Mapping[str, Sequence[str]]
    alerts: int


URGENT = Sort({"danger": "yes"}, {"line": ("A learner has a knife in the canteen",)}, alerts=4)
DIRECT = Sort({"danger": "no", "tile": "stranger", "contact_kind": "pictures", **REST}, {}, alerts=1)
CHANNEL = Sort({"danger": "no", "tile": "messages", "messages_kind": "sent", **REST}, {}, alerts=1)
SORTS = (URGENT, DIRECT, CHANNEL)


@dataclass(frozen=True)
class Prepared:
    """A draft that stands before its last answer."""

    draft: str
    sort: Sort
    shown: Saying

    async def send(self, life: Life) -> Saying:
        """Gives the last answer. Raises Died."""
        asking: Asking = {
            "do": "answer",
            "draft": self.draft,
            "screen": self.shown["screen"],
            "values": self.sort.last,
            "told": self.shown["told"],
        }
        return await life.does(asking)


async def prepare(life: Life, count: int, sorts: Sequence[Sort] = SORTS) -> list[Prepared]:
    """So many drafts, of every sort in turn."""
    prepared: dict[int, list[Prepared]] = {}
    for number, sort in enumerate(sorts):
        ids = [secrets.token_hex(16) for _ in range(number, count, len(sorts))]
        if ids:
            shown = await life.does({"do": "prepare", "drafts": ids, "values": sort.before})
            prepared[number] = [Prepared(each, sort, shown) for each in ids]
    return [prepared[number % len(sorts)][number // len(sorts)] for number in range(count)]
