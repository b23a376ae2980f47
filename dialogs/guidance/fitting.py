"""Whether what was trained fits a policy: weights know passages by their ids, and a policy changes."""

from dialogs.guidance.hearing import Ear
from dialogs.policy import Policy

MOST_NAMED = 5


def unfit(ear: Ear, policy: Policy) -> tuple[str, ...]:
    """What whoever runs the bot must know: passages that no question can find, and weights for none."""
    known, there = set(ear.passages.classes), set(policy.passages)
    lost, gone = sorted(there - known), sorted(known - there)
    return tuple(
        sentence
        for ids, sentence in (
            (lost, f"No question finds these passages of the policy: {_named(lost)}. Train guidance again."),
            (gone, f"Guidance was trained for passages that the policy does not have: {_named(gone)}. Train it again."),
        )
        if ids
    )


def _named(ids: list[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return ", ".join(ids[:MOST_NAMED]) + more
