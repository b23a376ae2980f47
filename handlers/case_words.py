"""What was written with an entry of a case's record, in words: ids become what the policy calls them."""

from collections.abc import Collection, Iterable

from dialogs import wording_copies
from dialogs import wording_record as words
from dialogs.casework.record import Act, Detail, Entry
from dialogs.forms import Option
from dialogs.policy import Policy
from dialogs.typed import shown

DAYS = frozenset({Detail.ON, Detail.REVIEW, Detail.BORN, Detail.LEFT})


def said(policy: Policy, entry: Entry, without: Collection[Detail] = ()) -> tuple[str, ...]:
    """What was written, each under what it is called. What is not there, and what is `without`, is left out."""
    return tuple(
        words.labelled(words.called(entry.what, detail), in_words(policy, entry, detail))
        for detail in words.SAID
        if detail not in without and entry.detail.get(detail) and (entry.what, detail) not in words.SAID_ELSEWHERE
    )


def in_words(policy: Policy, entry: Entry, detail: Detail) -> str:
    """One thing that was written, or nothing."""
    text = entry.detail.get(detail, "")
    if detail is Detail.VERSION:
        return wording_copies.version(text)
    if detail in DAYS:
        return words.day(text)
    options = _options(policy, entry, detail)
    return "; ".join(labels(options, text)) if options is not None else shown(text)


def labels(options: Iterable[Option], ids: str) -> tuple[str, ...]:
    """What these ids, joined by commas, are called; one that is not called anything stays as it is."""
    called = {option.id: option.label for option in options}
    return tuple(called.get(name, name) for name in ids.split(",") if name)


def _options(policy: Policy, entry: Entry, detail: Detail) -> tuple[Option, ...] | None:
    """What could be chosen; None where words are written."""
    rules, deciding = policy.casework, policy.casework.decisions.get(_decision(policy, entry))
    match detail:
        case Detail.OUTCOME:
            return deciding.outcomes if deciding else rules.closing.outcomes
        case Detail.REASONS:
            return deciding.reasons if deciding else ()
        case Detail.AGENCY:
            return rules.agencies
        case Detail.TOLD:
            return rules.closing.told
        case Detail.THEMES:
            return rules.closing.themes
        case _:
            return None


def _decision(policy: Policy, entry: Entry) -> str:
    """The id of what the entry decides, or nothing."""
    name = entry.detail.get(Detail.STEP, "") if entry.what == Act.STEP else ""
    steps = (step for procedure in policy.procedures.values() for step in procedure.steps)
    return next((step.decision for step in steps if step.id == name), "")
