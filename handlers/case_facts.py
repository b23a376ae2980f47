"""The facts at the top of a case: how serious and why, what kind, when, by whom, and how it stands."""

from dialogs import summary, triage, wording, wording_replies
from dialogs import wording_record as words
from dialogs.casework.plan import STILL_TO_DO, steps
from dialogs.casework.record import Act, Detail, Entry
from dialogs.office_hours import is_open
from handlers import case_kept
from handlers.case_look import Look
from handlers.case_words import in_words

Fact = tuple[str, str]


def facts(look: Look) -> tuple[Fact, ...]:
    """Each with what it is called; what there is none of is left out."""
    case, policy = look.case, look.policy
    category = policy.categories[case.category]
    every = (
        (wording.SEVERITY, f"{case.severity.value}: {policy.severities[case.severity].meaning}"),
        (words.RAISED, _because(look)),
        (wording.CATEGORY, category.label),
        (words.REPORTED_AS, _reported_as(look)),
        (wording.REPORTED, _reported(look)),
        (wording.REPORTER, wording_replies.ANONYMOUS if case.anonymous else case.reporter_name or case.reporter),
        (wording.STATE, _state(look)),
        *_closing(look),
        *case_kept.facts(look),
        (words.TO_DO, _to_do(look)),
        (words.ASKED_OVER, look.name(look.work.asked_over)),
        (wording.SO_FAR, "" if case.complete else wording.ONE_LINE_ONLY),
        (wording.NOTE, category.note),
    )
    return tuple((label, text) for label, text in every if text)


def _because(look: Look) -> str:
    """What in the answers made it more serious."""
    assessed = (triage.assess(look.policy, look.desk.organisation, report.answers) for report in look.case.reports)
    return " ".join(dict.fromkeys(why for each in assessed for why in each.because))


def _reported_as(look: Look) -> str:
    """What kind its reporter said it was, if somebody has corrected that since."""
    if not look.case.complete or all(entry.what != Act.CATEGORY for entry in look.entries):
        return ""
    said = triage.assess(look.policy, look.desk.organisation, look.case.reports[-1].answers).category
    return said.label if said.id != look.case.category else ""


def _reported(look: Look) -> str:
    case, hours = look.case, look.desk.organisation.hours
    if case.anonymous:
        return f"{wording.day(case.opened, hours.time_zone)}. {wording_replies.DAY_ONLY}"
    outside = "" if is_open(hours, case.opened) else f" ({wording.OUT_OF_HOURS})"
    return f"{wording.clock(case.opened, hours.time_zone)}{outside}"


def _state(look: Look) -> str:
    case = look.case
    if case.closed is not None:
        return words.closed(look.by_at(look.work.closed)) if look.work.closed else words.closed(look.when(case.closed))
    if not case.acknowledged_by or case.acknowledged_at is None:
        return wording.STILL_NOBODY
    return summary.who_has_it(case, look.desk.organisation)


def _to_do(look: Look) -> str:
    """The steps that somebody still has to end: they may stand far below."""
    if look.case.closed is not None:
        return ""
    ids = [name for name, planned in steps(look.plans).items() if planned.standing in STILL_TO_DO]
    return wording.listed(ids) if ids else ""


def _closing(look: Look) -> tuple[Fact, ...]:
    """How it ended; or that somebody wants to close it."""
    if look.case.closed is None:
        return ((words.CLOSING, words.wants_to_close(look.name(look.work.closing.actor))),) if look.work.closing else ()
    said = _said_of_closing(look)
    if said is None:
        return ()
    told = ": ".join(filter(None, (in_words(look.policy, said, each) for each in (Detail.TOLD, Detail.WHY))))
    return (
        (words.HOW_IT_ENDED, in_words(look.policy, said, Detail.OUTCOME)),
        (words.TOLD, told),
        (words.LESSON, in_words(look.policy, said, Detail.LESSON)),
    )


def _said_of_closing(look: Look) -> Entry | None:
    """Where it was written how it ended: by whoever closed it, or by whoever wanted to."""
    newest = (entry for entry in reversed(look.entries) if entry.what in {Act.CLOSED, Act.CLOSING})
    return next((entry for entry in newest if Detail.OUTCOME in entry.detail), None)
