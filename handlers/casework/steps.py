"""A step of a procedure ends: done, not applicable, or not done because; with what shows that it was."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import assert_never

from dialogs import wording
from dialogs import wording_cases as words
from dialogs import wording_deciding as deciding
from dialogs.casework.day import read_day
from dialogs.casework.plan import Planned, Standing
from dialogs.casework.powers import may_end
from dialogs.casework.record import Act, Detail, Ending
from dialogs.casework.rules import Decision
from dialogs.casework.work import work_of
from dialogs.forms import ChooseMany, ChooseOne, Field, LongText, Option, ShortText, fields_read, holds
from dialogs.policy import FINDER, Proof
from handlers.case_steps import in_full
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems, Refused
from handlers.subjects import age_of, in_words, said_in

MOST_TEXT, MOST_LINE, MOST_DAY = 2_000, 200, 30
DAYS = (Detail.ON, Detail.REVIEW)


async def form(at: At) -> TaskForm | Refused | None:
    """What is asked about the step, by what shows that it was done."""
    planned = at.steps.get(at.about.item)
    if planned is None or planned.standing is Standing.BY_ITSELF:
        return None
    if planned.standing is Standing.SUSPENDED:
        return Refused(words.SUSPENDED)
    if not may_end(at.who.key, planned.step, at.case, at.work, at.policy, at.desk.organisation, at.now):
        return Refused(words.decided_by(_titles(at, planned)))
    rule = _rule(at, planned)
    fields = (
        *_out_of_order(planned),
        *(_deciding(rule) if rule else _ending(planned)),
        *_proof(at, planned.step.proof, rule),
        *_doer(planned),
    )
    first = words.comes_first(_ids(planned)) if planned.waits_for else ""
    age = age_of(at.policy, at.case.reports) if rule else ""
    return TaskForm(
        words.step(planned.step.id),
        fields,
        said=(words.age_said(age),) if age else (),
        stands=_ended_before(at),
        first=first,
        sometimes=_sometimes(rule),
        step=in_full(at.policy, planned.step),
    )


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Writes down how it ended, or says what is missing."""
    planned = at.steps[at.about.item]
    rule = _rule(at, planned)
    how = Ending(given.get(Detail.HOW, Ending.DONE))
    missing = _undecided(at, rule, given) if rule else _unproved(at, planned.step.proof, how, given)
    problems = missing | no_day(given, at.today)
    if problems:
        return Problems(problems)
    said = {Detail(name): text for name, text in given.items()} | days(given)
    await at.record(Act.STEP, said | {Detail.STEP: planned.step.id, Detail.HOW: how.value})
    return Kept(words.recorded(planned.step.id))


def no_day(given: Mapping[str, str], today: date) -> dict[str, str]:
    """What is wrong with the days that were written: nothing was done tomorrow, or is looked at again yesterday."""
    wrong = {name: words.DAY_WRONG for name in DAYS if given.get(name) and read_day(given[name]) is None}
    read = {Detail(name): date.fromisoformat(day) for name, day in days(given).items()}
    if read.get(Detail.ON, today) > today:
        wrong[Detail.ON] = words.DAY_TO_COME
    if read.get(Detail.REVIEW, today) < today:
        wrong[Detail.REVIEW] = words.DAY_PAST
    return {name.value: problem for name, problem in wrong.items()}


def days(given: Mapping[str, str]) -> dict[Detail, str]:
    """The days that were written, as they are kept."""
    read = {name: read_day(given.get(name, "")) for name in DAYS}
    return {name: day.isoformat() for name, day in read.items() if day is not None}


def _ended_before(at: At) -> str:
    """What ended it last, but for this form: whoever corrects what they sent in it replaces nobody else's."""
    others = work_of(entry for entry in at.entries if entry.detail.get(Detail.ONCE) != at.about.once)
    ended = replace(at, work=others).steps[at.about.item].ended
    return str(ended.number if ended is not None else 0)


def _rule(at: At, planned: Planned) -> Decision | None:
    return at.policy.casework.decisions.get(planned.step.decision)


def _titles(at: At, planned: Planned) -> str:
    rule = at.policy.casework.decisions[planned.step.decision]
    return wording.listed(at.policy.roles[role].title for role in rule.by)


def _ids(planned: Planned) -> str:
    return wording.listed(each.id for each in planned.waits_for)


def _out_of_order(planned: Planned) -> tuple[Field, ...]:
    if not planned.waits_for:
        return ()
    return (LongText(Detail.OUT_OF_ORDER, words.OUT_OF_ORDER, "", MOST_TEXT, required=True),)


def _ending(planned: Planned) -> tuple[Field, ...]:
    decides = planned.step.proof is Proof.DECISION
    label, hint = (words.DECIDED, words.DECIDED_HINT) if decides else (words.WHY, words.WHY_HINT)
    return (
        ChooseOne(Detail.HOW, words.HOW, "", words.ENDINGS, required=True),
        LongText(Detail.WHY, label, hint, MOST_TEXT, required=decides),
    )


def _deciding(rule: Decision) -> tuple[Field, ...]:
    return (
        ChooseOne(Detail.OUTCOME, words.OUTCOME, "", rule.outcomes, required=True),
        ChooseMany(Detail.REASONS, words.REASONS, _needed_for(rule, rule.explained), rule.reasons, required=False),
        LongText(Detail.WHY, words.DECIDED, words.DECIDED_HINT, MOST_TEXT, required=True),
    )


def _doer(planned: Planned) -> tuple[Field, ...]:
    """What anybody may have done, others write down."""
    doer = ShortText(Detail.DOER, words.DOER, words.DOER_HINT, MOST_LINE, required=False)
    return (doer,) if planned.step.owner == FINDER else ()


def _sometimes(rule: Decision | None) -> frozenset[str]:
    """What is needed by how the step ends, or by what is decided."""
    reasons, review = (rule.explained, rule.reviewed) if rule else ((), ())
    fields = (Detail.WHY, Detail.AGENCY, Detail.REFERENCE)
    return frozenset((*fields, *((Detail.REASONS,) if reasons else ()), *((Detail.REVIEW,) if review else ())))


def _needed_for(rule: Decision | None, outcomes: Collection[str]) -> str:
    """For which outcomes something is needed, or nothing."""
    labels = _called(rule.outcomes, outcomes) if rule else []
    if rule and len(labels) == len(rule.outcomes):
        return words.CHOOSE_ONE if labels else ""
    return words.needed_for(labels) if labels else ""


def _called(options: Iterable[Option], ids: Collection[str]) -> list[str]:
    return [each.label for each in options if each.id in ids]


def _proof(at: At, proof: Proof, rule: Decision | None) -> tuple[Field, ...]:
    on = ShortText(Detail.ON, words.ON, words.DAY_HINT, MOST_DAY, required=False)
    match proof:
        case Proof.DECISION:
            needed = _needed_for(rule, rule.reviewed) if rule else ""
            return (
                ShortText(Detail.CONSULTED, words.CONSULTED, words.CONSULTED_HINT, MOST_LINE, required=False),
                ShortText(Detail.REVIEW, words.REVIEW, f"{needed} {words.DAY_HINT}".strip(), MOST_DAY, required=False),
            )
        case Proof.REFERENCE | Proof.CONTACT:
            agencies, without = at.policy.casework.agencies, at.policy.casework.unreferenced
            agency = ChooseOne(Detail.AGENCY, words.AGENCY, words.IF_DONE, agencies, required=False)
            hint = deciding.needed_but_not_for(_called(agencies, without)) if without else words.IF_DONE
            return (
                *((agency,) if agency.options else ()),
                ShortText(Detail.REFERENCE, words.REFERENCE, hint, MOST_LINE, required=False),
                on,
            )
        case Proof.TICK | Proof.MANIFEST | Proof.AUTOMATIC:
            return ()
        case _:
            assert_never(proof)


def _unproved(at: At, proof: Proof, how: Ending, given: Mapping[str, str]) -> dict[str, str]:
    """What is missing for a step that ended so."""
    if how is not Ending.DONE:
        return {} if given[Detail.WHY] else {Detail.WHY: words.WHY_NEEDED}
    match proof:
        case Proof.REFERENCE | Proof.CONTACT:
            needed = {}
            if given.get(Detail.AGENCY) not in at.policy.casework.unreferenced:
                needed[Detail.REFERENCE] = words.REFERENCE_NEEDED
            if at.policy.casework.agencies:
                needed[Detail.AGENCY] = words.AGENCY_NEEDED
            return {name.value: problem for name, problem in needed.items() if not given[name]}
        case Proof.MANIFEST:
            return {} if at.work.evidence else {Detail.HOW: words.NOTHING_LISTED}
        case Proof.TICK | Proof.DECISION | Proof.AUTOMATIC:
            return {}
        case _:
            assert_never(proof)


def _undecided(at: At, rule: Decision, given: Mapping[str, str]) -> dict[str, str]:
    """What is missing for a decision, or does not fit it."""
    wrong = _unreasoned(at, rule, given)
    problems = {Detail.REASONS.value: wrong} if wrong else {}
    if given[Detail.OUTCOME] in rule.reviewed and not given[Detail.REVIEW]:
        problems[Detail.REVIEW.value] = words.REVIEW_NEEDED
    return problems


def _unreasoned(at: At, rule: Decision, given: Mapping[str, str]) -> str:
    """What is wrong with the reasons for a decision: there are none, or none are asked for, or one is contradicted."""
    reasons = [each for each in given[Detail.REASONS].split(",") if each]
    if given[Detail.OUTCOME] not in rule.explained:
        return deciding.only_for(_called(rule.outcomes, rule.explained)) if reasons and rule.explained else ""
    if not reasons:
        return words.REASON_NEEDED
    said = said_in(at.case.reports)
    for reason, against in rule.contradicted.items():
        if reason in reasons and holds(against.when, said):
            says = [in_words(at.policy, field, said) for field in sorted(fields_read(against.when))]
            [label], [instead] = _called(rule.reasons, {reason}), _called(rule.reasons, {against.instead})
            return deciding.contradicted("; ".join(filter(None, says)), label, instead)
    return ""
