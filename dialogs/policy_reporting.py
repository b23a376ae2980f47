"""Reads how a report becomes a case: which answers mean what, and the rules that name category and severity."""

from collections.abc import Mapping

from dialogs.form_checks import can_hold
from dialogs.forms import AnyOf, ChooseMany, ChooseOne, Condition, Field, Form, LongText, OptionSource, ShortText
from dialogs.policy_concern import Forms, known_fields, read_concern
from dialogs.policy_conditions import Known, condition
from dialogs.policy_parts import span
from dialogs.reporting import CategoryRule, Meanings, Raise, Reporting, RiskWords
from dialogs.severity import Severity
from dialogs.yaml_table import Table

NEVER = AnyOf(())
"""Stands in for a condition that is missing, which is a fault anyway."""


def read_reporting(table: Table, forms: Mapping[str, Form]) -> Reporting:
    """The rules; every field they ask about must be in one of the forms they name."""
    form_id = table.reference("form", "form")
    concern = read_concern(table, forms)
    asked = tuple(forms.get(each) for each in ((form_id, concern.form) if concern else (form_id,)))
    both = tuple(form for form in asked if form) if all(asked) else ()
    reporting = Reporting(
        form_id,
        _meanings(table.table("meanings"), both),
        _categories(table, both),
        tuple(_raise(each, both) for each in table.tables("raises")),
        tuple(_risk_words(each) for each in table.tables("risk_words")),
        table.reference("staff_route", "route"),
        _needed(table, "danger_now", both),
        table.reference("alert_now_category", "category"),
        table.reference("leave_parents_to", "role"),
        _reachable(table, "staff_when", both),
        table.reference("staff_overlay", "overlay", ""),
        table.choice("staff_severity", Severity, Severity.S1),
        table.all_parsed("remind_after", span, "spans like '5 minutes'"),
        table.references("always_shown", "signpost"),
        concern,
        _reachable(table, "parents_when", both),
    )
    table.done()
    return reporting


def _meanings(table: Table, forms: Forms) -> Meanings:
    meanings = Meanings(
        table.text("danger", ""),
        table.text("centre", ""),
        table.text("age", ""),
        table.text("subject", ""),
        table.text("not_to_be_told", ""),
        table.texts("about_readers"),
        table.texts("account"),
    )
    if forms:
        _check_meanings(meanings, table, known_fields(forms))
    table.done()
    return meanings


def _check_meanings(meanings: Meanings, table: Table, fields: Known) -> None:
    """Each must name a field of a form that can carry it."""
    for key, name in (("danger", meanings.danger), ("age", meanings.age)):
        _check(table, key, name, isinstance(fields.get(name), ChooseOne), "a choose_one field")
    for key, name in (("subject", meanings.subject), ("not_to_be_told", meanings.not_to_be_told)):
        _check(table, key, name, isinstance(fields.get(name), ShortText | LongText), "a field of text")
    for name in meanings.account:
        _check(table, "account", name, isinstance(fields.get(name), ShortText | LongText), "a field of text")
    for key, name, source in (
        ("centre", meanings.centre, OptionSource.CENTRES),
        *(("about_readers", name, OptionSource.READERS) for name in meanings.about_readers),
    ):
        _check(table, key, name, _source(fields.get(name)) is source, f"a choice with 'source: {source}'")


def _check(table: Table, key: str, name: str, fits: bool, wanted: str) -> None:  # noqa: FBT001 - what is checked
    if name and not fits:
        table.fault(table.line_of(key), f"'{key}' must name {wanted} of the form, and '{name}' is not one")


def _source(field: Field | None) -> OptionSource | None:
    return field.source if isinstance(field, ChooseOne | ChooseMany) else None


def _categories(table: Table, forms: Forms) -> tuple[CategoryRule, ...]:
    rules: list[CategoryRule] = []
    several = table.tables("categories", needed=True)
    for each in several:
        rules.append(CategoryRule(_reachable(each, "when", forms), each.reference("category", "category")))
        each.done()
    for each, rule in list(zip(several, rules, strict=True))[:-1]:
        if rule.when is None and not each.broken:
            each.fault(each.line, "a rule without a 'when' always holds, so only the last may be one")
    if rules and rules[-1].when is not None:
        several[-1].fault(several[-1].line, "the last rule must be a default: 'when: null'")
    if not rules and not table.broken:
        table.fault(table.line_of("categories"), "'categories' needs at least a default rule")
    return tuple(rules)


def _raise(table: Table, forms: Forms) -> Raise:
    raised = Raise(_needed(table, "when", forms), table.choice("to", Severity), table.text("because"))
    table.done()
    return raised


def _risk_words(table: Table) -> RiskWords:
    risk = RiskWords(
        table.texts("words"),
        table.choice("to", Severity),
        table.text("because"),
        table.references("signposts", "signpost"),
    )
    if "" in risk.words or not risk.words:
        table.fault(table.line_of("words"), "'words' must hold words")
    table.done()
    return risk


def _reachable(table: Table, key: str, forms: Forms) -> Condition | None:
    before = len(table.findings.faults)
    when = condition(table, key, known_fields(forms) if forms else None)
    if len(table.findings.faults) > before or not forms:
        return when
    if not any(can_hold(when, form.screens) for form in forms):
        table.fault(table.line_of(key), f"no way of answering ever makes this '{key}' true")
    return when


def _needed(table: Table, key: str, forms: Forms) -> Condition:
    table.node(key, needed=True)
    return _reachable(table, key, forms) or NEVER
