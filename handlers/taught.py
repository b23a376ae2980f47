"""The questions that people have added, as guidance needs them: read again whenever somebody asks, so that it is soon.

A question that was added on one replica is known to the others at once.
"""

from functools import partial

from dialogs.guidance.hearing import Ear
from dialogs.guidance.taught import Taught, taught
from handlers.desk import Desk
from handlers.soon import soon
from storage import taught as added
from storage.database import Transaction

NONE: tuple[Taught, ...] = ()


async def known_soon(desk: Desk, ear: Ear) -> tuple[Taught, ...]:
    """Those whose passage is in the policy; as they were last, if the database does not answer soon."""
    return await soon(desk, partial(_known, desk, ear), instead=_of_this_policy(desk))


async def _known(desk: Desk, ear: Ear, tx: Transaction) -> tuple[Taught, ...]:
    ids = await added.ids(tx)
    for gone in desk.taught.keys() - ids:
        desk.taught.pop(gone, None)
    new = ids - desk.taught.keys()
    if new:
        for each in await added.these(tx, new):
            desk.taught[each.id] = taught(ear, each.id, each.question, each.passage)
    return _of_this_policy(desk)


def _of_this_policy(desk: Desk) -> tuple[Taught, ...]:
    return tuple(each for each in desk.taught.values() if each.passage in desk.policy.passages)
