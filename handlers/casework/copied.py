"""What a copy of a case says: gathered for whoever makes it, who may know of the case, and with full dates.

For another provider everybody is named, with their role. For the person whom it is about those who work here are their
roles, and what is not theirs is left out.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from dialogs import summary, wording, wording_replies
from dialogs import wording_copies as words
from dialogs import wording_record as record_words
from dialogs.casework.copy import Did, Happening, Record, Reported, Worked
from dialogs.casework.plan import Planned, Standing
from dialogs.casework.record import Act, Detail, Entry
from dialogs.forms import Answers
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy
from dialogs.typed import shown
from handlers import case_facts, case_record, case_words
from handlers.case_look import Look
from handlers.case_view import form_of
from handlers.people import options_now
from handlers.screens import lines_of
from handlers.thread import written
from storage import concerns

BESIDE = frozenset({Act.LINK, Act.UNLINK})
"""What tells of another case: it goes into no copy."""

NOT_THEIRS = BESIDE | {Act.KEPT_OUT, Act.LET_BACK, Act.BROKE_GLASS, Act.EXPORTED, Act.FETCHED}
"""What the person whom the case is about does not get."""

NOBODY = frozenset({"channel", "reporter"})
"""Where a message may have gone beside to somebody."""

DECIDING = frozenset(
    {Act.SEVERITY, Act.CATEGORY, Act.GO_AHEAD, Act.CLOSING, Act.CLOSED, Act.NOT_YET, Act.REOPENED, Act.KEPT_OUT}
)


async def for_transfer(look: Look) -> Record:
    """The whole of it, with every name."""
    names = tuple(words.person(each.name, _role(look, each)) for each in _excluded(look))
    typed = tuple(
        shown(text)
        for report in look.case.reports
        for field in sorted(_not_to_be_told(look.policy))
        if isinstance(text := report.answers.get(field, ""), str) and text
    )
    named = _renamed(look, {key: words.person(each.name, _role(look, each)) for key, each in _people(look).items()})
    return await _record(named, (*names, *dict.fromkeys(typed)), BESIDE, frozenset())


async def for_the_person(look: Look) -> Record:
    """What is theirs, with roles for the names of those who work here; not for whoever reported it.

    What people wrote is as it was.
    """
    policy, meanings = look.policy, look.policy.reporting.meanings
    roles = {key: words.in_role(_role(look, each)) for key, each in _people(look).items()}
    unknown = dict.fromkeys({*(_keys(look) - roles.keys() - NOBODY), look.case.reporter} - {""}, words.ANOTHER)
    hidden = _not_to_be_told(policy) | frozenset(meanings.about_readers)
    return await _record(_renamed(look, roles | unknown), (), NOT_THEIRS, hidden)


async def _record(look: Look, must_not_know: tuple[str, ...], out: Collection[str], hidden: Collection[str]) -> Record:
    case = look.case
    kept = tuple(entry for entry in look.entries if entry.what not in out)
    look = replace(look, entries=kept)
    return Record(
        reference=case.reference,
        organisation=look.desk.organisation.name,
        anonymous=case.anonymous,
        facts=_facts(look),
        must_not_know=must_not_know,
        reports=tuple(Reported(_when(look, each.at), _answers(look, each.answers, hidden)) for each in case.reports),
        decisions=await _happened(look, filter(_decides, kept)),
        referrals=await _happened(look, (entry for entry in kept if entry.detail.get(Detail.AGENCY))),
        procedures=_procedures(look),
        evidence=tuple(_item(look, entry) for entry in look.work.evidence),
        thread=() if out is NOT_THEIRS else await _thread(look),
        chronology=await _happened(look, kept),
    )


def _people(look: Look) -> dict[str, Person]:
    return dict(look.desk.organisation.people)


def _keys(look: Look) -> frozenset[str]:
    """Everybody who is named by a key in the record, whether they are in the organisation any more or not."""
    several = (entry.detail.get(each, "") for entry in look.entries for each in (Detail.TO, Detail.FROM))
    named = {key for text in several for key in text.split(",")}
    actors = {entry.actor for entry in look.entries}
    return frozenset({*named, *actors, look.case.acknowledged_by, look.case.reporter, look.work.asked_over} - {""})


def _excluded(look: Look) -> list[Person]:
    people = look.desk.organisation.people
    return [people.get(key) or Person(key, key, ()) for key in sorted(look.case.excluded)]


def _role(look: Look, person: Person) -> str:
    return summary.role_title(person, look.policy)


def _renamed(look: Look, names: dict[str, str]) -> Look:
    """The same case, in an organisation where everybody is called so."""
    known = look.desk.organisation
    people = {key: replace(known.people.get(key) or Person(key, key, ()), name=name) for key, name in names.items()}
    organisation: Organisation = replace(known, people=people)
    return replace(look, desk=replace(look.desk, organisation=organisation))


def _not_to_be_told(policy: Policy) -> frozenset[str]:
    """The fields in which somebody is named who must not be told."""
    concern = policy.reporting.concern
    return frozenset({policy.reporting.meanings.not_to_be_told, concern.not_to_be_told if concern else ""} - {""})


def _facts(look: Look) -> tuple[tuple[str, str], ...]:
    """As the case shows them, with whole dates."""
    closed, case = look.case.closed, look.case
    reported = _when(look, case.opened)
    if case.anonymous:
        reported = f"{reported}. {wording_replies.DAY_ONLY}"
    state = record_words.closed(_at(look, closed)) if closed is not None else _picked_up(look)
    better = {wording.REPORTED: reported, wording.STATE: state}
    facts = tuple((label, better.get(label, text)) for label, text in case_facts.facts(look) if label != wording.NOTE)
    return (*facts, *(((wording.NOTE, record_words.DAMAGED),) if look.damaged else ()))


def _picked_up(look: Look) -> str:
    case = look.case
    if not case.acknowledged_by or case.acknowledged_at is None:
        return wording.STILL_NOBODY
    who, times = look.name(case.acknowledged_by), (case.acknowledged_at, case.theirs_since)
    at, since = ("" if each is None or case.anonymous else _when(look, each) for each in times)
    return wording.picked_up_alert(who, at) if case.theirs_since is None else wording.passed_to(who, at, since)


def _answers(look: Look, answers: Answers, hidden: Collection[str]) -> tuple[tuple[str, str], ...]:
    options = options_now(look.policy, look.desk.organisation, answers, look.case.started)
    form = form_of(look.policy, answers)
    left_out = {field.label for screen in form.screens for field in screen.fields if field.id in hidden}
    lines = lines_of(form, answers, options, to_the_end=form.id != look.policy.reporting.form)
    return tuple(
        (line.label, line.answer) for line in lines if line.answer != wording.SKIPPED and line.label not in left_out
    )


def _decides(entry: Entry) -> bool:
    """Whether it is a decision, with what is known of why."""
    why = {Detail.OUTCOME, Detail.WHY, Detail.REJECTED} & entry.detail.keys()
    return entry.what in DECIDING or (entry.what in {Act.STEP, Act.NOTE} and bool(why))


async def _happened(look: Look, entries: Iterable[Entry]) -> tuple[Happening, ...]:
    lines = await case_record.chronology(replace(look, entries=tuple(entries)))
    return tuple(Happening(_when(look, each.at), each.text, each.said) for each in lines)


def _item(look: Look, entry: Entry) -> Happening:
    what = wording.happened(entry.what, look.name(entry.actor), "")
    return Happening(_when(look, entry.at), f"{what} · {_when(look, entry.at)}", case_words.said(look.policy, entry))


async def _thread(look: Look) -> tuple[Happening, ...]:
    """What was written with a code; of any other case it stands in the chronology."""
    said = (written(each) for each in await concerns.thread(look.tx, look.case.id)) if look.case.anonymous else ()
    return tuple(Happening(each.day, words.WE_WROTE if each.ours else words.THEY_WROTE, (each.text,)) for each in said)


def _procedures(look: Look) -> tuple[Worked, ...]:
    return tuple(
        Worked(
            plan.procedure.title,
            plan.procedure.source,
            tuple(Did(each.step.id, each.step.words, _state(look, each), _doer(look, each)) for each in plan.steps),
        )
        for plan in look.plans
    )


def _doer(look: Look, planned: Planned) -> str:
    """Who did it and when, if that was written down."""
    text = case_words.in_words(look.policy, planned.ended, Detail.DOER) if planned.ended is not None else ""
    return record_words.labelled(record_words.SAID[Detail.DOER], text) if text else ""


def _state(look: Look, planned: Planned) -> str:
    """How a step stands, for somebody who only reads it."""
    entry = planned.ended
    if entry is None:
        return {Standing.BY_ITSELF: record_words.BY_ITSELF, Standing.OPEN: words.TO_DO}.get(
            planned.standing, words.WAITS
        )
    by = record_words.by_at(look.name(entry.actor), _at(look, entry.at))
    match planned.standing:
        case Standing.NOT_APPLICABLE:
            return record_words.ended_otherwise(record_words.NOT_APPLICABLE, by)
        case Standing.NOT_DONE:
            return record_words.ended_otherwise(record_words.NOT_DONE, by)
        case _ if outcome := case_words.in_words(look.policy, entry, Detail.OUTCOME):
            return record_words.ended(record_words.DECIDED, by, outcome)
        case _:
            return record_words.ended_otherwise(record_words.DONE, by)


def _at(look: Look, at: datetime) -> str:
    when = _when(look, at)
    return record_words.on(when) if look.case.anonymous else record_words.at(when)


def _when(look: Look, at: datetime) -> str:
    """'10:42 on Monday 23 November 2026'; of an anonymous case the day alone."""
    local = at.astimezone(look.desk.organisation.hours.time_zone)
    return words.day(local.date()) if look.case.anonymous else words.moment(f"{local:%H:%M}", local.date())
