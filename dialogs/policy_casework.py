"""Reads what a policy says of working a case, beside its steps: `casework.yaml`."""

from collections.abc import Mapping

from dialogs.casework.rules import Casework, Clock, Closing, Contradicted, Decision, Fits
from dialogs.forms import AnyOf, Condition, Option
from dialogs.policy_conditions import Known, condition
from dialogs.policy_parts import span
from dialogs.policy_retention import read_retention
from dialogs.severity import Severity, Span, Unit
from dialogs.yaml_table import Noted, Table, named, whole_number

A_DAY = Span(1, Unit.WORKING_DAYS)
"""Stands in for a span that cannot be read."""

NEVER = AnyOf(())
"""Stands in for a condition that is missing, which is a fault anyway."""


def read_casework(table: Table, known: Known | None) -> Casework:
    """The rules. All of them may be left out; one that is there must be whole.

    `known` are the fields of the forms, None if those cannot be read.
    """
    agencies = _options(table, "agencies")
    casework = Casework(
        table.texts("order"),
        {name: _decision(name, each, known) for name, each in table.table("decisions", needed=False).named()},
        agencies,
        tuple(_clock(name, each) for name, each in table.table("clocks", needed=False).named()),
        _closing(table.table("closing", needed=False)),
        table.references("go_ahead", "role"),
        _stands_in(table.table("stands_in", needed=False)),
        table.number("same_person_within", Casework().same_person_within),
        table.references("let_in_told", "role"),
        table.references("copies", "role"),
        table.texts("names_in"),
        read_retention(table.table("retention", needed=False)),
        _some_of(table, "unreferenced", "agencies", agencies),
        table.parsed("forgotten_after", whole_number, None, "a whole number from 1"),
        {each.reference("step", "step"): _said_done(each, known) for each in table.tables("said_done")},
    )
    table.done()
    return casework


def _said_done(table: Table, known: Known | None) -> Condition:
    """By which answers a reporter says that a step was done."""
    table.node("when", needed=True)
    when = condition(table, "when", known) or NEVER
    table.done()
    return when


def _decision(name: str, table: Table, known: Known | None) -> Decision:
    outcomes, reasons = _options(table, "outcomes"), _options(table, "reasons")
    decision = Decision(
        name,
        table.text("title"),
        table.references("by", "role"),
        outcomes,
        reasons,
        _some_of(table, "explained", "outcomes", outcomes),
        _some_of(table, "reviewed", "outcomes", outcomes),
        _contradicted(table.table("contradicted", needed=False), reasons, known),
    )
    if not table.broken:
        if not decision.by:
            table.fault(table.line_of("by"), f"the decision '{name}' needs 'by': the roles that may decide it")
        if not outcomes:
            table.fault(table.line_of("outcomes"), f"the decision '{name}' needs 'outcomes': what can be decided")
    table.done()
    return decision


def _contradicted(several: Table, reasons: tuple[Option, ...], known: Known | None) -> dict[str, Contradicted]:
    """What speaks against some of the reasons. Nothing speaks against what is chosen instead: there is always a way."""
    _are_some_of(several, "reasons", reasons)
    others = {option.id for option in reasons} - set(several.keys())
    found = {}
    for name, table in several.named():
        table.node("when", needed=True)
        when = condition(table, "when", known) or NEVER
        wanted = "another id from 'reasons', not listed here"
        instead = table.parsed("instead", lambda text: text if text in others else None, "", wanted, needed=True)
        found[name] = Contradicted(when, instead)
        table.done()
    return found


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
    outcomes, told = _options(table, "outcomes"), _options(table, "told")
    closing = Closing(
        outcomes,
        told,
        _some_of(table, "explained", "told", told),
        _options(table, "themes"),
        table.all_parsed("second", lambda text: named(text, Severity), f"some of: {', '.join(Severity)}"),
        _only_for(table, "outcomes", outcomes),
        _only_for(table, "told", told),
    )
    table.done()
    return closing


def _only_for(table: Table, whose: str, options: tuple[Option, ...]) -> Mapping[str, tuple[Fits, ...]]:
    """Which cases some of the options are for. One at least must be for every case."""
    key = f"{whose}_for"
    several = table.table(key, needed=False)
    _are_some_of(several, whose, options)
    found = {name: tuple(_fits(each) for each in several.tables(name)) for name in several.ids()}
    if options and found.keys() >= {option.id for option in options}:
        table.fault(table.line_of(key), f"one of '{whose}' at least must be for every case")
    return found


def _fits(table: Table) -> Fits:
    fits = Fits(
        table.references("routes", "route"),
        table.references("categories", "category"),
        table.flag("unnamed", default=False),
    )
    if not table.broken and fits == Fits():
        table.fault(table.line, "this must say which cases: 'routes', 'categories' or 'unnamed: true'")
    table.done()
    return fits


def _stands_in(table: Table) -> dict[str, str]:
    """The keys are roles too."""
    names = table.keys()
    table.findings.references.extend(Noted(table.file, table.line_of(name), "role", name) for name in names)
    return {name: table.reference(name, "role") for name in names}


def _options(table: Table, key: str) -> tuple[Option, ...]:
    """What can be chosen: ids, and the words for each."""
    several = table.table(key, needed=False)
    return tuple(Option(name, several.text(name)) for name in several.ids())


def _are_some_of(several: Table, whose: str, options: tuple[Option, ...]) -> None:
    """The keys are ids of options."""
    known = {option.id for option in options}
    for name in (each for each in several.ids() if each not in known):
        several.fault(several.line_of(name), f"'{name}' is not an id from '{whose}'")


def _some_of(table: Table, key: str, whose: str, options: tuple[Option, ...]) -> tuple[str, ...]:
    known = {option.id for option in options}
    return table.all_parsed(key, lambda text: text if text in known else None, f"ids from '{whose}'")
