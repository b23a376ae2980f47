"""Whether a card is one that Microsoft's own schema of Adaptive Cards allows, and what Teams wants beyond that.

The published schema tries every type of element in turn, which is slow and says nothing useful. Here an element is held
to the type that it names, which allows exactly the same. Patterns are left out: they stand beside the exact values of
an enumeration, are not anchored, and let any object pass for a word.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.protocols import Validator
from jsonschema.validators import create

from tests.fakes.slack_json import Json, Object, everything_in, list_of, object_of, objects_in, parsed, text_of, written

SCHEMA = Path(__file__).parent.parent / "schemas" / "adaptive-card-1.5.0.json"
VERSION = "1.5"
ONE_OF_SEVERAL = "ImplementationsOf."
BY_TYPE = "byType"
TEAMS_OWN = "msteams"


def faults(card: Json) -> list[str]:
    """What is wrong with a card, as it is put into an attachment; empty when nothing is."""
    own = {key: value for key, value in object_of(card).items() if key != TEAMS_OWN}
    return list(_faults(written(own)))


@cache
def _faults(text: str) -> tuple[str, ...]:
    """Asked once for each card that differs: conversations repeat themselves."""
    card = object_of(parsed(text))
    return (*_structure(card), *_first_of_all(card), *_inputs(card))


def _structure(card: Object) -> Iterator[str]:
    worst = best_match(_validator().iter_errors(card))
    if worst is not None:
        yield f"{worst.json_path}: {worst.message}"


def _first_of_all(card: Object) -> Iterator[str]:
    if card.get("type") != "AdaptiveCard":
        yield "it is no card"
    if card.get("version") != VERSION:
        yield f"its version is not {VERSION}"


def _inputs(card: Object) -> Iterator[str]:
    inputs = [each for each in everything_in(card) if text_of(each.get("type")).startswith("Input.")]
    asked = [each for each in inputs if each["type"] != "Input.Choice"]
    ids = Counter(text_of(each.get("id")) for each in asked)
    yield from (f"two inputs have the id {name!r}" for name, count in ids.items() if count > 1)
    unnamed = [text_of(each.get("id")) for each in asked if not text_of(each.get("label")).strip()]
    yield from (f"the input {name!r} has no label" for name in unnamed)
    for each in asked:
        values = [text_of(choice.get("value")) for choice in objects_in(each.get("choices"))]
        yield from (f"the choice {value!r} has a comma in it" for value in values if "," in value)
        yield from (f"two choices are {value!r}" for value, count in Counter(values).items() if count > 1)


def _by_type(validator: Validator, names: Mapping[str, str], element: Json, _: Object) -> Iterator[ValidationError]:
    """A keyword of our own: what an element says that it is decides which definition it is held to."""
    kind = text_of(object_of(element).get("type"))
    if kind in names:
        yield from validator.evolve(schema={"$ref": names[kind]}).iter_errors(element)
    else:
        yield ValidationError(f"{kind!r} may not stand here")


@cache
def _validator() -> Validator:
    schema = object_of(parsed(SCHEMA.read_text(encoding="utf-8")))
    definitions = {
        name: {BY_TYPE: dict(_kinds(each))} if name.startswith(ONE_OF_SEVERAL) else _without_patterns(each)
        for name, each in object_of(schema["definitions"]).items()
    }
    keywords = {**Draft6Validator.VALIDATORS, BY_TYPE: _by_type}
    validator = create({}, keywords, type_checker=Draft6Validator.TYPE_CHECKER)
    return validator({"definitions": definitions, "$ref": "#/definitions/AdaptiveCard"})


def _kinds(several: Json) -> Iterator[tuple[str, str]]:
    for option in objects_in(object_of(several)["anyOf"]):
        reference = text_of(objects_in(option["allOf"])[0]["$ref"])
        yield reference.rpartition("/")[2], reference


def _without_patterns(schema: Json) -> Json:
    if isinstance(schema, Mapping):
        return {key: _without_patterns(each) for key, each in schema.items()}
    if isinstance(schema, str) or not isinstance(schema, list):
        return schema
    return [_without_patterns(each) for each in list_of(schema) if "pattern" not in object_of(each)]
