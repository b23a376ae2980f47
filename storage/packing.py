"""Turns values into bytes and back, so that they can be sealed. It knows no key and no table."""

import json
from collections.abc import Mapping

from dialogs.forms import Answer, Answers

PackedAnswers = Mapping[str, str | list[str]]
"""Answers as they are sealed."""


def pack(value: object) -> bytes:
    """As JSON in ASCII, which takes any text that a person can type or paste, half a surrogate pair included."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def pack_answers(answers: Answers) -> PackedAnswers:
    """Answers in a form that can be packed."""
    return {field: answer if isinstance(answer, str) else list(answer) for field, answer in answers.items()}


def unpack_answers(packed: PackedAnswers) -> dict[str, Answer]:
    """The answers again."""
    return {field: answer if isinstance(answer, str) else tuple(answer) for field, answer in packed.items()}
