"""The table of contents of the bot: which handler answers which turn."""

from typing import assert_never

from handlers import (
    answering_questions,
    asking_somebody,
    cases,
    guidance,
    help_now,
    home,
    letting_in,
    log,
    log_table,
    own_forms,
    own_report,
    pausing,
    question_lists,
    rating,
    replying,
    report,
    teaching,
)
from handlers.casework import tasks
from handlers.desk import Desk
from handlers.not_saved import not_saved
from handlers.reply import Reply
from handlers.turn import (
    Acknowledged,
    Answered,
    CannotTake,
    ClosedCode,
    Discarded,
    Left,
    OpenedCase,
    OpenedHome,
    OpenedLog,
    OpenedQuestion,
    OpenedQuestions,
    OpenedReport,
    Rated,
    Resumed,
    Searched,
    Turn,
    Untaught,
    WantedHelp,
    WantedToAsk,
    WantedToAskSomebody,
    WantedToBeLetIn,
    WantedToChange,
    WantedToComeBack,
    WantedToFilter,
    WantedToPause,
    WantedToReply,
    WantedToReport,
    WantedToTake,
    WantedToTeach,
    WantedToTell,
    WantedToWork,
    WentBack,
)
from storage.failures import StorageFailed

Writing = WantedToReport | Resumed | Answered | WentBack | Left | Searched | WantedToChange | Discarded
Questions = Rated | WantedToAskSomebody | OpenedQuestions | OpenedQuestion | WantedToTeach | Untaught
Handling = (
    OpenedCase
    | Acknowledged
    | CannotTake
    | WantedToReply
    | ClosedCode
    | WantedToPause
    | WantedToWork
    | WantedToBeLetIn
    | OpenedLog
    | WantedToFilter
    | WantedToTake
)


async def answer(desk: Desk, turn: Turn) -> Reply:
    """Answers a turn. When what it needed could not be stored, the answer says so and what to do instead."""
    try:
        return await dispatch(desk, turn)
    except StorageFailed as fault:
        desk.failed(fault)
        return not_saved(desk, turn)


async def dispatch(desk: Desk, turn: Turn) -> Reply:
    """Hands a turn to its handler. Raises StorageFailed when what it needed could not be stored."""
    match turn:
        case Answered() | WantedToChange() if own_forms.is_one(turn.draft):
            return await own_forms.answer(desk, turn)
        case (
            WantedToReport()
            | Resumed()
            | Answered()
            | WentBack()
            | Left()
            | Searched()
            | WantedToChange()
            | Discarded()
        ):
            return await _writing(desk, turn)
        case OpenedHome():
            return await home.home(desk, turn)
        case WantedHelp():
            return await help_now.ring(desk)
        case WantedToTell() | WantedToComeBack():  # where nothing can be told without a name
            return await help_now.tell(desk)
        case WantedToAsk():
            return await guidance.ask(desk, turn)
        case Rated() | WantedToAskSomebody() | OpenedQuestions() | OpenedQuestion() | WantedToTeach() | Untaught():
            return await _questions(desk, turn)
        case OpenedReport():
            return await own_report.open_report(desk, turn)
        case _ if isinstance(turn, Handling):
            return await _handling(desk, turn)
        case _:
            assert_never(turn)


async def _writing(desk: Desk, turn: Writing) -> Reply:
    """What whoever writes a report does."""
    match turn:
        case WantedToReport():
            return await report.start(desk, turn)
        case Resumed():
            return await report.resume(desk, turn)
        case Answered():
            return await report.answer(desk, turn)
        case WentBack():
            return await report.back(desk, turn)
        case Left():
            return await report.leave(desk, turn)
        case Searched():
            return await report.search(desk, turn)
        case WantedToChange():
            return await report.change(desk, turn)
        case Discarded():
            return await report.discard(desk, turn)
        case _:
            assert_never(turn)


async def _questions(desk: Desk, turn: Questions) -> Reply:
    """What comes of questions about the policy."""
    match turn:
        case Rated():
            return await rating.rate(desk, turn)
        case WantedToAskSomebody():
            return await asking_somebody.ask(desk, turn)
        case OpenedQuestions():
            return await question_lists.lists(desk, turn)
        case OpenedQuestion():
            return await answering_questions.open_question(desk, turn)
        case WantedToTeach():
            return await teaching.ask(desk, turn)
        case Untaught():
            return await teaching.unteach(desk, turn)
        case _:
            assert_never(turn)


async def _handling(desk: Desk, turn: Handling) -> Reply:
    """What those who handle cases do."""
    match turn:
        case OpenedCase():
            return await cases.open_case(desk, turn)
        case Acknowledged():
            return await cases.acknowledge(desk, turn)
        case CannotTake():
            return await cases.cannot_take(desk, turn)
        case WantedToReply():
            return await replying.ask(desk, turn)
        case ClosedCode():
            return await replying.close_code(desk, turn)
        case WantedToPause():
            return await pausing.pause(desk, turn)
        case WantedToWork():
            return await tasks.ask(desk, turn)
        case WantedToBeLetIn():
            return await letting_in.ask(desk, turn)
        case OpenedLog():
            return await log.lists(desk, turn)
        case WantedToFilter():
            return log.ask(desk, turn)
        case WantedToTake():
            return await log_table.offer(desk, turn)
        case _:
            assert_never(turn)
