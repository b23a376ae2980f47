"""The files of trained weights that lie beside a policy."""

from pathlib import Path

from dialogs.guidance.hearing import Ear, read_gate
from dialogs.guidance.weights import WeightsDamaged, unpacked

FOLDER = "guidance"
KINDS, PASSAGES, GATE = "kinds.weights", "passages.weights", "gate.json"


def read_ear(policy: Path) -> Ear | None:
    """What was trained for the policy in that folder; None if nothing was. Raises WeightsDamaged."""
    folder = policy / FOLDER
    if not folder.is_dir():
        return None
    try:
        kinds, passages, gate = ((folder / name).read_bytes() for name in (KINDS, PASSAGES, GATE))
    except OSError as error:
        raise WeightsDamaged(f"{error.filename} cannot be read: {error.strerror}.") from error
    return Ear(unpacked(kinds), unpacked(passages), read_gate(gate))
