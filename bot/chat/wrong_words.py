"""What is wrong with the words of steps that have ended: said once, apart from them, so that the work stands out."""

from collections.abc import Iterable

from handlers.case_parts import ProcedureShown
from handlers.quoting import ErratumShown


def of_ended(procedures: Iterable[ProcedureShown]) -> dict[ErratumShown, str]:
    """Everything that is wrong with their words, and the steps that each is about: 'A1, A4'."""
    found: dict[ErratumShown, list[str]] = {}
    for step in (step for each in procedures for step in each.steps if step.ended):
        for erratum in step.errata:
            found.setdefault(erratum, []).append(step.id)
    return {erratum: ", ".join(ids) for erratum, ids in found.items()}
