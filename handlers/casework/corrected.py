"""What kind a case is stays as somebody put it right, whatever comes from its reporter after that."""

from dataclasses import replace

from dialogs.case import Case
from dialogs.casework.record import Act
from dialogs.policy import Policy
from dialogs.triage import Assessment
from storage import audit
from storage.database import Transaction


async def as_corrected(tx: Transaction, case: Case, policy: Policy, assessment: Assessment) -> Assessment:
    """What the answers mean, with the kind and route that somebody gave the case. What is about staff goes its way."""
    if not any(entry.what == Act.CATEGORY for entry in await audit.readable(tx, case.id)):
        return assessment
    route = assessment.route if assessment.staff else policy.routes[case.route]
    return replace(assessment, category=policy.categories[case.category], route=route)
