"""What the bot says of the reasons for a decision about a case, and of the reference of somebody who was told."""

from collections.abc import Iterable


def only_for(outcomes: Iterable[str]) -> str:
    """What is wrong with reasons for a decision that has none."""
    return f"These are reasons only for: {'; '.join(outcomes)}. Take them out, or choose another decision."


def contradicted(says: str, reason: str, instead: str) -> str:
    """What is wrong with a reason that a report contradicts, and what somebody does who knows better."""
    return (
        f"The report says: {says}. If that is wrong, take out “{reason}”, choose “{instead}”, and say below how you "
        "know."
    )


def needed_but_not_for(agencies: Iterable[str]) -> str:
    """Said below the reference of whoever was told, where some give none."""
    return f"Needed if it is done, but not for: {'; '.join(agencies)}."
