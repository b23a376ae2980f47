"""Checks what one part of a policy says about another: that every id exists, and that every quote is in the policy."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from dialogs.faults import Fault
from dialogs.policy import FINDER, Policy, ProcedureKind
from dialogs.yaml_table import Noted

OUTSIDE = frozenset({"lado", "front_door", "out_of_hours"})
"""Contacts of a route that the local authority of the case answers, not a signpost."""

SHOWN = 60
"""So many characters of a quote are shown in a fault."""


def reference_faults(policy: Policy, references: Iterable[Noted]) -> tuple[Fault, ...]:
    """A fault for every id that is not declared anywhere."""
    declared = _declared(policy)
    return tuple(
        Fault(noted.file, noted.line, f"there is no {noted.kind} called '{noted.text}'")
        for noted in references
        if noted.text not in declared[noted.kind] and not _free(policy, noted)
    )


def quote_faults(text: str, quotes: Iterable[Noted]) -> tuple[Fault, ...]:
    """A fault for every quote that the policy's text does not hold, whatever its line breaks."""
    source = _unbroken(text)
    return tuple(
        Fault(noted.file, noted.line, f"'{noted.kind}' is not in policy.txt in these words: \"{_start(noted.text)}\"")
        for noted in quotes
        if _unbroken(noted.text) not in source
    )


def _declared(policy: Policy) -> Mapping[str, AbstractSet[str]]:
    kinds = {name: procedure.kind for name, procedure in policy.procedures.items()}
    return {
        "role": policy.roles.keys(),
        "owner": policy.roles.keys() | {FINDER},
        "passage": policy.passages.keys(),
        "source": policy.obligations.keys(),
        "erratum": policy.errata.keys(),
        "signpost": policy.signposts.keys(),
        "contact": policy.signposts.keys() | OUTSIDE,
        "procedure": {name for name, kind in kinds.items() if kind is ProcedureKind.POLICY},
        "overlay": {name for name, kind in kinds.items() if kind is ProcedureKind.OVERLAY},
        "procedure or overlay": policy.procedures.keys(),
        "step": {step.id for procedure in policy.procedures.values() for step in procedure.steps},
        "route": policy.routes.keys(),
        "category": policy.categories.keys(),
        "form": policy.forms.keys(),
        "decision": policy.casework.decisions.keys(),
        "outcome of closing": {option.id for option in policy.casework.closing.outcomes},
    }


def _free(policy: Policy, noted: Noted) -> bool:
    """Whether it is a source that is no obligation: those that are numbered like obligations must be."""
    prefixes = {_prefix(name) for name in policy.obligations}
    return noted.kind == "source" and _prefix(noted.text) not in prefixes


def _prefix(name: str) -> str:
    return name.rstrip("0123456789")


def _unbroken(text: str) -> str:
    return " ".join(text.split())


def _start(text: str) -> str:
    words = _unbroken(text)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}..."
