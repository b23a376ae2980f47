"""Counts what became of questions about the policy: without who asked, and without a word of it."""

from enum import Enum
from functools import partial

from dialogs import access
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.guidance.gaps import What, part_of
from handlers import help_now
from handlers.asked_of import hand_over
from handlers.desk import Desk
from handlers.reply import Reply, Said, Way
from handlers.soon import soon
from handlers.turn import Rated, Who
from storage import guidance_counts
from storage.database import Transaction


class Counting(Enum):
    """What became of it."""

    DONE = words.COUNTED
    ALREADY = words.COUNTED_ALREADY
    PERHAPS = words.NOT_COUNTED
    OURS = words.NOT_COUNTED_OURS


async def rate(desk: Desk, turn: Rated) -> Reply:
    """Counts it, and says where to go on if the words did not help."""
    counted = await count_soon(desk, turn.who, turn.passage, What.HELPED if turn.helped else What.NOT_HELPED)
    if turn.helped:
        return Said(words.THANKS, (counted.value,), (), (Way.ASK, Way.HELP))
    said = (counted.value, *help_now.who_can_say(desk))
    return Said(words.THANKS, said, (), (Way.ASK, Way.REPORT, Way.HELP), buttons=hand_over(desk, ""))


async def count_soon(desk: Desk, who: Who, passage: str, what: What) -> Counting:
    """Counts somebody once for a part of the policy. Nobody waits for a database that is slow."""
    if passage not in desk.policy.passages:
        return Counting.PERHAPS
    if access.answers_questions(who.key, desk.policy, desk.organisation):
        return Counting.OURS
    part = part_of(desk.policy, passage)
    if not desk.counted.first(who.key, part, missed=what is not What.HELPED):
        return Counting.ALREADY
    counting = partial(_count, desk.policy.hash, passage, what)
    return await soon(desk, counting, instead=Counting.PERHAPS)


async def _count(policy: str, passage: str, what: What, tx: Transaction) -> Counting:
    await guidance_counts.add(tx, policy, passage, what)
    return Counting.DONE


def buttons(passage: str) -> tuple[Button, ...]:
    """What asks whether these words, of which this passage stands first, answered the question."""
    return (
        Button(Press.HELPED, words.HELPED, passage),
        Button(Press.NOT_HELPED, words.NOT_HELPED, passage),
    )
