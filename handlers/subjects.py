"""Whom a report is about, as cases about one person are found by it."""

from dialogs.forms import Answers
from dialogs.policy import Policy
from dialogs.typed import plain


def subject_of(policy: Policy, answers: Answers) -> str:
    """The name that was typed, as it is compared; empty if there is none."""
    name = answers.get(policy.reporting.meanings.subject, "")
    return plain(name) if isinstance(name, str) else ""
