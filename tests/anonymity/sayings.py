"""Everything that the bot may say at Slack of anonymous concerns, line by line; no line holds a word of a learner's.

Each line is made from the sentences of the bot and of the policy. What may differ is a reference, a number, or a time.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot import organisation as organisation_file
from bot.chat import words
from bot.chat.written import to_a_writer
from bot.slack import guided, slack_words
from dialogs import policy_file, wording, wording_due, wording_replies
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.numbers import numbers
from tests.bot.chat.answers import Known, every_sentence
from tests.fakes.slack_json import Object, object_of
from tests.fakes.slack_views import read
from tests.scenarios.slack_platform import EXAMPLE

REFERENCE, NUMBER, TIME = "ES-REFERENCE", 987_654, "ATIME"
DIFFERING = (REFERENCE, str(NUMBER), TIME)
DAY = "Tuesday 24 November"
DATE = date(2026, 11, 24)
WAYS = (words.TELL, words.HELP, words.CHECK, words.ASK, words.REPORT)
BUTTONS = (wording.ACKNOWLEDGE, wording.OPEN, wording.CANNOT_TAKE, wording_due.SEE, *WAYS)


def not_in_the_list(sent: Iterable[Object], policy: Path) -> set[str]:
    """The lines of these messages that are not in the list."""
    known = set(sayings(policy))
    patterns = re.compile("|".join(_pattern(each) for each in known if any(part in each for part in DIFFERING)))
    lines = {line for each in sent for line in (*_lines(each), *_fallback(each))}
    return {line for line in lines - known if line and not patterns.fullmatch(line)}


def sayings(policy: Path) -> Iterator[str]:
    """The list."""
    parsed, organisation = policy_file.parse(policy_file.read_folder(policy)), organisation_file.load(EXAMPLE)
    yield from BUTTONS
    yield from _of_alerts(parsed, organisation)
    yield wording_replies.wrote_again(REFERENCE)
    yield from (line for urgent in (False, True) for line in wording_replies.many(NUMBER, urgent=urgent))
    yield from _of_the_day()
    for first in organisation.people.values():
        for second in organisation.people.values():
            yield from wording_replies.paused(first.name, second.name, TIME)
    yield from (*words.TYPED, words.NO_PICTURES, words.PRESS, *words.TOO_LATE)
    yield from _of_answers(parsed, organisation)
    known = numbers(parsed.reporting.always_shown, parsed, organisation, DATE)
    yield from (words.number(each.name, each.contact) for each in known if each.contact)


def _of_the_day() -> Iterator[str]:
    """The daily word: how many cases, and the references of the first of them."""
    for count in range(1, wording_due.MOST_NAMED + 1):
        yield wording_due.today((REFERENCE,) * count)
    most = wording_due.MOST_NAMED + 1
    yield wording_due.today((REFERENCE,) * most).replace(f"{most} ", f"{NUMBER} ").replace("and 1 ", f"and {NUMBER} ")


def _of_answers(policy: Policy, organisation: Organisation) -> Iterator[str]:
    """What is said to whoever writes to the bot: the policy's words, and nothing of theirs."""
    said = map(guided.message, map(to_a_writer, every_sentence(Known(policy, organisation))))
    sent = [object_of(json.loads(json.dumps(each))) for each in said]
    yield from {line for each in sent for line in (*_lines(each), *_fallback(each))}
    yield from (slack_words.left_off(guided.TO.join(each.heading)) for each in policy.passages.values())
    yield slack_words.more_in_the_message(NUMBER)


def _of_alerts(policy: Policy, organisation: Organisation) -> Iterator[str]:
    groups = {category.group for category in policy.categories.values()}
    for severity in policy.severities:
        yield from (wording.alert(severity.value, REFERENCE, group, "", DAY) for group in groups)
    yield from (wording.SAFE_LINE, wording.STILL_NOBODY, wording.MAYBE_REPEAT)
    yield from (wording.picked_up_alert(person.name, "") for person in organisation.people.values())
    yield from (wording.passed_to(person.name, "", "") for person in organisation.people.values())


def _pattern(saying: str) -> str:
    exact = re.escape(saying).replace(re.escape(REFERENCE), "ES-[2-9A-Z]{6}").replace(str(NUMBER), r"\d+")
    return exact.replace(TIME, r"[0-9:]+")


def _lines(sent: Object) -> list[str]:
    return read(sent.get("blocks")).splitlines()


def _fallback(sent: Object) -> list[str]:
    text = sent.get("text")
    plain = text if isinstance(text, str) else ""
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").splitlines()
