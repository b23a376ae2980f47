"""Whoever answers questions adds one to what guidance finds, with the passage that answers it, and removes it again.

What is shown to whoever asks stays the policy's own words. It takes effect at once. A form says by its state which
words its passages were offered for: with other words, others are offered, and nothing is added.
"""

import hashlib
import json
from dataclasses import replace

from dialogs import access, wording_replies
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.forms import ChooseOne, Field, LongText, Option, ShortText
from dialogs.guidance.features import words as words_of
from dialogs.guidance.hearing import Action, Ear, hear
from dialogs.guidance.taught import candidates, the_same
from dialogs.policy import Passage
from handlers.desk import Desk
from handlers.own_form import filled, own_form, written
from handlers.reply import Asked, Reply, Said
from handlers.taught import known_soon
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
ID_DIGITS, MARK_DIGITS = 32, 16


async def ask(desk: Desk, turn: WantedToTeach) -> Reply:
    """The form; with the words of a question that was asked, if it is about one."""
    if not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    asked = None
    if turn.question:
        async with desk.database.transaction() as tx:
            asked = await questions.lock(tx, turn.question)
    question = " ".join(asked.text.split())[:MOST_QUESTION] if asked is not None else ""
    return _form(desk, desk.randomness.identifier(), {QUESTION: question})


async def teach(desk: Desk, turn: Answered) -> Reply:
    """Adds it once a passage is chosen; before that, offers those that fit. Raises StorageFailed."""
    if desk.ear is None or not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    given, (form_id, mark) = written(turn.values), _state(turn.draft)
    form_id = form_id or desk.randomness.identifier()
    problem = _problem(desk.ear, given.get(QUESTION, ""))
    if problem:
        return replace(_form(desk, form_id, given, offers=False), problems={QUESTION: problem})
    if mark != _mark(given):  # other words than those for which passages were offered
        return _form(desk, form_id, {**given, PASSAGE: ""})
    if given.get(PASSAGE, "") not in {option.id for option in _options(desk, given)}:
        return replace(_form(desk, form_id, given), problems={PASSAGE: words.TEACH_CHOOSE})
    added_id = _id_of(form_id, given)
    already = await _already(desk, desk.ear, added_id, given[QUESTION])
    if already:
        return replace(_form(desk, form_id, given, offers=False), problems={QUESTION: already})
    return await _added(desk, turn.who.key, added_id, given)


async def unteach(desk: Desk, turn: Untaught) -> Reply:
    """Removes one. Raises StorageFailed."""
    if not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    async with desk.database.transaction() as tx:
        if await taught.remove(tx, turn.added):
            await audit.append(
                tx, audit.SYSTEM, desk.clock.now(), turn.who.key, "removed from guidance", {"added": turn.added}
            )
    return Said(words.REMOVED, (words.REMOVED_WHAT,), buttons=_back())


def look(desk: Desk, turn: WantedToChange | Answered, remark: str = "") -> Reply:
    """The form again, with what was entered. It needs no database."""
    if not _may_teach(desk, turn.who.key):
        return Said(words.NO_SUCH, words.NO_SUCH_WHAT)
    shown = _form(desk, _state(turn.draft)[0], written(turn.values))
    return replace(shown, remark=remark)


def place_of(passage: Passage) -> str:
    """Where a passage stands, in short."""
    last = passage.heading[-1]
    return passage.label if passage.label == last else f"{last}: {passage.label}"


async def _added(desk: Desk, person: str, added_id: str, given: dict[str, str]) -> Reply:
    now = desk.clock.now()
    day = now.astimezone(desk.organisation.hours.time_zone).date()
    added = Added(added_id, given[QUESTION], given[PASSAGE], person, day)
    async with desk.database.transaction() as tx:
        if len(await taught.ids(tx) - {added_id}) >= MOST_TAUGHT:
            return Said(words.TEACH, (words.FULL,), buttons=_back())
        if await taught.add(tx, added):
            await audit.append(
                tx, audit.SYSTEM, now, person, "added to guidance", {"added": added_id, "passage": added.passage}
            )
    return Said(words.TAUGHT, (words.TAUGHT_WHAT,), buttons=_back())


async def _already(desk: Desk, ear: Ear, added_id: str, question: str) -> str:
    """Why it is not added, if one that is the same was. What is sent twice is not another."""
    for each in await known_soon(desk, ear):
        if each.id != added_id and the_same(ear, question, each):
            return words.there_already(each.question, place_of(desk.policy.passages[each.passage]))
    return ""


def _may_teach(desk: Desk, person: str) -> bool:
    return desk.ear is not None and access.answers_questions(person, desk.policy, desk.organisation)


def _back() -> tuple[Button, ...]:
    return (Button(Press.TEACH, words.TEACH, ""), Button(Press.QUESTIONS, words.WAITING_TITLE, ""))


def _problem(ear: Ear, question: str) -> str:
    if not words_of(question):
        return words.TEACH_NO_WORDS if question else words.EMPTY
    if len(question) > MOST_QUESTION:
        return wording_replies.too_long(len(question) - MOST_QUESTION)
    heard = hear(ear, question)
    return words.TEACH_TROUBLE if heard.panel or heard.action in {Action.CRISIS, Action.REPORT} else ""


def _state(draft: str) -> tuple[str, str]:
    """The id of the form, and the mark of the words for which passages were offered."""
    form_id, _, mark = draft.removeprefix(PREFIX).partition(".")
    return form_id[:ID_DIGITS], mark


def _id_of(form_id: str, given: dict[str, str]) -> str:
    """The id of what is added: the same sent twice is one, and other words in the same form are another."""
    said = json.dumps([form_id, given[QUESTION], given[PASSAGE]])
    return hashlib.sha256(said.encode()).hexdigest()[:ID_DIGITS]


def _mark(given: dict[str, str]) -> str:
    said = f"{given.get(QUESTION, '')}\n{given.get(FIND, '')}"
    return hashlib.sha256(said.encode()).hexdigest()[:MARK_DIGITS]


def _form(desk: Desk, form_id: str, given: dict[str, str], *, offers: bool = True) -> Asked:
    options = _options(desk, given) if offers else ()
    fields: tuple[Field, ...] = (
        LongText(QUESTION, words.YOUR_QUESTION, words.TEACH_WHAT, MOST_QUESTION, required=True),
        ShortText(FIND, words.TEACH_FIND, words.TEACH_FIND_HINT, MOST_FIND, required=False),
    )
    if options:
        choice = ChooseOne(PASSAGE, words.TEACH_PASSAGE, words.TEACH_PASSAGE_HINT, options, required=False)
        fields = (*fields, choice)
    draft = f"{PREFIX}{form_id}.{_mark(given) if options else ''}"
    submit = words.TEACH_ADD if options else words.TEACH_LOOK
    chosen = given.get(PASSAGE, "") if given.get(PASSAGE) in {option.id for option in options} else ""
    return filled(own_form(draft, SCREEN, words.TEACH, fields, submit), {**given, PASSAGE: chosen})


def _options(desk: Desk, given: dict[str, str]) -> tuple[Option, ...]:
    """The passages that fit the other words and the question best."""
    if desk.ear is None or not given.get(QUESTION):
        return ()
    found = candidates(desk.ear, given.get(FIND, "")[:MOST_FIND], given[QUESTION][:MOST_QUESTION])
    passages = (desk.policy.passages[each] for each in found[:MOST_OFFERED] if each in desk.policy.passages)
    return tuple(Option(each.id, place_of(each), _beginning(each.text)) for each in passages)


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rsplit(' ', 1)[0]} …"
