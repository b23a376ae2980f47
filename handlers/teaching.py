"""Whoever answers questions adds one to what guidance finds, with the passage that answers it, and removes it again.

What is shown to whoever asks stays the policy's own words. It takes effect at once.
"""

from dataclasses import replace

from dialogs import access, wording_replies
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.forms import ChooseOne, Field, LongText, Option, ShortText
from dialogs.guidance.hearing import Action, hear
from dialogs.guidance.taught import candidates
from dialogs.policy import Passage
from handlers.desk import Desk
from handlers.own_form import filled, own_form, written
from handlers.reply import Asked, Reply, Said
from handlers.turn import Answered, Untaught, WantedToChange, WantedToTeach
from storage import audit, questions, taught
from storage.taught import Added

PREFIX = "t."
SCREEN, QUESTION, FIND, PASSAGE = "teach", "question", "find", "passage"
MOST_QUESTION, MOST_FIND = 300, 200
MOST_TAUGHT = 500
MOST_OFFERED = 10
"""Passages to choose from: as many as every platform shows one below the other."""
BEGINNING = 70
"""Characters of a passage that stand beside its place where one is chosen."""


async def ask(desk: Desk, turn: WantedToTeach) -> Reply:
    """The form; with the words of a question that was asked, if it is about one."""
    if not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    asked = None
    if turn.question:
        async with desk.database.transaction() as tx:
            asked = await questions.lock(tx, turn.question)
    return _form(desk, {QUESTION: " ".join(asked.text.split())[:MOST_QUESTION] if asked is not None else ""})


async def teach(desk: Desk, turn: Answered) -> Reply:
    """Adds it once a passage is chosen; before that, offers those that fit. Raises StorageFailed."""
    if not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    given = written(turn.values)
    problems = _problems(desk, given)
    if problems:
        return _form(desk, given, problems)
    passage = given.get(PASSAGE, "")
    if passage not in desk.policy.passages:
        return _form(desk, given, {PASSAGE: words.TEACH_CHOOSE} if PASSAGE in turn.values else {})
    async with desk.database.transaction() as tx:
        if len(await taught.ids(tx)) >= MOST_TAUGHT:
            return Said(words.TEACH, (words.FULL,), buttons=_back())
        now = desk.clock.now()
        day = now.astimezone(desk.organisation.hours.time_zone).date()
        added = Added(desk.randomness.identifier(), given[QUESTION], passage, turn.who.key, day)
        await taught.add(tx, added)
        await audit.append(tx, audit.SYSTEM, now, turn.who.key, "added to guidance", {"passage": passage})
    return Said(words.TAUGHT, (words.TAUGHT_WHAT,), buttons=_back())


async def unteach(desk: Desk, turn: Untaught) -> Reply:
    """Removes one. Raises StorageFailed."""
    if not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    async with desk.database.transaction() as tx:
        if await taught.remove(tx, turn.added):
            await audit.append(tx, audit.SYSTEM, desk.clock.now(), turn.who.key, "removed from guidance")
    return Said(words.REMOVED, (words.REMOVED_WHAT,), buttons=_back())


def look(desk: Desk, turn: WantedToChange | Answered, remark: str = "") -> Asked:
    """The form again, with what was entered."""
    return _form(desk, written(turn.values), remark=remark)


def place_of(passage: Passage) -> str:
    """Where a passage stands, in short."""
    last = passage.heading[-1]
    return passage.label if passage.label == last else f"{last}: {passage.label}"


def _may_teach(desk: Desk, person: str) -> bool:
    return desk.ear is not None and access.answers_questions(person, desk.policy, desk.organisation)


def _back() -> tuple[Button, ...]:
    return (Button(Press.TEACH, words.TEACH, ""), Button(Press.QUESTIONS, words.WAITING_TITLE, ""))


def _problems(desk: Desk, given: dict[str, str]) -> dict[str, str]:
    question = given.get(QUESTION, "")
    if not question:
        return {QUESTION: words.EMPTY}
    if len(question) > MOST_QUESTION:
        return {QUESTION: wording_replies.too_long(len(question) - MOST_QUESTION)}
    if desk.ear is not None and hear(desk.ear, question).action is Action.CRISIS:
        return {QUESTION: words.TEACH_TROUBLE}
    return {}


def _form(desk: Desk, given: dict[str, str], problems: dict[str, str] | None = None, *, remark: str = "") -> Asked:
    options = _options(desk, given)
    fields: tuple[Field, ...] = (
        LongText(QUESTION, words.YOUR_QUESTION, words.TEACH_WHAT, MOST_QUESTION, required=True),
        ShortText(FIND, words.TEACH_FIND, words.TEACH_FIND_HINT, MOST_FIND, required=False),
    )
    if options:
        choice = ChooseOne(PASSAGE, words.TEACH_PASSAGE, words.TEACH_PASSAGE_HINT, options, required=False)
        fields = (*fields, choice)
    offered = {option.id for option in options}
    entered = {name: text for name, text in given.items() if name != PASSAGE or text in offered}
    submit = words.TEACH_ADD if options else words.TEACH_LOOK
    form = filled(own_form(PREFIX, SCREEN, words.TEACH, fields, submit), entered)
    return replace(form, problems=problems or {}, remark=remark)


def _options(desk: Desk, given: dict[str, str]) -> tuple[Option, ...]:
    """The passages that fit the question and the other words best, and the one that was chosen."""
    if desk.ear is None or not given.get(QUESTION):
        return ()
    found = candidates(desk.ear, given.get(FIND, "")[:MOST_FIND], given[QUESTION][:MOST_QUESTION])
    passages = (desk.policy.passages[each] for each in found[:MOST_OFFERED] if each in desk.policy.passages)
    return tuple(Option(each.id, place_of(each), _beginning(each.text)) for each in passages)


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rsplit(' ', 1)[0]} …"
