"""Reads what a policy says about guidance: `guidance.yaml`."""

from dialogs.guidance.rules import Guidance, OtherPolicy
from dialogs.yaml_table import Table


def read_guidance(table: Table) -> Guidance:
    """The rules: somebody in trouble is shown at least one signpost."""
    trouble = table.references("trouble", "signpost")
    if not trouble and not table.broken:
        table.fault(table.line_of("trouble"), "'trouble' must name signposts: somebody may need them now")
    panel = table.references("panel", "signpost")
    others = tuple(_other(each) for each in table.tables("others"))
    plain = {}
    for each in table.tables("plain"):
        plain[each.reference("passage", "passage")] = each.text("says")
        each.done()
    answers = table.references("answers", "role")
    table.done()
    return Guidance(trouble, panel, others, plain, answers)


def _other(table: Table) -> OtherPolicy:
    other = OtherPolicy(table.text("name"), table.texts("says"))
    if not other.says and not table.broken:
        table.fault(table.line, "another policy needs 'says': phrases by which somebody asks for it")
    table.done()
    return other
