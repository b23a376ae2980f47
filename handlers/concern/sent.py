"""What somebody reads once it is stored: their code, who reads it and when, what to do until then, whom to ring."""

from dataclasses import replace

from dialogs import wording, wording_learner
from dialogs.escalation import is_urgent
from dialogs.forms import Tone, holds
from dialogs.ladder import ladder
from dialogs.office_hours import in_words, is_open, next_digest, next_opening
from dialogs.summary import role_title
from dialogs.triage import Assessment
from handlers.concern.desk import ConcernDesk
from handlers.concern.filling import Ready
from handlers.concern.progress import Kind as Screens
from handlers.concern.showing import SAVED, always, plain, screen_of, told
from handlers.numbers import numbers, plain_numbers
from handlers.reply import Asked, Told
from storage import receipts


def code_shown(ready: Ready, assessment: Assessment, code: str) -> Asked:
    """The code, for the first time. To be shown only after the commit."""
    at = ready.filling.at
    carried = f"{Screens.SHOWN}.{receipts.token_of(at.stretching.keyring, ready.nonce)}"
    next_ones = what_next(ready, assessment)
    first = tuple(each for each in next_ones[:-1] if each.tone is Tone.URGENT)
    rest = tuple(each for each in next_ones if each not in first)
    come_back = Told(wording_learner.COME_BACK, Tone.CALM, ())
    notices = (*first, Told(wording_learner.SENT_CODE, Tone.URGENT, ()), come_back, *rest)
    shown = plain(at, carried, SAVED, wording_learner.SENT)
    return replace(shown, notices=notices, code=code, submit=wording_learner.SAVED)


def thanked(ready: Ready) -> Asked:
    """That it is stored, without a code."""
    return plain(ready.filling.at, "", SAVED, wording_learner.SENT)


def once_more(at: ConcernDesk, code: str) -> Asked:
    """The code, for the last time."""
    shown = plain(at, "", SAVED, wording_learner.CODE_AGAIN)
    first = Told(wording_learner.CODE_AGAIN_WHAT, Tone.CALM, ())
    return replace(shown, notices=(first, *shown.notices), code=code)


def what_next(ready: Ready, assessment: Assessment) -> tuple[Told, ...]:
    """What happens now, in honest hours, and what to do meanwhile."""
    at = ready.filling.at
    rules = ready.filling.rules
    after = tuple(told(at, each, assessment) for each in rules.after if holds(each.only_if, ready.answers))
    lines = (wording_learner.NOT_YOUR_FAULT, *_read_when(at, assessment, named=ready.named))
    who = Told(wording_learner.WHO_WILL_KNOW, Tone.CALM, ())
    return (Told("\n".join(lines), Tone.CALM, ()), *after, who, _ring(at, assessment))


def nobody_may_read(ready: Ready, assessment: Assessment) -> Asked:
    """Nothing is taken: everybody who would read it is somebody who must not. What was written stays in the screen."""
    filling = ready.filling
    outside = numbers(
        (*assessment.route.contacts, *assessment.signposts),
        filling.at.desk.policy,
        filling.at.desk.organisation,
        filling.at.desk.clock.now().date(),
    )
    shown = screen_of(filling, filling.last, remark=wording_learner.NOBODY_MAY_READ)
    return replace(shown, notices=(Told(wording_learner.ASK_OUTSIDE, Tone.URGENT, outside), *shown.notices))


def no_more(ready: Ready) -> Asked:
    """Nothing is taken: those who read it take nothing more with this code. The form has a new one now."""
    return _with_a_new_code(ready, wording_learner.NO_MORE)


def too_old(ready: Ready) -> Asked:
    """Nothing is taken: the code of this form is used up. The form, with what was written, has a new one now."""
    return _with_a_new_code(ready, wording_learner.TOO_OLD)


def resting(ready: Ready) -> Asked:
    """Nothing is taken while the form rests, but what is urgent. What was written stays in the screen."""
    filling = ready.filling
    shown = screen_of(filling, filling.last, remark=f"{wording_learner.PAUSED} {wording_learner.PAUSED_WHAT_NOW}")
    return replace(shown, notices=(Told(wording_learner.CANNOT_WAIT, Tone.URGENT, always(filling.at)), *shown.notices))


def _with_a_new_code(ready: Ready, remark: str) -> Asked:
    """The last screen with what was written, as that of a new form."""
    keyring = ready.filling.at.stretching.keyring
    fresh = replace(ready.filling, token=receipts.token_of(keyring, receipts.new_nonce()))
    return screen_of(fresh, fresh.last, remark=remark)


def _read_when(at: ConcernDesk, assessment: Assessment, *, named: bool) -> tuple[str, ...]:
    """Who reads it and when; while nobody is at work, that too."""
    organisation, now = at.desk.organisation, at.desk.clock.now()
    hours = organisation.hours
    rungs = ladder(assessment.route, organisation, assessment.excluded, now)
    role = role_title(rungs[0].people[0], at.desk.policy) if rungs else ""
    lines = [wording_learner.read_by(role, in_words(hours))] if hours.week else []
    if is_urgent(assessment.severity):
        lines.append(wording_learner.ON_ITS_WAY)
    if not is_open(hours, now):
        lines.append(wording_learner.closed_until(wording.clock(next_opening(hours, now), hours.time_zone)))
    if not named:
        at_work = next_digest(hours, now, weekly=False)
        lines.append(wording_learner.answer_after(wording.clock(at_work, hours.time_zone)))
    return tuple(lines)


def _ring(at: ConcernDesk, assessment: Assessment) -> Told:
    desk = at.desk
    known = always(at)
    more = plain_numbers(assessment.signposts, desk.policy, desk.clock.now().date())
    return Told(wording_learner.CANNOT_WAIT, Tone.URGENT, tuple(dict.fromkeys((*known, *more))))
