"""Reads a day as somebody writes it."""

import re
from contextlib import suppress
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})")
TURNED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.?,? (\d{4})")
CENTURY = 2000
SHORT = 2


def read_day(text: str) -> date | None:
    """The day that '23/11/2026', '23.11.26', '23 November 2026' or '2026-11-23' is; None if it is none."""
    said = " ".join(text.lower().split())
    with suppress(ValueError):
        if turned := TURNED.fullmatch(said):
            year, month, day = map(int, turned.groups())
            return date(year, month, day)
        if numbers := NUMBERS.fullmatch(said):
            short = len(numbers[3]) == SHORT
            return date(int(numbers[3]) + (CENTURY if short else 0), int(numbers[2]), int(numbers[1]))
        if words := IN_WORDS.fullmatch(said):
            return date(int(words[3]), MONTHS.index(words[2]) + 1, int(words[1]))
    return None
