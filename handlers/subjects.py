"""Whom a report is about: as cases about one person are found by it, and how old it says that they are."""

from collections.abc import Iterable

from dialogs.case import Report
from dialogs.forms import Answers, ChooseOne
from dialogs.policy import Policy
from dialogs.typed import plain


def subject_of(policy: Policy, answers: Answers) -> str:
    """The name that was typed, as it is compared; empty if there is none."""
    name = answers.get(policy.reporting.meanings.subject, "")
    return plain(name) if isinstance(name, str) else ""


def age_of(policy: Policy, reports: Iterable[Report]) -> str:
    """What the newest report with an answer says of their age, in the form's words; empty if none does."""
    field = policy.reporting.meanings.age
    said = [report.answers[field] for report in reports if report.answers.get(field)]
    fields = (each for form in policy.forms.values() for screen in form.screens for each in screen.fields)
    options = [option for each in fields if each.id == field and isinstance(each, ChooseOne) for option in each.options]
    return next((option.label for option in options if said and option.id == said[-1]), "")
