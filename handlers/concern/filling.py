"""Somebody fills in what they want to tell us. Until the last screen is sent nothing of it is stored anywhere."""

from dataclasses import dataclass, replace

from dialogs import walk, wording_learner
from dialogs.forms import Answers, Screen
from dialogs.reporting import CODE_ONLY, NAMED, ConcernRules
from handlers.concern.desk import ConcernDesk
from handlers.concern.progress import Carried, choices
from handlers.concern.showing import Filling, screen_of
from handlers.reply import Asked
from handlers.values import Values
from storage import receipts


@dataclass(frozen=True, slots=True)
class Ready:
    """A form whose last screen was sent: every answer that counts, and what is to be shown if it cannot be taken."""

    filling: Filling
    nonce: bytes
    answers: Answers
    named: bool


def begin(at: ConcernDesk, rules: ConcernRules, remark: str = "") -> Asked:
    """The first screen.

    The key of its code is worked out from now on, while the form is being filled in.
    """
    nonce = receipts.new_nonce()
    if at.settings.code_only:
        at.stretching.begin(nonce)
    filling = Filling(at, rules, receipts.token_of(at.stretching.keyring, nonce), {})
    return screen_of(filling, filling.form.screens[0], remark=remark)


def of(at: ConcernDesk, rules: ConcernRules, carried: Carried) -> tuple[Filling, bytes] | None:
    """The form that a screen carried, and its nonce; None if we never gave it out."""
    nonce = receipts.nonce_of(at.stretching.keyring, carried.secret)
    if nonce is None:
        return None
    form = at.desk.policy.forms[rules.form]
    return Filling(at, rules, carried.secret, choices(carried.chosen, form)), nonce


def answer(filling: Filling, nonce: bytes, name: str, values: Values) -> Asked | Ready:
    """Takes the answers to a screen, and shows the next one; `Ready` when that was the last and all is well."""
    screen = filling.screen(name)
    if screen is None:
        return screen_of(filling, _place(filling))
    if screen.id == filling.last.id:
        return _ready(filling, nonce, values)
    read = walk.reply(screen, filling.answers, values, {})
    if isinstance(read, walk.NotUnderstood):
        return screen_of(filling, screen, problems=read.problems)
    forward = replace(filling, answers=read.answers)
    return screen_of(forward, _place(forward))


def back(filling: Filling, name: str, values: Values) -> Asked:
    """The screen before this one. What was chosen here goes along, and nothing was typed here."""
    screen = filling.screen(name)
    before = walk.before(filling.form, filling.answers, name)
    if screen is not None and screen.id != filling.last.id:
        chosen = walk.reply(screen, filling.answers, values, {})
        if isinstance(chosen, walk.Accepted):
            filling = replace(filling, answers=chosen.answers)
    return screen_of(filling, before or screen or _place(filling))


def look(filling: Filling, name: str, values: Values, remark: str = "") -> Asked:
    """The screen again, with what is entered in it."""
    screen = filling.screen(name) or _place(filling)
    return screen_of(replace(filling, typed=walk.kept(screen, values)), screen, remark=remark)


def _ready(filling: Filling, nonce: bytes, values: Values) -> Asked | Ready:
    last = filling.last
    filling = replace(filling, typed=walk.kept(last, values))
    read = walk.reply(last, {}, {**values, **_how(filling, values)}, {})
    if isinstance(read, walk.NotUnderstood):
        return screen_of(filling, last, problems=read.problems)
    how = read.answers.get(filling.rules.how, "")
    named = not filling.at.settings.code_only or (filling.at.settings.named and how == NAMED)
    # Whatever was chosen on any way to here counts: an answer that is changed in the end takes nothing of it back.
    answers = {**filling.answers, **read.answers, filling.rules.how: NAMED if named else CODE_ONLY}
    return Ready(filling, nonce, answers, named)


def _how(filling: Filling, values: Values) -> Values:
    """With a name or a code, as it was chosen. Where nothing was, no name is given."""
    how = filling.rules.how
    chosen = "".join(values.get(how, ())[:1]) or str(filling.answers.get(how, "")) or CODE_ONLY
    return {how: (chosen,)}


def _place(filling: Filling) -> Screen:
    """Where the form stands: the first screen that is not answered, or the last."""
    place = walk.position(filling.form, filling.answers)
    return filling.last if place is None or place.id == filling.last.id else place


def begin_again(at: ConcernDesk, rules: ConcernRules, values: Values) -> Asked:
    """The form from its start, with what was entered, when what a screen carried is none of ours."""
    fresh = begin(at, rules, wording_learner.BEGIN_AGAIN)
    given = {field.id: values[field.id][0] for field in fresh.fields if values.get(field.id)}
    return replace(fresh, entered=given)
