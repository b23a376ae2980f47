"""A copy of a case as a paper: the whole record for another provider, or what the person it is about may have.

Of the second every text that somebody wrote goes through `strike`, which takes the names of others out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dialogs import wording_copies as words
from dialogs.paper import Blank, Content, Paper, Part, Row, Words

Strike = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: when, what, and what was written then. The first two are the bot's own words."""

    when: str
    what: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A report: when it came, and its answers, each under its question."""

    when: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Did:
    """A step and how it stands. Only the last is what somebody wrote: who did it, or nothing."""

    id: str
    words: str
    state: str
    doer: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A procedure of the case, with its steps."""

    title: str
    source: str
    steps: tuple[Did, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """All of a case that a copy may show. Who is named in it, and how, is decided by whoever makes it."""

    reference: str
    organisation: str
    anonymous: bool
    facts: tuple[tuple[str, str], ...]
    must_not_know: tuple[str, ...]
    reports: tuple[Reported, ...]
    decisions: tuple[Happening, ...]
    referrals: tuple[Happening, ...]
    procedures: tuple[Worked, ...]
    evidence: tuple[Happening, ...]
    thread: tuple[Happening, ...]
    chronology: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """Who made the copy, when, and for whom (an organisation and a name, or whose information it is)."""

    by: str
    on: str
    whom: str


def transfer(record: Record, made: Made) -> Paper:
    """The whole record, with a page to sign at its end."""
    warning = (Words(words.must_not_be_told(record.must_not_know), loud=True),) if record.must_not_know else ()
    cover = Part("", (*warning, *_cover(record, made), *map(Words, (words.HOW_TO_SEND, words.NOT_IN_TRANSFER))))
    lines = (record.organisation, words.CONFIDENTIAL)
    parts = (cover, *_parts(record, str), _receipt(record, made))
    return Paper(words.TRANSFER_TITLE, lines, parts, _footer(words.TRANSFER_FOOTER, record), record.organisation)


def subject_access(record: Record, made: Made, strike: Strike) -> Paper:
    """What the person may have whose information it is, after somebody has read it."""
    left = (*words.LEFT_OUT_PARTS, *((words.LEFT_OUT_THREAD,) if record.anonymous else ()))
    cover = Part("", (Words(words.READ_FIRST, loud=True), *_cover(record, made)))
    out = Part(words.LEFT_OUT, tuple(map(Words, left)))
    think = Part(words.EXEMPTIONS, tuple(map(Words, words.EXEMPTION_WORDS)))
    first, *rest = _parts(record, strike)
    parts = (cover, out, think, Part(first.heading, first.content, new_page=True), *rest)
    lines = (record.organisation,)
    return Paper(words.ACCESS_TITLE, lines, parts, _footer(words.ACCESS_FOOTER, record), record.organisation)


def _footer(kind: str, record: Record) -> str:
    return f"{record.reference} · {kind}"


def _cover(record: Record, made: Made) -> tuple[Content, ...]:
    rows = (
        Row(words.REFERENCE, record.reference),
        Row(words.RECORD_FOR, made.whom),
        Row(words.MADE_BY, made.by),
        Row(words.MADE_AT, made.on),
    )
    return (*rows, Words(words.DAYS_ONLY)) if record.anonymous else rows


def _parts(record: Record, strike: Strike) -> tuple[Part, ...]:
    """The record itself, part by part."""
    parts = (
        Part(words.FACTS, tuple(Row(label, strike(text)) for label, text in record.facts)),
        *(_report(number, each, record, strike) for number, each in enumerate(record.reports, 1)),
        *_several(words.DECISIONS, record.decisions, strike),
        *_several(words.REFERRALS, record.referrals, strike),
        *(_procedure(each, strike) for each in record.procedures),
        _evidence(record.evidence, strike),
        *_several(words.THREAD, record.thread, strike),
        Part(words.CHRONOLOGY, tuple(_row(each, strike) for each in record.chronology)),
    )
    return tuple(parts)


def _report(number: int, report: Reported, record: Record, strike: Strike) -> Part:
    answers = (Row(label, strike(text)) for label, text in report.answers)
    heading = words.report(number, len(record.reports))
    return Part(heading, (Row(words.REPORTED, report.when), *answers))


def _several(heading: str, happened: Iterable[Happening], strike: Strike) -> tuple[Part, ...]:
    rows = tuple(_row(each, strike) for each in happened)
    return (Part(heading, rows),) if rows else ()


def _row(happening: Happening, strike: Strike) -> Row:
    return Row(happening.when, "\n".join((happening.what, *map(strike, happening.said))))


def _procedure(worked: Worked, strike: Strike) -> Part:
    rows = tuple(
        Row(each.id, "\n".join(filter(None, (each.words, each.state, strike(each.doer))))) for each in worked.steps
    )
    return Part(f"{words.PROCEDURES}: {worked.title}", (Words(worked.source), *rows) if worked.source else rows)


def _evidence(listed: tuple[Happening, ...], strike: Strike) -> Part:
    rows = tuple(Row(str(number), _row(each, strike).text) for number, each in enumerate(listed, 1))
    return Part(words.EVIDENCE, (Words(words.EVIDENCE_MEANS), *(rows or (Words(words.NOTHING),))))


def _receipt(record: Record, made: Made) -> Part:
    """The last page, to be signed and returned."""
    content: tuple[Content, ...] = (
        Words(words.RECEIPT_WORDS),
        Row(words.REFERENCE, record.reference),
        Row(words.SENT_BY, f"{made.by}, {record.organisation}"),
        Row(words.SENT_TO, made.whom),
        Row(words.MADE_AT, made.on),
        Row(words.PAGES, Blank.PAGES),
        Words(words.RECEIPT_MEANS),
        *(Row(label, Blank.LINE) for label in words.TO_SIGN),
        Words(words.return_to(record.organisation, made.by), loud=True),
    )
    return Part(words.RECEIPT, content, new_page=True)
