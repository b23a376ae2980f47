"""What somebody told us becomes a case, and only then is called received. Sent again, it is the same one.

The case is like any other, but that nobody knows whose it is: it keeps days and no times.
"""

from dataclasses import replace

from dialogs import receipt, triage
from dialogs.alerts import To, told_by
from dialogs.case import Case, Report
from dialogs.days import beginning
from dialogs.escalation import first_owed
from dialogs.triage import Assessment
from handlers.at_once import at_once
from handlers.concern import sent
from handlers.concern.desk import ConcernDesk
from handlers.concern.filling import Ready
from handlers.concern.joining import again, due, is_at_once
from handlers.concern.pausing import is_resting
from handlers.people import told_keys
from handlers.recording import note
from handlers.reply import Asked
from storage import cases, concerns, outbox, policies, receipts, unordered
from storage.concerns import Concern
from storage.database import Transaction
from storage.failures import ReferenceTaken
from storage.receipts import Known

TRIES_AT_A_REFERENCE = 20


class NoReferenceFree(Exception):
    """So many references in a row were taken that chance cannot be to blame. Nothing was stored."""


async def send(at: ConcernDesk, ready: Ready) -> Asked:
    """Stores it, and returns the screen with its code. Raises StorageFailed."""
    assessment = triage.assess(at.desk.policy, at.desk.organisation, ready.answers)
    if not told_keys(assessment, at.desk.organisation, at.desk.clock.now()):
        return sent.nobody_may_read(ready, assessment)
    urgent = is_at_once(at.desk.policy, assessment, ready.answers)
    known = receipts.known(await at.stretching.of_nonce(ready.nonce, urgent=urgent))
    refused = await at_once(lambda: _store(at, known, ready, assessment))
    if refused is not None:
        return refused
    if urgent:  # of anything else nothing is due yet, and looking for it would hold up whoever sends next
        at.desk.wake()
    keyring = at.stretching.keyring
    code = receipt.spelled(receipts.code_secret(keyring, ready.nonce))
    return sent.code_shown(ready, assessment, code)


async def _store(at: ConcernDesk, known: Known, ready: Ready, assessment: Assessment) -> Asked | None:
    """What to show instead of the code, if it was not taken."""
    async with at.desk.database.transaction() as tx:
        before = await concerns.find(tx, known.id)
        if before is not None:
            return await again(at, tx, before, ready)
        if not is_at_once(at.desk.policy, assessment, ready.answers) and await is_resting(at.desk, tx):
            return sent.resting(ready)
        if await unordered.has_begun(tx, receipts.case_of(at.stretching.keyring, known.id)):
            return sent.too_old(ready)
        await _first(at, tx, known, ready, assessment)
        return None


async def _first(at: ConcernDesk, tx: Transaction, known: Known, ready: Ready, assessment: Assessment) -> None:
    desk = at.desk
    case = _case(at, known, ready, assessment)
    owed = first_owed(case, assessment, desk.policy, desk.organisation, case.started)
    case = await _stored(at, tx, known, replace(case, told=told_by(owed)))
    today = desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()
    await concerns.add(tx, Concern(known.id, case.id, today), known)
    await policies.remember(tx, desk.policy.hash, desk.policy_files)
    facts = {"severity": case.severity.value, "category": case.category, "because": " ".join(assessment.because)}
    await note(desk, tx, case, "", "received", facts)
    for each in owed:
        await outbox.owe(tx, each)
    channel = "yes" if any(each.to is To.CHANNEL for each in owed) else "no"
    await note(desk, tx, case, "", "alerts owed", {"to": ",".join(sorted(told_by(owed))), "channel": channel})


def _case(at: ConcernDesk, known: Known, ready: Ready, assessment: Assessment) -> Case:
    desk, keyring = at.desk, at.stretching.keyring
    day = beginning(desk.clock.now(), desk.organisation.hours.time_zone)
    return Case(
        id=receipts.case_of(keyring, known.id),
        reference=receipts.reference_of(keyring, known.id),
        draft="",
        policy=desk.policy.hash,
        severity=assessment.severity,
        category=assessment.category.id,
        route=assessment.route.id,
        centre="",
        opened=day,
        reporter="",
        reporter_name="",
        excluded=assessment.excluded,
        reports=(Report(day, ready.answers),),
        complete=True,
        since=due(at, at_once=is_at_once(at.desk.policy, assessment, ready.answers)),
    )


async def _stored(at: ConcernDesk, tx: Transaction, known: Known, case: Case) -> Case:
    """Stores the case, under another reference if its own is taken."""
    for attempt in range(1, TRIES_AT_A_REFERENCE + 1):
        try:
            await cases.add(tx, case)
        except ReferenceTaken:
            case = replace(case, reference=receipts.reference_of(at.stretching.keyring, known.id, attempt))
        else:
            await unordered.begin(tx, case.id)
            return case
    raise NoReferenceFree
