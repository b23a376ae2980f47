"""The files of trained weights that lie beside a policy."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dialogs.guidance.hearing import Ear, read_gate
from dialogs.guidance.weights import WeightsDamaged, unpacked

FOLDER = "guidance"
KINDS, PASSAGES, GATE = "kinds.weights", "passages.weights", "gate.json"

Read = TypeVar("Read")


def read_ear(policy: Path) -> Ear | None:
    """What was trained for the policy in that folder; None if nothing was.

    Raises WeightsDamaged, which names the file and says what to do.
    """
    folder = policy / FOLDER
    if not folder.is_dir():
        return None
    return Ear(_read(folder / KINDS, unpacked), _read(folder / PASSAGES, unpacked), _read(folder / GATE, read_gate))


def _read(file: Path, understood: Callable[[bytes], Read]) -> Read:
    try:
        return understood(file.read_bytes())
    except (OSError, WeightsDamaged) as error:
        problem = f"{error.strerror}." if isinstance(error, OSError) else error
        raise WeightsDamaged(f"{file} cannot be read: {problem} Put the file back as it came.") from error
