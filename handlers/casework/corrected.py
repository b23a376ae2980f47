"""What kind a case is stays as somebody put it right, whatever comes from its reporter after that."""

from contextlib import suppress
from dataclasses import replace

from dialogs.case import Case
from dialogs.casework.record import Act
from dialogs.policy import Policy
from dialogs.triage import Assessment
from storage import audit
from storage.database import Transaction
from storage.failures import SealBroken


async def as_corrected(tx: Transaction, case: Case, policy: Policy, assessment: Assessment) -> Assessment:
    """What the answers mean, with the kind and route that somebody gave the case. What is about staff stays so."""
    if assessment.staff or not await _corrected(tx, case):
        return assessment
    return replace(assessment, category=policy.categories[case.category], route=policy.routes[case.route])


async def _corrected(tx: Transaction, case: Case) -> bool:
    with suppress(SealBroken):  # a damaged record stops nothing from coming in
        return any(entry.what == Act.CATEGORY for entry in await audit.entries(tx, case.id))
    return False
