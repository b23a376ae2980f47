"""Reads procedures and overlays: ordered steps, each with the words that it stands on.

The steps of the policy's own procedures, and those of an overlay that name a passage, must be exact quotes.
"""

from collections.abc import Iterable, Mapping

from dialogs.policy import Procedure, ProcedureKind, Proof, Step
from dialogs.policy_forms import worded
from dialogs.yaml_table import Table, identified


def read_procedures(table: Table, allowed: ProcedureKind, taken: set[str]) -> dict[str, Procedure]:
    """The procedures of one file, which are all of one kind. `taken` gathers the ids of steps: each is there once."""
    procedures: dict[str, Procedure] = {}
    for name, each in table.named():
        kind = each.choice("kind", ProcedureKind)
        if kind is not allowed and not each.broken:
            each.fault(each.line_of("kind"), f"only procedures of 'kind: {allowed}' are in this file")
        procedures[name] = Procedure(
            name,
            each.text("title"),
            kind,
            each.text("trigger", ""),
            _steps(each, kind, taken),
            each.text("source", ""),
            each.day("checked"),
            each.text("warning", ""),
        )
        each.done()
    return procedures


def _steps(procedure: Table, kind: ProcedureKind, taken: set[str]) -> tuple[Step, ...]:
    several = identified(procedure.tables("steps", needed=True))
    steps = tuple(_step(name, table, kind) for name, table in several)
    after = {step.id: step.after for step in steps}
    for (name, table), step in zip(several, steps, strict=True):
        if name in taken:
            table.fault(table.line_of("id"), f"the step '{name}' is in another procedure already")
        if name in _waits_for(step.after, after):
            table.fault(table.line_of("after"), f"the step '{name}' would wait for itself")
    taken.update(after)
    return steps


def _waits_for(names: Iterable[str], after: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Those steps, what they wait for, and so on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(after.get(name, ()))
    return found


def _step(name: str, table: Table, kind: ProcedureKind) -> Step:
    passage = table.reference("passage", "passage", "")
    quoted = kind is ProcedureKind.POLICY or bool(passage)
    step = Step(
        name,
        table.quote("words") if quoted else table.text("words"),
        quoted,
        passage or None,
        table.reference("owner", "owner"),
        table.choice("proof", Proof, Proof.TICK),
        table.text("help", ""),
        table.references("errata", "erratum"),
        table.references("after", "step"),
        worded(table, "tell_finder", ""),
        table.text("shared", ""),
        table.reference("decision", "decision", ""),
    )
    if step.decision and step.proof is not Proof.DECISION:
        table.fault(table.line_of("decision"), f"only a step of 'proof: {Proof.DECISION}' has a 'decision'")
    table.done()
    return step
