"""The policy's words as they are shown, with what is wrong with them beside them."""

from dataclasses import dataclass

from dialogs import wording
from dialogs.policy import Erratum


@dataclass(frozen=True, slots=True)
class ErratumShown:
    """What is wrong with a step's words and what to do instead. `checked` says when, in words."""

    problem: str
    instead: str
    checked: str


@dataclass(frozen=True, slots=True)
class Noted:
    """What is wrong with words that are quoted. `where` says which step, or is empty."""

    where: str
    erratum: ErratumShown


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """A passage in the policy's exact words. `place` leads to it, heading by heading; `lead` introduces its list.

    `items` follow the text. `siblings` are the rest of the list that it is from. `plain` are our words, or empty.
    """

    place: tuple[str, ...]
    lead: str
    text: str
    items: tuple[str, ...]
    siblings: tuple[str, ...]
    notes: tuple[Noted, ...]
    plain: str
    ordered: bool


def erratum(erratum: Erratum) -> ErratumShown:
    """An erratum, with when it was checked."""
    checked = wording.checked_in(erratum.checked.isoformat()) if erratum.checked else wording.NOT_CHECKED
    return ErratumShown(erratum.problem, erratum.instead, checked)
