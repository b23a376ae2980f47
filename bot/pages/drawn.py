"""How each field of a screen looks in a browser: what it is drawn as, what stands in it, what is marked.

Pure: it chooses, the templates draw. A new kind of field fails type-checking here until it is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, assert_never

from dialogs.forms import Answers, ChooseMany, ChooseOne, Field, LongText, Option, Purpose, ShortText
from dialogs.wording_learner import SEND
from handlers.reply import Asked

MANY = 3
"""From how many on they are folded away."""
A_FEW_LINES = 500
"""Up to how many characters a box for them is a small one."""

DrawnAs = Literal["radio", "checkbox", "menu", "line", "box"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field ready to be drawn. `text` is what stands in a box, `chosen` the ids of the options that are marked.

    `rows` is how many lines of a box are seen at once. `optional`: it can always be skipped, and says so.
    """

    id: str
    label: str
    hint: str
    drawn_as: DrawnAs
    options: tuple[Option, ...]
    text: str
    chosen: tuple[str, ...]
    problem: str
    required: bool
    optional: bool
    rows: int


def drawn_fields(asked: Asked) -> tuple[Drawn, ...]:
    """The fields of a screen, with what was entered in them and what is wrong with it."""
    return tuple(_drawn(field, asked) for field in asked.fields)


def folded(fields: Sequence[Drawn]) -> int:
    """How many fields at the end are folded away: what was chosen on the way there, where that is a long list."""
    menus = tuple(takewhile(lambda field: field.drawn_as == "menu", reversed(fields)))
    return len(menus) if len(menus) >= MANY and not any(each.problem for each in menus) else 0


def title_of(asked: Asked) -> str:
    """What a screen is called where only its name is seen. It says so when something must be put right."""
    return f"Error: {asked.title}" if asked.problems else asked.title


def is_sent_by(asked: Asked) -> bool:
    """Whether the button of this screen sends what nothing has kept: then Return in a box must not press it."""
    return not asked.keeps and bool(asked.fields) and (asked.purpose is Purpose.REVIEW or asked.submit == SEND)


def says_nothing_is_kept(asked: Asked) -> bool:
    """Whether there is something still to be sent, of which nothing has been kept."""
    return not asked.code and (is_sent_by(asked) or (not asked.keeps and asked.count > 0))


def _drawn(field: Field, asked: Asked) -> Drawn:
    drawn_as, options = _kind(field, compact=field.id in asked.compact)
    text, chosen = _entered(field.id, asked.entered)
    problem = asked.problems.get(field.id, "")
    skipped = not field.required and field.id not in asked.sometimes
    return Drawn(
        field.id,
        field.label,
        field.hint,
        drawn_as,
        options,
        text,
        chosen,
        problem,
        field.required,
        skipped,
        _rows(field),
    )


def _rows(field: Field) -> int:
    return 3 if isinstance(field, LongText) and field.limit <= A_FEW_LINES else 9


def _kind(field: Field, *, compact: bool) -> tuple[DrawnAs, tuple[Option, ...]]:
    match field:
        case ChooseOne():
            return ("menu" if compact else "radio"), field.options
        case ChooseMany():
            return "checkbox", field.options
        case ShortText():
            return "line", ()
        case LongText():
            return "box", ()
        case _:
            assert_never(field)


def _entered(field: str, entered: Answers) -> tuple[str, tuple[str, ...]]:
    answer = entered.get(field, "")
    return ("", answer) if isinstance(answer, tuple) else (answer, (answer,))
