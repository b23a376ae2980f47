"""`ask`: answers questions about the policy on the command line. It logs and keeps nothing of them.

It reads the policy and the organisation file; it opens no database and needs no keys.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from bot import organisation as organisation_file
from bot.asking import in_text
from bot.clock import SystemClock
from bot.config import Config
from dialogs import policy_file, wording_guidance
from dialogs.guidance.files import read_ear
from dialogs.guidance.hearing import Ear, hear
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Clock
from handlers.guidance import guided

NOBODY_REAL = "There is no organisation file, so the people named here are made up."


class CannotAnswer(Exception):
    """Nothing finds passages of this policy. Its text says what to do."""


class BadLine(Exception):
    """A line that holds no question. Its text says what is wrong with it, without a word of it."""


@dataclass(frozen=True, slots=True)
class Books:
    """What an answer is made from."""

    policy: Policy
    organisation: Organisation
    clock: Clock
    ear: Ear


def open_books(settings: Config, err: TextIO) -> Books:
    """What these settings name; while no platform is set up, what the practice page uses. `err` hears who is made up.

    Raises CannotAnswer, and as the readers of the files: PolicyFaulty, OrganisationFaulty, WeightsDamaged and so on.
    """
    where = settings if settings.slack or settings.teams else settings.for_practice()
    ear = read_ear(where.policy)
    if ear is None:
        raise CannotAnswer(
            "Questions about this policy cannot be answered: its folder has no `guidance` with trained weights."
        )
    if where.organisation != settings.organisation:
        err.write(f"{NOBODY_REAL}\n")
    return Books(policy_file.load(where.policy), organisation_file.load(where.organisation), SystemClock(), ear)


def answer(books: Books, question: str, out: TextIO) -> int:
    """Prints the answer to a question, and returns 0. What `out` cannot write becomes a question mark."""
    text = in_text(guided(books, hear(books.ear, question), question)) + "\n"
    code = out.encoding or "utf-8"
    out.write(text.encode(code, errors="replace").decode(code))
    return 0


def answer_lines(books: Books, lines: Iterable[bytes], out: TextIO, err: TextIO) -> int:
    """Answers a question on each line, one line of JSON for each, as soon as it is read. Empty lines are passed over.

    Returns 1 if there was a bad line: each is named on `err`, and the others are answered.
    """
    code = 0
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                out.write(_answered(books, line) + "\n")
                out.flush()
        except BadLine as fault:
            code = 1
            err.write(f"Line {number}: {fault}\n")
    return code


def _answered(books: Books, line: bytes) -> str:
    asked = _read(line)
    heard = hear(books.ear, asked.question)
    said = {
        "id": asked.id,
        "action": heard.action,
        "passages": [each for each in heard.passages if each in books.policy.passages],
        "text": in_text(guided(books, heard, asked.question)),
    }
    return json.dumps(said)  # in ASCII, so that it can be written anywhere


@dataclass(frozen=True, slots=True)
class _Line:
    id: str | int
    question: str


def _read(line: bytes) -> _Line:
    try:
        said: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine("it is not UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON.") from None
    if not isinstance(said, dict):
        raise BadLine('it is not an object with "id" and "question".')
    named, question = said.get("id"), said.get("question")
    if not isinstance(named, str | int) or isinstance(named, bool):
        raise BadLine('its "id" must be a text or a whole number.')
    if not isinstance(question, str):
        raise BadLine('its "question" must be a text.')
    if not question.strip():
        raise BadLine(f"its question is empty. {wording_guidance.QUESTION_EMPTY}")
    return _Line(named, question)
