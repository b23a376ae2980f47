"""Reads what a policy says of working a case, beside its steps: `casework.yaml`."""

from dialogs.casework.rules import Casework, Clock, Closing, Decision
from dialogs.forms import Option
from dialogs.policy_parts import span
from dialogs.policy_retention import read_retention
from dialogs.severity import Severity, Span, Unit
from dialogs.yaml_table import Noted, Table, named

A_DAY = Span(1, Unit.WORKING_DAYS)
"""Stands in for a span that cannot be read."""


def read_casework(table: Table) -> Casework:
    """The rules. All of them may be left out; one that is there must be whole."""
    casework = Casework(
        table.texts("order"),
        {name: _decision(name, each) for name, each in table.table("decisions", needed=False).named()},
        _options(table, "agencies"),
        tuple(_clock(name, each) for name, each in table.table("clocks", needed=False).named()),
        _closing(table.table("closing", needed=False)),
        table.references("go_ahead", "role"),
        _stands_in(table.table("stands_in", needed=False)),
        table.number("same_person_within", Casework().same_person_within),
        table.references("let_in_told", "role"),
        table.references("copies", "role"),
        table.texts("names_in"),
        read_retention(table.table("retention", needed=False)),
    )
    table.done()
    return casework


def _decision(name: str, table: Table) -> Decision:
    outcomes = _options(table, "outcomes")
    decision = Decision(
        name,
        table.text("title"),
        table.references("by", "role"),
        outcomes,
        _options(table, "reasons"),
        _some_of(table, "explained", "outcomes", outcomes),
        _some_of(table, "reviewed", "outcomes", outcomes),
    )
    if not table.broken:
        if not decision.by:
            table.fault(table.line_of("by"), f"the decision '{name}' needs 'by': the roles that may decide it")
        if not outcomes:
            table.fault(table.line_of("outcomes"), f"the decision '{name}' needs 'outcomes': what can be decided")
    table.done()
    return decision


def _clock(name: str, table: Table) -> Clock:
    clock = Clock(
        name,
        table.text("words"),
        table.parsed("within", span, A_DAY, "a span like '1 working days'", needed=True),
        table.references("procedures", "procedure or overlay"),
        table.references("steps", "step"),
        table.text("source"),
        table.day("since"),
        table.day("until"),
        table.day("checked"),
    )
    if not table.broken:
        if not clock.procedures:
            table.fault(table.line_of("procedures"), f"the clock '{name}' needs 'procedures': it would never run")
        if not clock.steps:
            table.fault(table.line_of("steps"), f"the clock '{name}' needs 'steps': it would never stop")
    table.done()
    return clock


def _closing(table: Table) -> Closing:
    told = _options(table, "told")
    closing = Closing(
        _options(table, "outcomes"),
        told,
        _some_of(table, "explained", "told", told),
        _options(table, "themes"),
        table.all_parsed("second", lambda text: named(text, Severity), f"some of: {', '.join(Severity)}"),
    )
    table.done()
    return closing


def _stands_in(table: Table) -> dict[str, str]:
    """The keys are roles too."""
    names = table.keys()
    table.findings.references.extend(Noted(table.file, table.line_of(name), "role", name) for name in names)
    return {name: table.reference(name, "role") for name in names}


def _options(table: Table, key: str) -> tuple[Option, ...]:
    """What can be chosen: ids, and the words for each."""
    several = table.table(key, needed=False)
    return tuple(Option(name, several.text(name)) for name in several.ids())


def _some_of(table: Table, key: str, whose: str, options: tuple[Option, ...]) -> tuple[str, ...]:
    known = {option.id for option in options}
    return table.all_parsed(key, lambda text: text if text in known else None, f"ids from '{whose}'")
