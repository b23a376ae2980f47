"""What Slack would not take: every view, message and answer that the bot sends is held against this.

`of_view`, `of_message` and `of_options` name everything that is wrong, and nothing when all is well.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from tests.fakes import slack_limits, slack_schema
from tests.fakes.slack_json import Json, Object, everything_in, list_of, object_of, objects_in, text_of, written

MODAL_KEYS = frozenset(
    {
        "type", "title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close",
        "notify_on_close", "external_id", "submit_disabled",
    }
)  # fmt: skip
HOME_KEYS = frozenset({"type", "blocks", "private_metadata", "callback_id", "external_id"})
SURFACES: Mapping[str, frozenset[str]] = {
    "modal": frozenset(
        {"actions", "alert", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
    ),
    "home": frozenset(
        {"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "table", "video"}
    ),
    "message": frozenset(
        {
            "actions", "context", "context_actions", "divider", "file", "header", "image", "input", "markdown",
            "rich_text", "section", "table", "video",
        }
    ),
}  # fmt: skip

MOST_BLOCKS = {"modal": 100, "home": 100, "message": 50}
LONGEST_TITLE = 24
LONGEST_METADATA = 3000
LONGEST_MESSAGE = 13_200
LONGEST_FALLBACK = 40_000
MOST_OPTIONS = 100
LARGEST_VIEW = 250_000


def of_view(view: Object) -> tuple[str, ...]:
    """What is wrong with a modal or a Home tab."""
    kind = text_of(view.get("type"))
    if kind not in {"modal", "home"}:
        return (f"there is no view of the type {kind!r}",)
    return (*_frame(view, kind), *_blocks(view.get("blocks"), kind), *_inputs(view, kind))


def of_message(message: Object) -> tuple[str, ...]:
    """What is wrong with a message, as it is given to chat.postMessage and its like."""
    return (*_words(message), *_blocks(message.get("blocks", []), "message"))


def of_options(answer: Object) -> tuple[str, ...]:
    """What is wrong with the answer to a search for options."""
    options = answer.get("options")
    problems = list(slack_limits.of_options(options))
    if not isinstance(options, list) or len(options) > MOST_OPTIONS:
        problems.append(f"options: a list of at most {MOST_OPTIONS} is wanted")
    for option in objects_in(options):
        element: Object = {"type": "static_select", "action_id": "found", "options": [option]}
        problems += slack_schema.of_block({"type": "actions", "elements": [element]})
    return tuple(problems)


def of_errors(errors: Object, view: Object) -> tuple[str, ...]:
    """What is wrong with errors in the answer to a submission: they must name input blocks of the view."""
    inputs = {
        text_of(block.get("block_id")) for block in objects_in(view.get("blocks")) if block.get("type") == "input"
    }
    strange = tuple(f"errors: there is no input block {name!r}" for name in errors if name not in inputs)
    return (*strange, *(f"errors.{name}: no text" for name, text in errors.items() if not text_of(text)))


def house_rules(message: Object) -> tuple[str, ...]:
    """What Slack would take of a message and this bot never sends."""
    problems = [f"{name} must be off" for name in ("unfurl_links", "unfurl_media") if message.get(name) is not False]
    if "metadata" in message:
        problems.append("a message carries no metadata: other apps can read it")
    if any(each.get("type") == "mrkdwn" for each in everything_in(message)):
        problems.append("mrkdwn would make mentions and links of words")
    return tuple(problems)


def _frame(view: Object, kind: str) -> Iterator[str]:
    for key in sorted(view.keys() - (MODAL_KEYS if kind == "modal" else HOME_KEYS)):
        yield f"{kind}.{key}: there is no such part"
    if kind == "modal" and "title" not in view:
        yield "modal.title: it is missing"
    for name in ("title", "submit", "close"):
        text = object_of(view.get(name))
        if name in view and (
            text.get("type") != "plain_text" or not 0 < len(text_of(text.get("text"))) <= LONGEST_TITLE
        ):
            yield f"{kind}.{name}: a plain text of 1 to {LONGEST_TITLE} characters"
    if len(text_of(view.get("private_metadata"))) > LONGEST_METADATA:
        yield f"{kind}.private_metadata: longer than {LONGEST_METADATA}"
    for name in ("callback_id", "external_id"):
        if len(text_of(view.get(name))) > slack_limits.LONGEST_ID:
            yield f"{kind}.{name}: longer than {slack_limits.LONGEST_ID}"
    if len(written(view)) > LARGEST_VIEW:
        yield f"{kind}: view_too_large"


def _words(message: Object) -> Iterator[str]:
    text, blocks = text_of(message.get("text")), message.get("blocks", [])
    if not text.strip():
        yield "message.text: it is read out by screen readers and shown in notifications, and it is missing"
    if len(text) > LONGEST_FALLBACK:
        yield f"message.text: longer than {LONGEST_FALLBACK}"
    length = sum(len(text_of(each.get("text"))) for each in everything_in(blocks))
    if length > LONGEST_MESSAGE:
        yield f"message: {length} characters in its blocks, at most {LONGEST_MESSAGE}"


def _blocks(blocks: Json, surface: str) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield f"{surface}.blocks: no list"
    if len(list_of(blocks)) > MOST_BLOCKS[surface]:
        yield f"{surface}: {len(list_of(blocks))} blocks, at most {MOST_BLOCKS[surface]}"
    for block in objects_in(blocks):
        if block.get("type") not in SURFACES[surface]:
            yield f"{surface}: a block of the type {block.get('type')!r} cannot stand there"
        yield from slack_schema.of_block(block)
        yield from slack_limits.of_block(block)
        yield from _repeated(f"{surface}: action_id", _ids(everything_in(block), "action_id"))
    yield from _repeated(f"{surface}: block_id", _ids(objects_in(blocks), "block_id"))


def _inputs(view: Object, kind: str) -> Iterator[str]:
    inputs = [block for block in objects_in(view.get("blocks")) if block.get("type") == "input"]
    if kind == "modal" and inputs and "submit" not in view:
        yield "modal: it has an input and no submit"
    if sum(each.get("focus_on_load") is True for each in everything_in(view)) > 1:
        yield f"{kind}: focus_on_load more than once"


def _ids(objects: Iterator[Object] | tuple[Object, ...], name: str) -> list[str]:
    return [text_of(each[name]) for each in objects if name in each]


def _repeated(what: str, ids: list[str]) -> Iterator[str]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield f"{what} {name!r} stands {times} times"
