"""Whom a report is about: as cases about one person are found by it, and how old it says that they are."""

from collections.abc import Iterable

from dialogs.case import Report
from dialogs.forms import Answers, ChooseMany, ChooseOne
from dialogs.policy import Policy
from dialogs.triage import from_a_learner
from dialogs.typed import plain


def subject_of(policy: Policy, answers: Answers) -> str:
    """The name that was typed, as it is compared; empty if there is none."""
    name = answers.get(policy.reporting.meanings.subject, "")
    return plain(name) if isinstance(name, str) else ""


def is_named(policy: Policy, reports: Iterable[Report]) -> bool:
    """Whether a report names whom it is about. What a learner is asked for is somebody else's name."""
    written = (report.answers for report in reports if not from_a_learner(policy, report.answers))
    return any(subject_of(policy, answers) for answers in written)


def said_in(reports: Iterable[Report]) -> Answers:
    """What the reports say together: of each field what the newest one says that says anything."""
    return {name: answer for report in reports for name, answer in report.answers.items() if answer}


def age_of(policy: Policy, reports: Iterable[Report]) -> str:
    """What the newest report with an answer says of their age, in the form's words; empty if none does."""
    return in_words(policy, policy.reporting.meanings.age, said_in(reports))


def in_words(policy: Policy, field: str, answers: Answers) -> str:
    """What is chosen in that field, in the forms' words; empty if nothing is."""
    fields = (each for form in policy.forms.values() for screen in form.screens for each in screen.fields)
    choices = [each for each in fields if each.id == field and isinstance(each, ChooseOne | ChooseMany)]
    labels = {option.id: option.label for each in reversed(choices) for option in each.options}
    answer = answers.get(field, "")
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(labels[name] for name in chosen if name in labels)
