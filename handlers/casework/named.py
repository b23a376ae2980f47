"""Who is named in a case: whose copy of it may be made, and whose names are struck out of that."""

from collections.abc import Iterable, Iterator

from dialogs.casework.record import Act, Detail
from dialogs.casework.redacting import names_beside_numbers, names_in, same_name
from dialogs.forms import Answers
from dialogs.policy import Policy
from handlers.case_look import Look

PEOPLE = (Detail.HOLDER, Detail.DOER, Detail.CONSULTED)
"""What is written of somebody who had to do with the case."""


def is_named(look: Look, name: str) -> bool:
    """Whether somebody in the reports of the case is called so: whom it is about, or who reported it."""
    field = look.policy.reporting.meanings.subject
    whole = (_text(answers, field) for answers in _answers(look))
    return any(same_name(name, each) for each in (look.case.reporter_name, *whole, *_subjects(look)))


def others(look: Look, own: str) -> tuple[str, ...]:
    """Everybody who is named in the case or works here, but whose copy it is."""
    people = (each.name for each in look.desk.organisation.people.values())
    every = (look.case.reporter_name or look.case.reporter, *people, *_subjects(look), *_named(look))
    return tuple(dict.fromkeys(name for name in every if name and not same_name(name, own)))


def _subjects(look: Look) -> Iterator[str]:
    """Whom the reports are about, each of several names."""
    for answers in _answers(look):
        yield from names_in(_text(answers, look.policy.reporting.meanings.subject), written_small=True)


def _named(look: Look) -> Iterator[str]:
    """Those who are named where a person is asked for, in the reports or the record."""
    fields = (*look.policy.casework.names_in, *_not_to_be_told(look.policy))
    yield from _names(_text(answers, field) for answers in _answers(look) for field in fields)
    for entry in look.entries:
        yield from _names(entry.detail.get(each, "") for each in PEOPLE)
        yield from names_beside_numbers(entry.detail.get(Detail.REFERENCE, ""))
        yield from _names([entry.detail.get(Detail.TEXT, "")] if entry.what in {Act.EVIDENCE, Act.MOVED} else ())


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from names_in(text)


def _not_to_be_told(policy: Policy) -> tuple[str, ...]:
    concern = policy.reporting.concern
    return (policy.reporting.meanings.not_to_be_told, *((concern.not_to_be_told,) if concern else ()))


def _answers(look: Look) -> list[Answers]:
    return [report.answers for report in look.case.reports]


def _text(answers: Answers, field: str) -> str:
    text = answers.get(field, "")
    return text if isinstance(text, str) else ""
