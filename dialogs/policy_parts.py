"""Reads the parts of a policy that are lists of facts, from its roles to its severities.

Refuses nothing across parts: what they refer to is checked when everything has been read (`dialogs.policy_checks`).
"""

import re

from dialogs.policy import Category, Erratum, Obligation, Passage, Role, Route, Signpost
from dialogs.policy_forms import worded
from dialogs.severity import Promptness, Severity, SeverityRule, Span, Unit
from dialogs.yaml_table import Table, identified, whole_number

URGENT = frozenset({Severity.S0, Severity.S1})


def read_roles(table: Table) -> dict[str, Role]:
    """The roles: at least one is required, and at least one handles cases."""
    roles: dict[str, Role] = {}
    for name, each in table.named():
        roles[name] = Role(
            name,
            each.text("title"),
            each.flag("required", default=False),
            each.flag("handles", default=False),
            each.texts("aliases"),
            each.references("passages", "passage"),
        )
        each.done()
    if table.broken:
        return roles
    if not any(role.required for role in roles.values()):
        table.fault(table.line, "at least one role must be 'required: true'")
    if not any(role.handles for role in roles.values()):
        table.fault(table.line, "at least one role must be 'handles: true'")
    return roles


def read_passages(several: tuple[Table, ...]) -> dict[str, Passage]:
    """The passages, in the policy's exact words."""
    passages: dict[str, Passage] = {}
    for name, each in identified(several):
        passages[name] = Passage(
            name,
            each.texts("heading"),
            each.text("label"),
            each.quote("lead", ""),
            each.quote("text", ""),
            each.quotes("items"),
            each.flag("ordered", default=False),
        )
        each.done()
    return passages


def read_obligations(several: tuple[Table, ...]) -> dict[str, Obligation]:
    """The obligations, in the policy's exact words."""
    obligations: dict[str, Obligation] = {}
    for name, each in identified(several):
        obligations[name] = Obligation(name, each.quote("quote"), each.text("who"), each.text("trigger"))
        each.done()
    return obligations


def read_errata(several: tuple[Table, ...]) -> dict[str, Erratum]:
    """The errata; one that quotes nothing is about something that the policy is silent on."""
    errata: dict[str, Erratum] = {}
    for name, each in identified(several):
        errata[name] = Erratum(
            name, each.quotes("quotes"), each.text("problem"), each.text("instead"), each.day("checked")
        )
        each.done()
    return errata


def read_signposts(table: Table) -> dict[str, Signpost]:
    """The signposts."""
    signposts: dict[str, Signpost] = {}
    for name, each in table.named():
        signposts[name] = Signpost(
            name,
            each.text("name"),
            each.text("contact"),
            each.text("use", ""),
            each.text("hours", ""),
            each.text("cost", ""),
            each.text("link", ""),
            each.day("checked"),
            each.day("expires"),
            each.text("plain", ""),
        )
        each.done()
    return signposts


def read_routes(table: Table) -> dict[str, Route]:
    """The routes: each has at least one step on its ladder, or nobody would be told."""
    routes: dict[str, Route] = {}
    for name, each in table.named():
        routes[name] = Route(
            name,
            each.flag("channel"),
            each.references("readers", "role"),
            each.references("ladder", "role"),
            worded(each, "shown", ""),
            each.references("contacts", "contact"),
            worded(each, "shown_quietly", ""),
            each.references("ring", "role"),
        )
        if not routes[name].ladder:
            each.fault(each.line_of("ladder"), f"the route '{name}' has nobody on its 'ladder'")
        each.done()
    return routes


def read_categories(table: Table) -> dict[str, Category]:
    """The categories."""
    categories: dict[str, Category] = {}
    for name, each in table.named():
        categories[name] = Category(
            name,
            each.text("label"),
            each.text("group"),
            each.references("sources", "source"),
            each.references("procedures", "procedure"),
            each.references("overlays", "overlay"),
            each.flag("suspends", default=False),
            each.choice("severity", Severity),
            each.reference("route", "route"),
            each.references("signposts", "signpost"),
            each.text("note", ""),
        )
        each.done()
    return categories


def read_severities(table: Table) -> dict[Severity, SeverityRule]:
    """What each severity means; all of them must be there."""
    severities = {severity: _severity(severity, table.table(severity)) for severity in Severity}
    table.done()
    return severities


def _severity(severity: Severity, table: Table) -> SeverityRule:
    rule = SeverityRule(
        severity,
        table.text("meaning"),
        table.choice("promptness", Promptness),
        table.flag("channel"),
        table.flag("direct"),
        table.flag("everyone"),
        table.all_parsed("rungs", span, "spans like '5 minutes', '4 working hours' or '1 working days'"),
        table.parsed("repeat", span, None, "a span like '5 minutes'"),
        table.parsed("silence", whole_number, None, "a whole number from 1"),
    )
    if severity in URGENT and not table.broken:
        if rule.repeat is None:
            table.fault(table.line_of("repeat"), f"{severity} needs a 'repeat': what is urgent is never given up")
        if rule.promptness is not Promptness.AT_ONCE:
            table.fault(table.line_of("promptness"), f"{severity} must be told 'at once'")
    table.done()
    return rule


def span(text: str) -> Span | None:
    """The length of time written like '4 working hours', or None."""
    found = re.fullmatch(r"([1-9][0-9]{0,3}) (minute|working hour|working day)s?", text)
    return Span(int(found[1]), Unit(f"{found[2]}s")) if found else None
