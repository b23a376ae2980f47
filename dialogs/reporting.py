"""The rules by which a report becomes a case, as frozen values. `dialogs.triage` applies them."""

from dataclasses import dataclass

from dialogs.forms import Condition, Notice
from dialogs.severity import Severity, Span


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """The first rule whose condition holds names the category of a report."""

    when: Condition | None
    category: str


@dataclass(frozen=True, slots=True)
class Raise:
    """Answers that make a case at least this serious."""

    when: Condition
    to: Severity
    because: str


@dataclass(frozen=True, slots=True)
class RiskWords:
    """Words that, typed anywhere, make a case at least this serious and bring up the signposts."""

    words: tuple[str, ...]
    to: Severity
    because: str
    signposts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Which fields carry what the bot itself must know, of either form. Each is a field id, or empty."""

    danger: str
    centre: str
    age: str
    subject: str
    not_to_be_told: str
    about_readers: tuple[str, ...]
    account: tuple[str, ...]


NAMED = "named"
CODE_ONLY = "code_only"
"""The two ways of telling: the options of `ConcernRules.how`."""


@dataclass(frozen=True, slots=True)
class ConcernRules:
    """How a learner tells someone, with their name or without.

    `form`: what they fill in. `how`: its choice between `NAMED` and `CODE_ONLY`, not asked on every way through the
    form. `account`: its long text. `not_to_be_told` (may be empty): its text in which they may name somebody to keep it
    from. `after`: what they read once it is sent, each where its condition holds of their answers.
    """

    form: str
    how: str
    account: str
    after: tuple[Notice, ...] = ()
    not_to_be_told: str = ""


@dataclass(frozen=True, slots=True)
class Reporting:
    """How a report is turned into a case: the rules that `dialogs.triage` applies.

    `staff_route`: the route taken when `staff_when` holds, or as soon as somebody who would be told is who it is about;
    `staff_overlay` (may be empty) then stands before the category's own procedures, and the case is at least as serious
    as `staff_severity`.
    `danger_now`: the condition under which a draft that is left lying is dangerous (its reporter is reminded).
    `remind_after`: how long after its last change such a draft's reporter is told that it has not been sent.
    `always_shown`: the signposts, by id, that stand on every page.
    `parents_when`: when the reporter is told to leave telling parents to others (None: always).
    `alert_now_category`: the category of a case made by a one-line alert before anything else is known.
    `concern`: the form by which a learner tells someone, None where the policy has none. Every condition here may ask
    about fields of either form: what both forms call the same means the same.
    """

    form: str
    meanings: Meanings
    categories: tuple[CategoryRule, ...]
    raises: tuple[Raise, ...]
    risk_words: tuple[RiskWords, ...]
    staff_route: str
    danger_now: Condition
    alert_now_category: str
    leave_parents_to: str
    staff_when: Condition | None = None
    staff_overlay: str = ""
    staff_severity: Severity = Severity.S1
    remind_after: tuple[Span, ...] = ()
    always_shown: tuple[str, ...] = ()
    concern: ConcernRules | None = None
    parents_when: Condition | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of the forms that a report or a concern is made with."""
        return (self.form, self.concern.form) if self.concern else (self.form,)
