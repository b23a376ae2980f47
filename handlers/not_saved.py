"""What a person reads when what they sent could not be stored: the truth, whom to ring, and their own words again.

It needs no database. Nothing here says that anything was received.
"""

from dataclasses import replace

from dialogs import walk, wording, wording_downloads, wording_guidance, wording_questions
from dialogs.alerts import Button, Press
from dialogs.case import Draft
from dialogs.forms import Answers, Purpose
from dialogs.ladder import ladder
from handlers import own_forms
from handlers.desk import Desk
from handlers.help_now import always
from handlers.reply import Found, Reply, Said, Way
from handlers.screens import Standing, asked
from handlers.turn import (
    Answered,
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
    WantedToAsk,
    WantedToAskSomebody,
    WantedToBeLetIn,
    WantedToChange,
    WantedToFilter,
    WantedToReport,
    WantedToTake,
    WantedToTeach,
    WantedToWork,
    WentBack,
)

ONLY_SHOW = (
    OpenedHome,
    OpenedCase,
    Resumed,
    OpenedQuestions,
    OpenedQuestion,
    WantedToTeach,
    WantedToWork,
    WantedToBeLetIn,
    OpenedReport,
    OpenedLog,
    WantedToFilter,
)
"""Turns that only show something."""


def late(desk: Desk, turn: Turn) -> Reply:
    """The answer to a turn that is not finished and cannot be waited for: it may be stored yet, or not."""
    return not_saved(desk, turn, wording.NOT_CERTAIN)


def not_saved(desk: Desk, turn: Turn, what: str = wording.NOT_SAVED) -> Reply:
    """The answer to a turn whose transaction failed. A screen is shown again with what was entered in it."""
    if isinstance(turn, ONLY_SHOW):
        return Said(wording.NOT_SHOWN, wording.NOT_SHOWN_WHAT_NOW, always(desk))
    if isinstance(turn, WantedToTake):
        return Said(wording_downloads.TAKE, (wording_downloads.NOT_YET,))
    if isinstance(turn, Searched):
        return Found(())
    if isinstance(turn, Rated):
        return Said(wording_questions.THANKS, (wording_questions.NOT_COUNTED,), (), (Way.ASK, Way.HELP))
    if isinstance(turn, Untaught):
        back = Button(Press.QUESTIONS, wording_questions.WAITING_TITLE, "")
        return Said(wording_questions.NOT_REMOVED, (wording_questions.NOT_REMOVED_WHAT,), buttons=(back,))
    if isinstance(turn, WantedToAsk | WantedToAskSomebody):
        return Said(wording.NOT_SHOWN, wording_guidance.NOT_ANSWERED, always(desk), (Way.ASK, Way.HELP))
    if isinstance(turn, Answered | WantedToChange) and own_forms.is_one(turn.draft):
        return own_forms.not_saved(desk, turn, what)
    policy, now = desk.policy, desk.clock.now()
    form = policy.forms[policy.reporting.form]
    screen, draft = None, Draft("", turn.who.key, form.id, policy.hash, {}, {}, now)
    if isinstance(turn, WantedToReport):
        new = replace(draft, id=desk.randomness.identifier())
        return asked(Standing(new, form, policy, desk.organisation, now), form.screens[0], remark=wording.NOT_KEPT)
    if isinstance(turn, Answered | WentBack | Left | WantedToChange):
        screen = form.screen(turn.screen)
        draft = Draft(turn.draft, turn.who.key, form.id, policy.hash, {}, _entered(turn, desk), now)
    at = Standing(draft, form, policy, desk.organisation, now)
    unseen = isinstance(turn, WantedToChange) and not draft.typed  # another screen than the one that was left
    if screen is None or screen.purpose is Purpose.REVIEW or unseen:
        draft_id = turn.draft if isinstance(turn, Answered | WentBack | Left | WantedToChange) else ""
        return Said(what, wording.NOT_SAVED_WHAT_NOW, always(desk), resume=draft_id)
    shown = asked(at, screen, remark=" ".join((what, *wording.NOT_SAVED_WHAT_NOW, *_ring(at))))
    return replace(shown, version="")  # nobody knows what is stored now


def _entered(turn: Answered | WentBack | Left | WantedToChange, desk: Desk) -> Answers:
    screen = desk.policy.forms[desk.policy.reporting.form].screen(turn.screen)
    return walk.kept(screen, turn.values) if screen is not None else {}


def _ring(at: Standing) -> tuple[str, ...]:
    """Somebody to ring, and nobody whom this person has just named.

    At the review nobody is: who must not be told may stand in answers that cannot be read now.
    """
    typed = {**at.answers, **at.draft.typed}
    assessment = at.assessed(typed)
    rungs = ladder(assessment.route, at.organisation, assessment.excluded, at.now)
    return tuple(wording.ring(person.name, person.phone) for rung in rungs[:1] for person in rung.people)
