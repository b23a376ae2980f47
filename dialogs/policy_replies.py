"""Reads how to write to a learner who told us something: sentences to begin with, and what is better not written."""

from collections.abc import Iterator
from itertools import product
from math import prod

from dialogs.replies import Advice, Replies
from dialogs.typed import plain
from dialogs.yaml_table import Table

MOST_WORDS = 8
MOST_WAYS = 500
A_PHRASE = f"phrases of 1 to {MOST_WORDS} words, each with a letter ('the/a' is either), in {MOST_WAYS} ways at most"


def read_replies(table: Table) -> Replies:
    """The openers and the rules: at least one of each, or the file is there for nothing."""
    openers = table.all_parsed("openers", _sentence, "sentences")
    rules = table.tables("advice", needed=True)
    if not openers and not table.broken:
        table.fault(table.line_of("openers"), "'openers' must hold sentences")
    if not rules and table.keys().count("advice"):
        table.fault(table.line_of("advice"), "'advice' must hold rules")
    table.done()
    return Replies(openers, tuple(advice for each in rules for advice in _rule(each)))


def _rule(table: Table) -> Iterator[Advice]:
    """One rule, as two if it has phrases for anywhere and phrases for where a sentence begins."""
    before = len(table.findings.faults)
    unless = _phrases(table, "unless")
    several = ((_phrases(table, "says"), False), (_phrases(table, "starts"), True))
    because = table.text("because")
    if not table.broken and not any(phrases for phrases, _ in several) and len(table.findings.faults) == before:
        table.fault(table.line, "a rule needs 'says' or 'starts'")
    table.done()
    return (Advice(phrases, at_start, because, unless) for phrases, at_start in several if phrases)


def _phrases(table: Table, key: str) -> tuple[str, ...]:
    before = len(table.findings.faults)
    phrases = table.all_parsed(key, _ways, A_PHRASE)
    if not phrases and table.keys().count(key) and len(table.findings.faults) == before:
        table.fault(table.line_of(key), f"'{key}' must hold phrases")
    return tuple(way for ways in phrases for way in ways)


def _sentence(text: str) -> str | None:
    return text if plain(text) else None


def _ways(text: str) -> tuple[str, ...] | None:
    """Every phrase that is written so, or None: 'tell me/us' is 'tell me' and 'tell us'."""
    words = tuple(word.split("/") for word in text.split())
    if not 1 <= len(words) <= MOST_WORDS or prod(map(len, words)) > MOST_WAYS:
        return None
    ways = tuple(" ".join(way) for way in product(*words))
    fits = all(all(word) for word in words) and all(any(map(str.isalpha, plain(way))) for way in ways)
    return ways if fits else None
