"""The templates that pages are drawn from.

Everything is escaped, and a template that names something that is not there fails instead of leaving a hole.
"""

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from bot.pages.drawn import drawn_fields, folded, is_sent_by, says_nothing_is_kept
from bot.pages.in_words import ringable, telephone
from dialogs import wording, wording_learner

HERE = Path(__file__).parent
STATIC = HERE / "static"
"""The style sheet and the icon."""


class _Compiled(BytecodeCache):
    """What templates were compiled to, kept in memory: it is slow, and three pages share some."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what was kept of a template with this name and text, if anything was."""
        kept = self._kept.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def templates(folder: Path) -> Environment:
    """The templates of one page in `folder`, and those that all pages share. Call `read_all` when it is complete.

    The page must add the global `token`: what each of its forms carries, or an empty text.
    """
    environment = Environment(
        loader=FileSystemLoader([folder, HERE / "templates"]),
        autoescape=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        telephone=telephone,
        ringable=ringable,
        drawn=drawn_fields,
        folded=folded,
        is_sent_by=is_sent_by,
        says_nothing_is_kept=says_nothing_is_kept,
    )
    environment.globals.update(skipped=wording.SKIPPED, nothing_kept=wording_learner.NOTHING_KEPT)
    return environment


def read_all(environment: Environment) -> None:
    """Read every template now: one that is changed or broken on disk later breaks nothing that runs."""
    for name in environment.list_templates():
        environment.get_template(name)
