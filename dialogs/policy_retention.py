"""Reads how long a policy has the records of cases kept: `retention` in `casework.yaml`."""

import re

from dialogs.casework.retention import WRITTEN_DOWN, From, Retention, Rule, Term
from dialogs.yaml_table import Table

MOST_YEARS = 200
YEARS = f"a whole number of years up to {MOST_YEARS}"


def read_retention(table: Table) -> Retention:
    """The rules, in their order. All of it may be left out; what is there must be whole."""
    if not table.keys():
        table.done()
        return Retention()
    several = table.table("rules")
    rules = tuple(_rule(name, each) for name, each in several.named())
    retention = Retention(table.references("by", "role"), rules)
    if not table.broken and not retention.by:
        table.fault(table.line_of("by"), "'retention' needs 'by': the roles that review what is kept")
    _in_order(several, rules)
    table.done()
    return retention


def _in_order(several: Table, rules: tuple[Rule, ...]) -> None:
    """The last rule, and no other, applies to every case."""
    last = next((number for number, rule in enumerate(rules) if rule.always), None)
    if last is None:
        if not several.broken:
            several.fault(several.line, "the last rule must have no conditions: it is for every other case")
        return
    for rule in rules[last + 1 :]:
        several.fault(several.line_of(rule.id), f"the rule '{rule.id}' never applies: '{rules[last].id}' always does")


def _rule(name: str, table: Table) -> Rule:
    rule = Rule(
        name,
        table.text("title"),
        tuple(_term(each) for each in table.tables("terms")),
        tuple(_term(each) for each in table.tables("otherwise")),
        table.parsed("review_every", _years, 0, YEARS),
        table.references("procedures", "procedure or overlay"),
        table.references("routes", "route"),
        table.references("outcomes", "outcome of closing"),
        table.text("source"),
        table.day("checked"),
    )
    if not table.broken:
        _terms_are_whole(rule, table)
    table.done()
    return rule


def _terms_are_whole(rule: Rule, table: Table) -> None:
    if not rule.terms:
        table.fault(table.line_of("terms"), f"the rule '{rule.id}' needs 'terms': how long it is kept")
    if any(each.since in WRITTEN_DOWN for each in rule.otherwise):
        table.fault(table.line_of("otherwise"), "'otherwise' counts from a day that is always known: closed or opened")
    if not rule.otherwise and any(each.since in WRITTEN_DOWN for each in rule.terms):
        problem = f"the rule '{rule.id}' needs 'otherwise': how long it is kept while a day is not known"
        table.fault(table.line_of("otherwise"), problem)


def _term(table: Table) -> Term:
    term = Term(table.choice("from", From), table.parsed("years", _years, MOST_YEARS, YEARS, needed=True))
    table.done()
    return term


def _years(text: str) -> int | None:
    years = int(text) if re.fullmatch(r"[0-9]{1,3}", text) else MOST_YEARS + 1
    return years if years <= MOST_YEARS else None
