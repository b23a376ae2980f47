"""A learner tells someone with their name: a report like any other, on the form of those who tell.

Nothing of it was stored before it was sent. Sent twice, it is one case.
"""

from dataclasses import replace

from dialogs import triage, wording_learner
from dialogs.case import Draft
from dialogs.forms import Tone
from handlers.at_once import at_once
from handlers.concern import sent
from handlers.concern.filling import Ready
from handlers.people import told_keys
from handlers.receiving import send as send_report
from handlers.reply import Asked, Told
from handlers.screens import Standing
from handlers.turn import Who
from storage import cases, drafts, receipts


async def send(ready: Ready, who: Who) -> Asked:
    """Stores it under their name. Raises StorageFailed."""
    desk = ready.filling.at.desk
    now = desk.clock.now()
    assessment = triage.assess(desk.policy, desk.organisation, ready.answers)
    if not told_keys(assessment, desk.organisation, now):
        return sent.nobody_may_read(ready, assessment)
    draft_id = receipts.draft_of(desk.stretching.keyring, ready.nonce)
    draft = Draft(draft_id, who.key, ready.filling.rules.form, desk.policy.hash, ready.answers, {}, now)
    refused = await at_once(lambda: _store(ready, draft, who))
    if refused is not None:
        return refused
    desk.wake()
    thanks = Told(wording_learner.ABOUT_YOU, Tone.CALM, ())
    return replace(sent.thanked(ready), notices=(thanks, *sent.what_next(ready, assessment)))


async def _store(ready: Ready, draft: Draft, who: Who) -> Asked | None:
    """Other answers than before join its case. What to show instead, if it was not taken."""
    desk = ready.filling.at.desk
    form = desk.policy.forms[draft.form]
    async with desk.database.transaction() as tx:
        kept = await drafts.load(tx, draft.id, draft.changed)
        case = await cases.lock(tx, kept.case) if kept is not None else None
        if case is None and await cases.from_draft(tx, draft.id):
            return sent.too_old(ready)
        if case is None or all(each.answers != ready.answers for each in case.reports):
            draft = replace(draft, case=case.id if case is not None else "")
            at = Standing(draft, form, desk.policy, desk.organisation, draft.changed, who.name, case)
            await send_report(desk, tx, at)
    return None
