"""What a report or a concern means under the policy: its category, how serious it is, its route, and who must not know.

The reporter's answers only ever raise the severity. Lowering it is for a person, with a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dialogs.access import handles
from dialogs.forms import Answers, Field, LongText, ShortText, holds
from dialogs.organisation import Organisation
from dialogs.policy import Category, Policy, Procedure, ProcedureKind, Route
from dialogs.reporting import RiskWords
from dialogs.severity import Severity
from dialogs.typed import plain, says


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was decided, and `because` of what beyond the category. `excluded` are keys of people.

    `signposts` are those of the category and of any risk words, by id.
    """

    category: Category
    severity: Severity
    because: tuple[str, ...]
    route: Route
    excluded: frozenset[str]
    staff: bool
    signposts: tuple[str, ...]

    @property
    def channel(self) -> bool:
        """Whether the shared channel may hear of it: never while anybody who might read there must not know."""
        return self.route.channel and not self.excluded


def assess(
    policy: Policy, organisation: Organisation, answers: Answers, at_least: Severity = Severity.S4
) -> Assessment:
    """Applies the policy's rules to the answers that count. `at_least` is how serious the case already is."""
    category = _category(policy, answers)
    about = named(policy, organisation, answers)
    staff = any(handles(key, policy, organisation) for key in about)
    if policy.reporting.staff_when is not None and holds(policy.reporting.staff_when, answers):
        staff = True
    words = tuple(risks_in(policy, _written(policy, answers)))
    least = min(at_least, policy.reporting.staff_severity) if staff else at_least
    reasons = [(each.to, each.because) for each in policy.reporting.raises if holds(each.when, answers)]
    reasons += [(each.to, each.because) for each in words]
    return Assessment(
        category=category,
        severity=min((category.severity, least, *(severity for severity, _ in reasons))),
        because=tuple(why for severity, why in reasons if severity < category.severity),
        route=policy.routes[policy.reporting.staff_route if staff else category.route],
        excluded=about | kept_out(policy, organisation, answers),
        staff=staff,
        signposts=tuple(dict.fromkeys([*(s for each in words for s in each.signposts), *category.signposts])),
    )


def named(policy: Policy, organisation: Organisation, answers: Answers) -> frozenset[str]:
    """The keys of people whom it is about: picked from a list, or typed with their full name.

    A learner has no list, and may know half a name: any part of the name of somebody who handles cases is enough.
    """
    meanings = policy.reporting.meanings
    picked = {key for field in meanings.about_readers for key in _as_tuple(answers, field)}
    subject = _text(answers, meanings.subject)
    typed = _people_in(organisation, subject)
    if from_a_learner(policy, answers):
        typed |= _handlers_in(policy, organisation, subject)
    return frozenset(picked & organisation.people.keys()) | typed


def kept_out(policy: Policy, organisation: Organisation, answers: Answers) -> frozenset[str]:
    """The keys of people whom the reporter names as not to be told.

    For those who handle cases any part of the name is enough: to leave somebody out is safe, to tell them may not be.
    """
    concern = policy.reporting.concern
    fields = (policy.reporting.meanings.not_to_be_told, concern.not_to_be_told if concern else "")
    text = " / ".join(_text(answers, field) for field in fields)
    return _people_in(organisation, text) | _handlers_in(policy, organisation, text)


def procedures_of(policy: Policy, category: Category, *, staff: bool) -> tuple[Procedure, ...]:
    """The procedures that apply, overlays first.

    A step that several of a kind share stands only in the first of them; no overlay hides a step of the policy.
    """
    overlays = (policy.reporting.staff_overlay,) if staff and policy.reporting.staff_overlay else ()
    ids = dict.fromkeys((*overlays, *category.overlays, *category.procedures))
    seen: set[tuple[ProcedureKind, str]] = set()
    found: list[Procedure] = []
    for procedure in (policy.procedures[each] for each in ids):
        steps = tuple(step for step in procedure.steps if (procedure.kind, step.shared) not in seen)
        seen |= {(procedure.kind, step.shared) for step in procedure.steps if step.shared}
        found.append(replace(procedure, steps=steps))
    return tuple(found)


def for_the_reporter(policy: Policy, category: Category, *, staff: bool) -> tuple[str, ...]:
    """What the reporter is to do next: the finder's steps, without the policy's own while those are suspended."""
    procedures = procedures_of(policy, category, staff=staff)
    return tuple(
        dict.fromkeys(
            step.tell_finder
            for procedure in procedures
            if not (category.suspends and procedure.kind is ProcedureKind.POLICY)
            for step in procedure.steps
            if step.tell_finder
        )
    )


def risks_in(policy: Policy, texts: Iterable[str]) -> Iterable[RiskWords]:
    """The policy's risk words of which any stand in any of these texts."""
    compared = [plain(text) for text in texts]
    for risk in policy.reporting.risk_words:
        if any(says(text, *risk.words) for text in compared):
            yield risk


def from_a_learner(policy: Policy, answers: Answers) -> bool:
    """Whether these are answers to the learner's form: there is one to a field that only it has."""
    concern = policy.reporting.concern
    if concern is None:
        return False
    only = _fields(policy, concern.form).keys() - _fields(policy, policy.reporting.form).keys()
    return not only.isdisjoint(answers)


def _category(policy: Policy, answers: Answers) -> Category:
    rule = next(rule for rule in policy.reporting.categories if holds(rule.when, answers))
    return policy.categories[rule.category]


def _written(policy: Policy, answers: Answers) -> Iterable[str]:
    """What was typed, in any field of any form."""
    fields = {name: field for form in policy.reporting.forms for name, field in _fields(policy, form).items()}
    written = {name for name, field in fields.items() if isinstance(field, ShortText | LongText)}
    return (_text(answers, field) for field in written & answers.keys())


def _people_in(organisation: Organisation, text: str) -> frozenset[str]:
    typed = plain(text)
    return frozenset(person.key for person in organisation.people.values() if says(typed, person.name))


def _handlers_in(policy: Policy, organisation: Organisation, text: str) -> frozenset[str]:
    """Those who handle cases of whose names any part stands in the text."""
    typed = plain(text)
    return frozenset(
        person.key
        for person in organisation.people.values()
        if handles(person.key, policy, organisation) and says(typed, *person.name.split())
    )


def _fields(policy: Policy, form: str) -> Mapping[str, Field]:
    return {field.id: field for screen in policy.forms[form].screens for field in screen.fields}


def _text(answers: Answers, field: str) -> str:
    answer = answers.get(field, "")
    return answer if isinstance(answer, str) else " ".join(answer)


def _as_tuple(answers: Answers, field: str) -> tuple[str, ...]:
    answer = answers.get(field, ())
    return answer if isinstance(answer, tuple) else (answer,)
