"""What a form that is being filled in carries: the nonce that we gave it, and what was chosen so far. Never any text.

A carried text is `c.<token>.<field=option>;...` for a form, `k.` for the question for a code, `p.<pass>` for what a
code opened, and `s.<token>` for the code that was just shown.
"""

from dataclasses import dataclass
from enum import StrEnum

from dialogs.forms import Answers, ChooseOne, Form

LONGEST = 1_500
"""Characters: half of what Slack lets a view carry. Ours stay far below."""


class Kind(StrEnum):
    """What a screen of a concern is."""

    FORM = "c"
    CODE = "k"
    OPENED = "p"
    SHOWN = "s"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a screen carried. `secret` is a token or a pass; nothing of this has been proved yet."""

    kind: Kind
    secret: str = ""
    chosen: str = ""


def is_concern(carried: str) -> bool:
    """Whether this was carried by a screen of a concern, and not the id of a draft."""
    return carried[1:2] == "." and carried[:1] in set(Kind)


def carried(text: str) -> Carried:
    """What a screen carried. What is none of ours counts as nothing."""
    if not is_concern(text) or len(text) > LONGEST:
        return Carried(Kind.FORM)
    kind, secret, chosen = [*text.split(".", 2), ""][:3]
    return Carried(Kind(kind), secret, chosen)


def packed(token: str, answers: Answers) -> str:
    """What a form carries."""
    chosen = ";".join(f"{field}={answer}" for field, answer in answers.items() if isinstance(answer, str))
    return f"{Kind.FORM}.{token}.{chosen}"


def choices(chosen: str, form: Form) -> Answers:
    """What was chosen so far, as far as the form knows of it."""
    pairs = dict(part.partition("=")[::2] for part in chosen.split(";") if part)
    fields = (field for screen in form.screens for field in screen.fields if isinstance(field, ChooseOne))
    return {
        field.id: pairs[field.id]
        for field in fields
        if field.id in pairs and pairs[field.id] in {*(option.id for option in field.options), *_skipped(field)}
    }


def _skipped(field: ChooseOne) -> tuple[str, ...]:
    return () if field.required else ("",)
