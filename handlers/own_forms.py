"""The forms of the bot's own, told apart by how the state begins that they carry: which handler answers which."""

from collections.abc import Awaitable, Callable

from dialogs import wording
from dialogs import wording_cases as cases_words
from dialogs import wording_letting_in as letting_in_words
from dialogs import wording_log as log_words
from dialogs import wording_questions as words
from dialogs import wording_reports as report_words
from handlers import answering_questions, asking_somebody, guidance, letting_in, log, own_report, replying, teaching
from handlers.casework import tasks
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.turn import Answered, OpenedQuestion, WantedToChange

ANSWERING: dict[str, Callable[[Desk, Answered], Awaitable[Reply]]] = {
    replying.PREFIX: replying.answer,
    guidance.PREFIX: guidance.asked,
    asking_somebody.PREFIX: asking_somebody.asked,
    answering_questions.PREFIX: answering_questions.answer,
    teaching.PREFIX: teaching.teach,
    tasks.PREFIX: tasks.answer,
    own_report.PREFIX: own_report.answer,
    letting_in.PREFIX: letting_in.answer,
    log.PREFIX: log.answer,
}
"""Who answers a form, by its prefix."""


def is_one(draft: str) -> bool:
    """Whether this is the state of a form of the bot's own."""
    return _prefix(draft) in ANSWERING


async def answer(desk: Desk, turn: Answered | WantedToChange) -> Reply:
    """Answers it; or shows it again, with what stands in it, to look at another part of it. Raises StorageFailed."""
    prefix = _prefix(turn.draft)
    if isinstance(turn, Answered):
        return await ANSWERING[prefix](desk, turn)
    if prefix == answering_questions.PREFIX:
        return await answering_questions.look(desk, turn)
    if prefix == tasks.PREFIX:
        return await tasks.answer(desk, turn)
    if prefix == letting_in.PREFIX:
        return await letting_in.look(desk, turn)
    if (prefix, turn.screen) == (asking_somebody.PREFIX, asking_somebody.READ):
        question = turn.draft.removeprefix(prefix)
        return await answering_questions.open_question(desk, OpenedQuestion(turn.who, question))
    return not_saved(desk, turn, "")


def not_saved(desk: Desk, turn: Answered | WantedToChange, what: str) -> Reply:
    """The form again with what was entered in it. `what` says that it is not stored, if that failed. No database."""
    again = what == wording.NOT_CERTAIN
    match _prefix(turn.draft):
        case asking_somebody.PREFIX:
            return asking_somebody.look(desk, turn, what and (words.NOT_CERTAIN if again else words.NOT_SENT))
        case answering_questions.PREFIX:
            return answering_questions.not_saved(turn, words.ANSWER_NOT_CERTAIN if again else words.ANSWER_NOT_SENT)
        case teaching.PREFIX:
            return teaching.look(desk, turn, what and (words.ADDING_NOT_CERTAIN if again else words.NOT_ADDED))
        case replying.PREFIX:
            return replying.not_saved(desk, turn, what)
        case tasks.PREFIX:
            return tasks.not_saved(turn, what and (cases_words.NOT_CERTAIN if again else cases_words.NOT_RECORDED_NOW))
        case own_report.PREFIX:
            return own_report.not_saved(turn, what and (report_words.NOT_CERTAIN if again else report_words.NOT_SENT))
        case log.PREFIX:
            return log.look(desk, turn, what and log_words.NOT_CHOSEN)
        case letting_in.PREFIX:
            return letting_in.not_saved(
                turn, what and (letting_in_words.NOT_CERTAIN if again else letting_in_words.FAILED)
            )
        case _:
            return guidance.look(turn)


def _prefix(draft: str) -> str:
    kind, dot, _ = draft.partition(".")
    return f"{kind}{dot}"
