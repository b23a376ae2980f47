"""Reads the invented messages from which the weights of guidance are trained: `tools/guidance_data`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dialogs.guidance.hearing import Kind

DATA = Path(__file__).parent / "guidance_data"


@dataclass(frozen=True, slots=True)
class Row:
    """A message, what it is, and the id of the passage that answers it if it is a question that the policy answers."""

    text: str
    kind: Kind
    passage: str


def rows(folder: Path = DATA) -> tuple[Row, ...]:
    """Every message once, in a fixed order."""
    found = {row.text.lower(): row for path in sorted(folder.rglob("*.txt")) for row in _of_file(path)}
    return tuple(found.values())


def _of_file(path: Path) -> Iterator[Row]:
    """`mixed*.txt` hold lines of kind, message and passage between tabs; the others are named for a kind or `passages`.

    A line that begins with `##` names the passage of those below it; with one `#`, a topic.
    """
    passage = ""
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("## "):
            passage = line.removeprefix("## ").split()[0]
        elif line and not line.startswith("#"):
            yield _row(path.stem, line, passage)


def _row(stem: str, line: str, passage: str) -> Row:
    if stem.startswith("mixed"):
        kind, text, *rest = line.split("\t")
        return Row(text, Kind(kind), "".join(rest))
    if stem.startswith("passages"):
        return Row(line, Kind.ANSWERABLE, passage)
    return Row(line, Kind(stem.partition("-")[0]), "")
