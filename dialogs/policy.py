"""The policy as frozen values: its words, its procedures, and how it wants each kind of incident handled.

Values only. Reading them from YAML and finding faults is `dialogs.policy_file`; deciding with them is `dialogs.triage`
and its neighbours. No person is in here: roles are, and the organisation file says who holds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialogs.forms import Condition, Form

FINDER = "finder"
"""Who does a step when it is whoever found out, not somebody in a role."""


class Severity(StrEnum):
    """S0 (someone may be in danger now) to S4 (learning or conduct only). The smaller, the more serious."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


@dataclass(frozen=True, slots=True)
class Role:
    """A part that somebody must play. `handles` marks those who may be given cases."""

    id: str
    title: str
    required: bool
    handles: bool
    aliases: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """An addressable piece of the policy, in its exact words. `lead` is the sentence that introduces its list."""

    id: str
    heading: tuple[str, ...]
    label: str
    lead: str
    text: str
    items: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something the policy says somebody must do. `quote` is the policy's own words."""

    id: str
    quote: str
    who: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """What is wrong with some of the policy's words, and what to do instead. The words themselves stand."""

    id: str
    quotes: tuple[str, ...]
    problem: str
    instead: str
    checked: date | None


@dataclass(frozen=True, slots=True)
class Signpost:
    """Somewhere else to turn. Shown as unverified while `checked` is None, and not at all once expired."""

    id: str
    name: str
    contact: str
    use: str
    hours: str
    cost: str
    link: str
    checked: date | None
    expires: date | None


class Proof(StrEnum):
    """What shows that a step was done."""

    TICK = "tick"
    AUTOMATIC = "automatic"
    MANIFEST = "manifest"
    """A list of the evidence: what, where, who holds it. Never the files."""
    REFERENCE = "reference"
    DECISION = "decision"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure.

    `quoted` tells whether `words` are the policy's own (then `passage` says where) or an overlay's. `tell_finder` is
    what the reporter is told to do next, if the step is theirs. `shared` names steps that are one when procedures join.
    `after` lists steps that must be ended first.
    """

    id: str
    words: str
    quoted: bool
    passage: str | None
    owner: str
    proof: Proof
    help: str
    errata: tuple[str, ...]
    after: tuple[str, ...]
    tell_finder: str
    shared: str


class ProcedureKind(StrEnum):
    """Where a procedure's steps come from."""

    POLICY = "policy"
    OVERLAY = "overlay"
    """The law or official guidance, because the policy says nothing or something unsafe."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """An ordered response. `trigger` is when it applies; `source` and `checked` say where an overlay comes from."""

    id: str
    title: str
    kind: ProcedureKind
    trigger: str
    steps: tuple[Step, ...]
    source: str
    checked: date | None


@dataclass(frozen=True, slots=True)
class Route:
    """Who is told of a case and in which order.

    `channel`: whether the safeguarding channel gets an alert. `readers`: the roles that may open the case from the
    start. `ladder`: the roles told one after another until somebody acknowledges. `shown` is what the reporter reads
    about it. `contacts`: what is shown outside the organisation: signposts and local-authority numbers by id.
    """

    id: str
    channel: bool
    readers: tuple[str, ...]
    ladder: tuple[str, ...]
    shown: str
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """What kind of incident it is, and so what applies. `group` is all that an alert may say of it.

    With `suspends` the policy's steps are not to be followed until somebody decides so; the overlays are.
    """

    id: str
    label: str
    group: str
    sources: tuple[str, ...]
    procedures: tuple[str, ...]
    overlays: tuple[str, ...]
    suspends: bool
    severity: Severity
    route: str
    signposts: tuple[str, ...]
    note: str


class Unit(StrEnum):
    """What a span counts. Working time runs in the organisation's office hours only."""

    MINUTES = "minutes"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time."""

    amount: int
    unit: Unit


class Promptness(StrEnum):
    """When the first alert goes out."""

    AT_ONCE = "at once"
    DAILY = "daily digest"
    WEEKLY = "weekly digest"


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """What a severity means and how its alerts behave.

    `channel`: whether this severity is posted in the channel (if the route allows one). `direct`: whether the person on
    duty also gets a direct message. `everyone`: whether every eligible person on the ladder does, at once.
    `rungs`: how long after the alert the second, third, ... person on the ladder is told; `repeat`: how often the whole
    ladder is told again after that (None: no more). `silence`: how many rungs pass before the reporter is told that
    nobody has picked it up (None: never).
    """

    severity: Severity
    meaning: str
    promptness: Promptness
    channel: bool
    direct: bool
    everyone: bool
    rungs: tuple[Span, ...]
    repeat: Span | None
    silence: int | None


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
    """Which fields of the report form carry what the bot itself must know. Each is a field id, or empty."""

    danger: str
    centre: str
    age: str
    subject: str
    not_to_be_told: str
    about_readers: tuple[str, ...]
    account: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """How a report is turned into a case: the rules that `dialogs.triage` applies.

    `staff_route`: the route taken when `staff_when` holds, or as soon as somebody who would be told is who it is about;
    `staff_overlay` (may be empty) then stands before the category's own procedures, and the case is at least as serious
    as `staff_severity`.
    `danger_now`: the condition under which a draft that is left lying is dangerous (its reporter is reminded).
    `remind_after`: how long after its last change such a draft's reporter is told that it has not been sent.
    `always_shown`: the signposts, by id, that stand on every page.
    `alert_now_category`: the category of a case made by a one-line alert before anything else is known.
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


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `hash` (SHA-256 of its files, hex) names this version for ever: every case carries it."""

    id: str
    hash: str
    title: str
    dated: str
    banner: str
    text: str
    roles: Mapping[str, Role]
    passages: Mapping[str, Passage]
    obligations: Mapping[str, Obligation]
    errata: Mapping[str, Erratum]
    signposts: Mapping[str, Signpost]
    procedures: Mapping[str, Procedure]
    routes: Mapping[str, Route]
    categories: Mapping[str, Category]
    severities: Mapping[Severity, SeverityRule]
    forms: Mapping[str, Form]
    reporting: Reporting
