"""The made-up policy `smallville`, whole or with one place changed."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogs.policy_file import PolicyFaulty, parse, read_folder

SMALLVILLE = Path(__file__).parent / "smallville"


def edited(file: str, old: str, new: str, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files with the first `old` in one of them replaced."""
    whole = dict(files or read_folder(SMALLVILLE))
    assert old.encode() in whole[file], f"{file} does not hold {old!r}"
    return {**whole, file: whole[file].replace(old.encode(), new.encode(), 1)}


def faults(files: Mapping[str, bytes]) -> list[str]:
    """Everything that is wrong with those files, each as `file:line: problem`."""
    with pytest.raises(PolicyFaulty) as caught:
        parse(files)
    return str(caught.value).splitlines()


def line_of(file: str, text: str, files: Mapping[str, bytes] | None = None) -> int:
    """The line of the first place in a file where that text stands."""
    whole = (files or read_folder(SMALLVILLE))[file].decode()
    return whole[: whole.index(text)].count("\n") + 1


def only_fault(file: str, old: str, new: str, at: str | None = None) -> str:
    """What is wrong after one change, when that is one thing, in the line where `at` (else `new`) begins."""
    files = edited(file, old, new)
    found = faults(files)
    start = f"{file}:{line_of(file, new if at is None else at, files)}: "
    assert len(found) == 1, found
    assert found[0].startswith(start), (found[0], start)
    return found[0].removeprefix(start)
