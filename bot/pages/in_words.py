"""Telephone numbers and lengths of time, as a page shows them."""

import re
from datetime import timedelta

IN_A_SENTENCE = re.compile(r"(?<!\d)(999|0\d{2,4}(?: \d{3,6}){1,2})(?!\d)")
"""A telephone number that a sentence of ours asks somebody to ring."""


def telephone(contact: str) -> str:
    """The number as a telephone dials it, or an empty text if the contact is something else."""
    return contact.replace(" ", "") if re.fullmatch(r"\+?[\d ]+", contact) else ""


def ringable(sentence: str) -> tuple[tuple[str, str], ...]:
    """The sentence in pieces, each with the number that it dials; an empty text for one that is only words."""
    pieces = IN_A_SENTENCE.split(sentence)
    return tuple((piece, telephone(piece) if place % 2 else "") for place, piece in enumerate(pieces) if piece)


def span(length: timedelta) -> str:
    """A length of time in days, hours and minutes: "1 day 2 hours". An empty text for less than a minute."""
    minutes = int(length.total_seconds()) // 60
    parts = ((minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)
