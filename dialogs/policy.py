"""The policy as frozen values: its words, its procedures, and how it wants each kind of incident handled.

Values only. Reading them from YAML and finding faults is `dialogs.policy_file`; deciding with them is `dialogs.triage`
and its neighbours. No person is in here: roles are, and the organisation file says who holds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dialogs.casework.rules import Casework
from dialogs.forms import Form
from dialogs.guidance.rules import Guidance
from dialogs.replies import Replies
from dialogs.reporting import Reporting
from dialogs.severity import Severity, SeverityRule

FINDER = "finder"
"""Who does a step when it is whoever found out, not somebody in a role."""


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
    """Somewhere else to turn. Shown as unverified while `checked` is None, and not at all once expired.

    `plain` says what it is for in a learner's words; where that is empty, learners are not shown it.
    """

    id: str
    name: str
    contact: str
    use: str
    hours: str
    cost: str
    link: str
    checked: date | None
    expires: date | None
    plain: str = ""


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
    `after` lists steps that must be ended first. `decision` is the id of what it decides, if only some may decide that:
    steps that decide the same thing end together.
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
    decision: str = ""


class ProcedureKind(StrEnum):
    """Where a procedure's steps come from."""

    POLICY = "policy"
    OVERLAY = "overlay"
    """The law or official guidance, because the policy says nothing or something unsafe."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """An ordered response. `trigger` is when it applies; `source` and `checked` say where an overlay comes from.

    `warning` stands above everything else in a case that is worked by it; it may be empty.
    """

    id: str
    title: str
    kind: ProcedureKind
    trigger: str
    steps: tuple[Step, ...]
    source: str
    checked: date | None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Who is told of a case and in which order.

    `channel`: whether the safeguarding channel gets an alert. `readers`: the roles that may open the case from the
    start. `ladder`: the roles told one after another until somebody acknowledges. `shown`: what the reporter reads of
    it, and `shown_quietly` where the channel stays silent though the route has one. `ring`: the roles whose holders
    `{lead}` names, in order (empty: the ladder's). `contacts`: what is shown outside the organisation, signposts and
    local-authority numbers by id.
    """

    id: str
    channel: bool
    readers: tuple[str, ...]
    ladder: tuple[str, ...]
    shown: str
    contacts: tuple[str, ...]
    shown_quietly: str = ""
    ring: tuple[str, ...] = ()


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
    replies: Replies = field(default_factory=Replies)
    guidance: Guidance = field(default_factory=Guidance)
    casework: Casework = field(default_factory=Casework)
