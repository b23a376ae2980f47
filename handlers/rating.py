"""Counts what became of questions about the policy: without who asked, and without a word of it."""

from functools import partial

from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.guidance.gaps import What
from handlers import help_now
from handlers.asked_of import hand_over
from handlers.desk import Desk
from handlers.reply import Reply, Said, Way
from handlers.soon import soon
from handlers.turn import Rated, Who
from storage import guidance_counts
from storage.database import Transaction


async def rate(desk: Desk, turn: Rated) -> Reply:
    """Counts it, and says where to go on if the words did not help."""
    what = What.HELPED if turn.helped else What.NOT_HELPED
    counted = await count_soon(desk, turn.who, turn.passage, what)
    if turn.helped:
        return Said(words.THANKS, (words.THANKS_HELPED if counted else words.NOT_COUNTED,), (), (Way.ASK, Way.HELP))
    people = help_now.who_can_say(desk)
    said = words.THANKS_NOT_HELPED if counted else words.NOT_COUNTED
    return Said(words.THANKS, (said, *people), (), (Way.ASK, Way.REPORT, Way.HELP), buttons=hand_over(desk, ""))


async def count_soon(desk: Desk, who: Who, passage: str, what: What) -> bool:
    """Counts somebody once. Whether it is counted now: nobody waits for a database that is slow."""
    if passage not in desk.policy.passages:
        return False
    if not desk.counted.first(who.key, passage, what):
        return True
    counted = await soon(desk, partial(_count, desk.policy.hash, passage, what), instead=False)
    if not counted:
        desk.counted.not_counted(who.key, passage, what)
    return counted


async def _count(policy: str, passage: str, what: What, tx: Transaction) -> bool:
    await guidance_counts.add(tx, policy, passage, what)
    return True


def buttons(passage: str) -> tuple[Button, ...]:
    """What asks whether these words, of which this passage stands first, answered the question."""
    return (
        Button(Press.HELPED, words.HELPED, passage),
        Button(Press.NOT_HELPED, words.NOT_HELPED, passage),
    )
