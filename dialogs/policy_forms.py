"""Reads a form: its screens in order, each knowing only the fields that were asked before it.

Refuses what a person could not get through: screens that nothing leads to, too many questions at once, no review.
"""

import re

from dialogs.form_checks import can_hold
from dialogs.forms import (
    ChooseMany,
    ChooseOne,
    Condition,
    Field,
    Form,
    LongText,
    Notice,
    Option,
    OptionSource,
    Purpose,
    Screen,
    ShortText,
    Tone,
)
from dialogs.policy_conditions import RESERVED, Known, condition, fields_of
from dialogs.wording import PLACEHOLDERS
from dialogs.yaml_table import Table, identified, named

MOST_FIELDS = 3
MOST_SCREENS = 60
LONGEST_TEXT = 3_000
"""As much as one box takes on every platform (Slack's plain_text_input)."""


def read_form(table: Table) -> Form:
    """The form in that file."""
    form_id, title = table.id(), table.text("title")
    screens: list[Screen] = []
    several = identified(table.tables("screens", needed=True))
    for name, each in several[:MOST_SCREENS]:
        screens.append(_screen(name, each, tuple(screens)))
    if len(several) > MOST_SCREENS:
        table.fault(several[MOST_SCREENS][1].line, f"a form has at most {MOST_SCREENS} screens")
    reviews = [screen.purpose is Purpose.REVIEW for screen in screens]
    if screens and (not reviews[-1] or sum(reviews) != 1):
        table.fault(table.line_of("screens"), "a form ends with its one screen of 'purpose: review'")
    table.done()
    return Form(form_id, title, tuple(screens))


def worded(table: Table, key: str, default: str | None = None) -> str:
    """A text that may hold placeholders in braces; any others are a fault."""
    text = table.text(key, default)
    for inside in re.findall(r"\{([^}]*)\}?|\}", text):
        if inside not in PLACEHOLDERS:
            wanted = ", ".join(f"{{{each}}}" for each in sorted(PLACEHOLDERS))
            table.fault(table.line_of(key), f"'{key}' holds the unknown placeholder '{{{inside}}}' (known: {wanted})")
    return text


def _screen(name: str, table: Table, earlier: tuple[Screen, ...]) -> Screen:
    known = fields_of(earlier)
    screen = Screen(
        name,
        table.text("title"),
        tuple(read_notice(each, earlier) for each in table.tables("notices")),
        tuple(_field(field_id, each, known) for field_id, each in identified(table.tables("fields"))),
        _only_if(table, earlier, "screen"),
        table.choice("purpose", Purpose, Purpose.ASK),
    )
    if not 1 <= len(screen.fields) <= MOST_FIELDS:
        table.fault(table.line, f"the screen '{name}' has {len(screen.fields)} fields; it must have 1 to {MOST_FIELDS}")
    table.done()
    return screen


def _only_if(table: Table, earlier: tuple[Screen, ...], what: str) -> Condition | None:
    before = len(table.findings.faults)
    only_if = condition(table, "only_if", fields_of(earlier))
    if len(table.findings.faults) == before and not can_hold(only_if, earlier):
        table.fault(table.line_of("only_if"), f"no way of answering ever leads to this {what}")
    return only_if


def read_notice(table: Table, earlier: tuple[Screen, ...]) -> Notice:
    """A notice that may depend on answers to these screens."""
    notice = Notice(
        worded(table, "text"),
        table.choice("tone", Tone, Tone.CALM),
        table.references("signposts", "signpost"),
        _only_if(table, earlier, "notice"),
    )
    table.done()
    return notice


def _field(name: str, table: Table, known: Known) -> Field:
    if name in known:
        table.fault(table.line_of("id"), f"the field '{name}' has been asked on an earlier screen")
    if name in RESERVED:
        table.fault(table.line_of("id"), f"no field can be called '{name}': conditions use that word")
    kind, label, hint = table.text("kind"), table.text("label"), table.text("hint", "")
    required = table.flag("required", default=False)
    match kind:
        case "choose_one":
            options, source = _options(table)
            field: Field = ChooseOne(name, label, hint, options, required, source)
        case "choose_many":
            options, source = _options(table)
            field = ChooseMany(name, label, hint, options, required, source)
        case "short_text":
            field = ShortText(name, label, hint, _limit(table), required)
        case _:
            if kind not in {"", "long_text"}:
                table.fault(table.line_of("kind"), f"there is no kind of field called '{kind}'")
            field = LongText(name, label, hint, _limit(table), required)
    table.done()
    return field


def _limit(table: Table) -> int:
    limit = table.number("limit")
    if limit > LONGEST_TEXT:
        table.fault(table.line_of("limit"), f"'limit' is at most {LONGEST_TEXT} characters")
    return limit


def _options(table: Table) -> tuple[tuple[Option, ...], OptionSource | None]:
    options: list[Option] = []
    for name, each in identified(table.tables("options")):
        options.append(Option(name, each.text("label"), each.text("hint", "")))
        each.done()
    source = table.parsed("source", lambda text: named(text, OptionSource), None, f"one of: {', '.join(OptionSource)}")
    if bool(options) == (source is not None):
        table.fault(table.line, "a choice needs either its own options or a source of them")
    return tuple(options), source
