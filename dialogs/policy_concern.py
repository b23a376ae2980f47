"""Reads how a learner tells someone: the form, and what they read once it is sent.

Nothing of this form is kept before its last screen is sent, and it carries its answers so far itself, in little space:
so everything but that screen is one choice of one option, and all that is typed is typed there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dialogs.forms import ChooseMany, ChooseOne, Field, Form, LongText, OptionSource, Purpose, Screen, ShortText
from dialogs.policy_conditions import Known, fields_of
from dialogs.policy_forms import read_notice
from dialogs.reporting import CODE_ONLY, NAMED, ConcernRules
from dialogs.yaml_table import Table

Forms = tuple[Form, ...]
"""The forms that the rules may ask about; none where one of them could not be read."""


def read_concern(table: Table, forms: Mapping[str, Form]) -> ConcernRules | None:
    """The rules at `concern`, or None where the policy has none."""
    if table.node("concern", needed=False) is None:
        return None
    inner = table.table("concern")
    rules = ConcernRules(
        inner.reference("form", "form"),
        inner.text("how"),
        inner.text("account"),
        not_to_be_told=inner.text("not_to_be_told", ""),
    )
    form = forms.get(rules.form)
    notices = inner.tables("after")
    inner.done()
    if form is None:
        return rules
    _check_form(inner, form)
    _check_fields(inner, rules, fields_of(form.screens))
    staff = forms.get(table.text("form"))
    if staff:
        _check_shared(inner, fields_of(staff.screens), fields_of(form.screens))
    return replace(rules, after=tuple(read_notice(each, form.screens) for each in notices))


def known_fields(forms: Iterable[Form]) -> Known:
    """Every field of these forms by its id; a choice that several have with the options of all."""
    known: dict[str, Field] = {}
    for form in forms:
        for name, field in fields_of(form.screens).items():
            known[name] = _joined(known[name], field) if name in known else field
    return known


def _joined(one: Field, other: Field) -> Field:
    if not (isinstance(one, ChooseOne | ChooseMany) and isinstance(other, ChooseOne | ChooseMany)):
        return one
    options = {option.id: option for option in (*other.options, *one.options)}
    return replace(one, options=tuple(options.values()))


def _check_form(table: Table, form: Form) -> None:
    for screen in form.screens:
        for problem in _problems(screen, form.screens[-1]):
            table.fault(table.line_of("form"), f"the screen '{screen.id}' of '{form.id}' {problem}")


def _problems(screen: Screen, last: Screen) -> Iterator[str]:
    """What such a screen may not hold in a form of which nothing is kept before it is sent."""
    kinds = {type(field) for field in screen.fields}
    if kinds & {ShortText, LongText} and screen is not last:
        yield "asks for text, and only the last screen may: nothing is kept before it is sent"
    if ChooseMany in kinds:
        yield "lets people choose several, which no screen of this form may"
    if ChooseOne in kinds and len(screen.fields) > 1:
        yield "has a choice among other fields: a choice must be alone on its screen"
    if screen.purpose is Purpose.ALERT_NOW:
        yield "has the purpose alert_now, and nothing of this form is sent before its end"


def _check_fields(table: Table, rules: ConcernRules, fields: Known) -> None:
    how = fields.get(rules.how)
    options = {option.id for option in how.options} if isinstance(how, ChooseOne) else set()
    wanted = f"a choose_one field of its form with the options {NAMED} and {CODE_ONLY}"
    _check(table, "how", rules.how, options == {NAMED, CODE_ONLY}, wanted)
    _check(table, "account", rules.account, isinstance(fields.get(rules.account), LongText), "a long_text of its form")
    text = isinstance(fields.get(rules.not_to_be_told), ShortText | LongText)
    _check(table, "not_to_be_told", rules.not_to_be_told, text, "a field of text of its form")


def _check(table: Table, key: str, name: str, fits: bool, wanted: str) -> None:  # noqa: FBT001 - what is checked
    if name and not fits:
        table.fault(table.line_of(key), f"'{key}' must name {wanted}, and '{name}' is not one")


def _check_shared(table: Table, one: Known, other: Known) -> None:
    """What both forms call the same must be answered in the same way."""
    for name in sorted(one.keys() & other.keys()):
        if _answered_by(one[name]) != _answered_by(other[name]):
            table.fault(table.line_of("form"), f"both forms have a field '{name}', and they are of different kinds")


def _answered_by(field: Field) -> tuple[str, OptionSource | None]:
    match field:
        case ChooseOne(source=source):
            return "one", source
        case ChooseMany(source=source):
            return "many", source
        case _:
            return "text", None
