"""Where somebody's draft stands: begun, found again, answered, kept."""

from dataclasses import replace

from dialogs import walk
from dialogs.case import Draft
from dialogs.forms import Answers, Screen
from handlers.desk import Desk
from handlers.screens import MICROSECOND, Standing
from handlers.turn import Answered, Who
from handlers.values import Values
from storage import cases, drafts
from storage.database import Transaction

ID_LENGTH = 32


def new(desk: Desk, who: Who, draft_id: str) -> Standing:
    """A report that nothing was entered in yet. It is not stored."""
    policy, now = desk.policy, desk.clock.now()
    draft = Draft(draft_id, who.key, policy.reporting.form, policy.hash, {}, {}, now)
    return Standing(draft, policy.forms[draft.form], policy, desk.organisation, now, who.name)


async def first_answer(desk: Desk, tx: Transaction, turn: Answered) -> Standing | None:
    """A draft begins with the answer to the first screen: only that may name an id that is not stored yet."""
    at = new(desk, turn.who, turn.draft)
    well_formed = len(turn.draft) == ID_LENGTH and turn.draft.isascii() and turn.draft.isalnum()
    if not well_formed or turn.screen != at.form.screens[0].id or await drafts.load(tx, turn.draft, at.now) is not None:
        return None
    if await cases.from_draft(tx, turn.draft):  # its rest was thrown away, or is too old: this is another report
        return new(desk, turn.who, desk.randomness.identifier())
    return at


async def find(desk: Desk, tx: Transaction, who: Who, draft_id: str) -> Standing | None:
    """The stored draft, if it is this person's. Somebody else's is as good as none."""
    now = desk.clock.now()
    draft = await drafts.load(tx, draft_id, now)
    if draft is None or draft.person != who.key:
        return None
    policy = await desk.policy_of(tx, draft.policy)
    case = await cases.lock(tx, draft.case) if draft.case else None
    return Standing(draft, policy.forms[draft.form], policy, desk.organisation, now, who.name, case)


def accepted(at: Standing, screen: Screen, answers: Answers) -> Standing:
    """The draft with a screen answered. Nothing is stored by this."""
    fields = {field.id for field in screen.fields}
    typed = {key: value for key, value in at.draft.typed.items() if key not in fields}
    return replace(at, draft=replace(at.draft, answers=answers, typed=typed))


async def kept(tx: Transaction, at: Standing) -> Standing:
    """Stores the draft as it stands, changed now: later than before, even if the clock went back."""
    at = replace(at, draft=replace(at.draft, changed=max(at.now, at.draft.changed + MICROSECOND)))
    await drafts.save(tx, at.draft)
    return at


def with_typed(at: Standing, typed: Answers) -> Standing:
    """The draft with these unconfirmed entries, and no others. Nothing is stored by this."""
    return replace(at, draft=replace(at.draft, typed=typed))


def entered(at: Standing, screen: Screen, values: Values) -> Standing:
    """The draft with what was entered on a screen, beside what was entered before. Nothing is stored by this."""
    return with_typed(at, {**at.draft.typed, **walk.kept(screen, values)})
