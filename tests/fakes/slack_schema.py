"""Whether a block has the structure that Slack's own types give it, and what `slackblocks` thinks of it.

Both are asked once for each block that differs: the schema is large, and conversations repeat themselves.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from slackblocks.blocks import Block
from slackblocks.errors import InvalidUsageError

from tests.fakes.slack_json import Json, Object, at, objects_in, parsed, text_of, written

SCHEMA = Path(__file__).parent.parent / "schemas" / "slack-block.json"


def of_block(block: Object) -> tuple[str, ...]:
    """What is wrong with the structure of a block."""
    return _of_written(written(block))


@cache
def _of_written(text: str) -> tuple[str, ...]:
    block = parsed(text)
    assert isinstance(block, dict)
    return (*_structure(block), *_second_opinion(block))


def _structure(block: Object) -> Iterator[str]:
    kind = text_of(block.get("type"))
    validator = _validators().get(kind)
    if validator is None:
        yield f"there is no block of the type {kind!r}"
        return
    error = best_match(validator.iter_errors(block))
    if error is not None:
        yield f"{kind} at {error.json_path}: {error.message}"


def _second_opinion(block: dict[str, Json]) -> Iterator[str]:
    # slackblocks cannot read a block with an accessory yet, but can read the rest of it.
    readable = {key: value for key, value in block.items() if key != "accessory"}
    try:
        Block.from_dict(readable)
    except NotImplementedError:
        return
    except (InvalidUsageError, KeyError, TypeError) as error:
        yield f"{text_of(block.get('type'))}: slackblocks says: {error}"


@cache
def _validators() -> Mapping[str, Draft7Validator]:
    """A validator for each type of block: trying them all in turn is slow, and says nothing useful."""
    schema = parsed(SCHEMA.read_text(encoding="utf-8"))
    definitions = at(schema, "definitions")
    names = (text_of(each.get("$ref")) for each in objects_in(at(definitions, "KnownBlock", "anyOf")))
    validators: dict[str, Draft7Validator] = {}
    for name in names:
        kind = text_of(at(definitions, name.rpartition("/")[2], "properties", "type", "const"))
        validators[kind] = Draft7Validator({"$ref": name, "definitions": definitions})
    return validators
