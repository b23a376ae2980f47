"""Reads what Teams gives back of a button: what it does, what was entered beside it, and where it stood.

Nothing here trusts what it reads: what is not as we sent it is as good as absent, and nothing raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.carried import Carried, from_json
from bot.chat.payload import Json, items, mapping, text
from bot.teams import ids, limits
from bot.teams.several import apart
from handlers.values import Values

FIELDS = "fields"
"""Names the fields that can be filled in: of one that is left empty Teams sends nothing."""
MANY = "many"
"""Names those of them in which several can be chosen: Teams sends one text with commas, which no id has."""
TYPED = "typed"
"""Holds what was entered in fields of another part."""
MOST_FIELDS, MOST_CHOSEN = 20, 500


@dataclass(frozen=True, slots=True)
class Pressed:
    """What somebody did. `search` is what they typed to find an option of the field that `value` names."""

    do: str
    value: str
    carried: Carried
    values: Values
    search: str


def pressed(data: Mapping[str, Json]) -> Pressed:
    """What the data of an action says. A value that is longer than any of ours is as good as none."""
    ours = mapping(data.get(ids.Key.OURS))
    value = text(ours.get(ids.Key.VALUE))
    value = value if len(value) <= limits.VALUE else ""
    carried = from_json(mapping(ours.get(ids.Key.CARRIED)))
    return Pressed(
        do=text(ours.get(ids.Key.DO)),
        value=value,
        carried=carried,
        values={**_typed(ours), **_values(data, _names(ours.get(FIELDS)), _names(ours.get(MANY)))},
        search=text(data.get(f"{ids.SEARCH}{value}")).strip(),
    )


def _typed(ours: Mapping[str, Json]) -> Values:
    typed = list(mapping(ours.get(TYPED)).items())[:MOST_FIELDS]
    return {name: tuple(text(each) for each in items(values)[:MOST_CHOSEN]) for name, values in typed}


def _values(data: Mapping[str, Json], fields: list[str], many: list[str]) -> Values:
    """What stands in each field. One that was left empty is there, with nothing in it."""
    return {field: _entered(text(data.get(f"{ids.FIELD}{field}")), several=field in many) for field in fields}


def _entered(given: str, *, several: bool) -> tuple[str, ...]:
    if several:
        return apart(given)
    return (given,) if given else ()


def _names(listed: Json) -> list[str]:
    names = (text(each) for each in items(listed)[:MOST_FIELDS])
    return [name for name in names if name]
