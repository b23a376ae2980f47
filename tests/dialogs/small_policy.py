"""A form and a policy that fit on a page, in the shape of the real ones."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.forms import (
    AnyOf,
    ChooseMany,
    ChooseOne,
    Field,
    Form,
    Is,
    LongText,
    Notice,
    Option,
    OptionSource,
    Purpose,
    Screen,
    ShortText,
    Tone,
)
from dialogs.policy import Category, Policy, Procedure, ProcedureKind, Proof, Role, Route, Step
from dialogs.reporting import CategoryRule, Meanings, Raise, Reporting, RiskWords
from dialogs.severity import Promptness, Severity, SeverityRule, Span, Unit


def minutes(amount: int) -> Span:
    return Span(amount, Unit.MINUTES)


def working_hours(amount: int) -> Span:
    return Span(amount, Unit.WORKING_HOURS)


def working_days(amount: int) -> Span:
    return Span(amount, Unit.WORKING_DAYS)


# ------------------------------------------------------------------------------------------------------------- a form


def one(field: str, *options: str, required: bool = True, source: OptionSource | None = None) -> ChooseOne:
    return ChooseOne(field, field, "", tuple(Option(each, each) for each in options), required, source)


def many(field: str, *options: str, required: bool = False, source: OptionSource | None = None) -> ChooseMany:
    return ChooseMany(field, field, "", tuple(Option(each, each) for each in options), required, source)


def short(field: str, limit: int = 200, *, required: bool = False) -> ShortText:
    return ShortText(field, field, "", limit, required)


def long(field: str, limit: int = 3000, *, required: bool = False) -> LongText:
    return LongText(field, field, "", limit, required)


def screen(*fields: Field, only_if: Is | None = None, purpose: Purpose = Purpose.ASK, name: str = "") -> Screen:
    """A screen that is called after its first field."""
    return Screen(name or fields[0].id, fields[0].id, (Notice("Ring 999.", Tone.URGENT),), fields, only_if, purpose)


FORM = Form(
    "report",
    "Report",
    (
        screen(one("danger", "yes", "not_sure", "no")),
        screen(
            short("line"),
            many("about_now", source=OptionSource.READERS),
            only_if=Is("danger", ("yes",)),
            purpose=Purpose.ALERT_NOW,
        ),
        screen(one("kind", "nasty", "copied", "seen", "stranger", "staff")),
        screen(one("meeting", "soon", "talk", required=False), only_if=Is("kind", ("stranger",))),
        screen(
            short("subject"), one("centre", required=False, source=OptionSource.CENTRES), long("account"), name="who"
        ),
        screen(many("done", "police", "nothing"), short("not_told")),
        screen(many("about_readers", source=OptionSource.READERS), purpose=Purpose.REVIEW),
    ),
)


# ----------------------------------------------------------------------------------------------------------- a policy


def route(name: str, readers: str, ladder: str, *, channel: bool = False) -> Route:
    return Route(name, channel, tuple(readers.split()), tuple(ladder.split()), "This goes to {told}.", ("emergency",))


ROUTES = (
    route("channel", "coordinator deputy lead", "coordinator deputy lead champion", channel=True),
    route("restricted", "coordinator lead", "coordinator deputy lead champion"),
    route("staff_conduct", "lead", "lead champion"),
)


def step(name: str, *, shared: str = "", tell_finder: str = "") -> Step:
    return Step(name, name, False, None, "coordinator", Proof.TICK, "", (), (), tell_finder, shared)  # noqa: FBT003


def procedure(name: str, kind: ProcedureKind, *steps: Step) -> Procedure:
    return Procedure(name, name, kind, "", steps, "", None)


PROCEDURES = (
    procedure(
        "messages",
        ProcedureKind.POLICY,
        step("keep", shared="keep", tell_finder="Keep it."),
        step("block"),
        step("ask"),
    ),
    procedure(
        "posts", ProcedureKind.POLICY, step("keep_it_too", shared="keep", tell_finder="Keep it."), step("report")
    ),
    procedure("image", ProcedureKind.OVERLAY, step("stop", tell_finder="Don't look."), step("ring")),
    procedure("about_staff", ProcedureKind.OVERLAY, step("lead_decides", tell_finder="Don't speak to them.")),
)


def category(
    name: str,
    severity: Severity,
    through: str = "channel",
    *,
    procedures: tuple[str, ...] = ("messages",),
    overlays: tuple[str, ...] = (),
    suspends: bool = False,
) -> Category:
    group = name.title()
    return Category(
        name,
        name,
        group,
        (),
        procedures,
        overlays,
        suspends,
        severity,
        through,
        ("listening_line",),
        f"Note on {name}.",
    )


CATEGORIES = (
    category("danger", Severity.S0),
    category("contact", Severity.S1, "restricted", overlays=("image",), suspends=True),
    category("staff", Severity.S1, "staff_conduct", procedures=()),
    category("messages", Severity.S2, procedures=("messages", "posts")),
    category("content", Severity.S3),
    category("copying", Severity.S4),
    category("other", Severity.S2),
)

SEVERITIES = (
    SeverityRule(
        Severity.S0,
        "danger now",
        Promptness.AT_ONCE,
        channel=True,
        direct=True,
        everyone=True,
        rungs=(minutes(5), minutes(10), minutes(15)),
        repeat=minutes(5),
        silence=1,
    ),
    SeverityRule(
        Severity.S1,
        "decide today",
        Promptness.AT_ONCE,
        channel=True,
        direct=True,
        everyone=False,
        rungs=(minutes(30), minutes(60), minutes(120)),
        repeat=minutes(60),
        silence=1,
    ),
    SeverityRule(
        Severity.S2,
        "harm to a person",
        Promptness.AT_ONCE,
        channel=True,
        direct=False,
        everyone=False,
        rungs=(working_hours(4), working_days(1), working_days(2)),
        repeat=working_days(1),
        silence=2,
    ),
    SeverityRule(
        Severity.S3,
        "low harm",
        Promptness.DAILY,
        channel=True,
        direct=False,
        everyone=False,
        rungs=(working_days(2),),
        repeat=working_days(5),
        silence=None,
    ),
    SeverityRule(
        Severity.S4,
        "learning or conduct",
        Promptness.WEEKLY,
        channel=False,
        direct=True,
        everyone=False,
        rungs=(working_days(5),),
        repeat=None,
        silence=None,
    ),
)

REPORTING = Reporting(
    form="report",
    meanings=Meanings("danger", "centre", "", "subject", "not_told", ("about_now", "about_readers"), ("account",)),
    categories=(
        CategoryRule(Is("kind", ("stranger",)), "contact"),
        CategoryRule(Is("kind", ("staff",)), "staff"),
        CategoryRule(Is("kind", ("nasty",)), "messages"),
        CategoryRule(Is("kind", ("seen",)), "content"),
        CategoryRule(Is("kind", ("copied",)), "copying"),
        CategoryRule(None, "other"),
    ),
    raises=(
        Raise(Is("danger", ("yes",)), Severity.S0, "In danger now."),
        Raise(Is("danger", ("not_sure",)), Severity.S2, "Not sure."),
        Raise(Is("meeting", ("soon",)), Severity.S0, "A meeting."),
        Raise(Is("done", ("police",)), Severity.S1, "The police know."),
    ),
    risk_words=(RiskWords(("knife", "want to die"), Severity.S1, "Words of danger.", ("emergency",)),),
    staff_route="staff_conduct",
    danger_now=AnyOf((Is("danger", ("yes", "not_sure")),)),
    alert_now_category="danger",
    leave_parents_to="coordinator",
    staff_when=Is("kind", ("staff",)),
    staff_overlay="about_staff",
    remind_after=(minutes(5), minutes(60)),
)


def role(name: str, *, handles: bool) -> Role:
    return Role(name, name.replace("_", " ").title(), required=False, handles=handles)


HANDLING = ("coordinator", "deputy", "lead", "champion")
OTHERS = ("it", "learner_services", "tutor", "learner")

POLICY = Policy(
    id="small",
    hash="0" * 64,
    title="A small policy",
    dated="1 May 2026",
    banner="",
    text="",
    roles={name: role(name, handles=name in HANDLING) for name in (*HANDLING, *OTHERS)},
    passages={},
    obligations={},
    errata={},
    signposts={},
    procedures={each.id: each for each in PROCEDURES},
    routes={each.id: each for each in ROUTES},
    categories={each.id: each for each in CATEGORIES},
    severities={each.severity: each for each in SEVERITIES},
    forms={FORM.id: FORM},
    reporting=REPORTING,
)


def policy_with(*routes: Route, rules: Mapping[Severity, SeverityRule] | None = None) -> Policy:
    """The small policy with these routes added or in place of its own, and with other rules for some severities."""
    return replace(
        POLICY,
        routes={**POLICY.routes, **{each.id: each for each in routes}},
        severities={**POLICY.severities, **(rules or {})},
    )
