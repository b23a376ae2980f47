"""Trained weights: how much each feature of a text speaks for each class. `tools/train_guidance.py` does.

A file of them is packed, with a checksum over all of it: one line of JSON, then the rarity of each feature and a weight
for each feature and class: whole numbers from -127 to 127, times the scale of the class.
"""

import json
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import sqrt

from dialogs.guidance.features import PLACES, features

MOST_BYTES = 64 << 20
"""Of a file when it is unpacked."""


class WeightsDamaged(Exception):
    """A file of weights cannot be read: it is cut off, changed, or of another version of the bot."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for `classes`. `rarity` has a number for each feature, `table` a row of one for each class."""

    classes: tuple[str, ...]
    scales: tuple[float, ...]
    starts: tuple[float, ...]
    rarity: "array[float]" = field(repr=False)
    table: "array[int]" = field(repr=False)

    def scores(self, text: str) -> dict[str, float]:
        """How much the text speaks for each class: the higher, the better it fits. Equal texts give equal scores."""
        found = [(place, count * self.rarity[place]) for place, count in features(text).items()]
        length = sqrt(sum(weight * weight for _, weight in found)) or 1.0
        size = len(self.classes)
        totals = [0.0] * size
        for place, weight in found:
            share, begin = weight / length, place * size
            row = self.table[begin : begin + size]
            for number, value in enumerate(row):
                if value:
                    totals[number] += share * value
        return {
            name: total * scale + start
            for name, total, scale, start in zip(self.classes, totals, self.scales, self.starts, strict=True)
        }


def packed(weights: Weights) -> bytes:
    """The weights as a file."""
    head = {"classes": weights.classes, "scales": weights.scales, "starts": weights.starts}
    return zlib.compress(json.dumps(head).encode() + b"\n" + weights.rarity.tobytes() + weights.table.tobytes(), 9)


def unpacked(data: bytes) -> Weights:
    """The weights of a file. Raises WeightsDamaged."""
    reading = zlib.decompressobj()
    try:
        head, _, numbers = reading.decompress(data, MOST_BYTES).partition(b"\n")
        said = json.loads(head)
        classes, scales, starts = tuple(said["classes"]), _floats(said["scales"]), _floats(said["starts"])
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise WeightsDamaged("it is not a file of weights.") from error
    rarity, table = array("f"), array("b")
    cut = PLACES * rarity.itemsize
    sizes = {len(classes), len(scales), len(starts)}
    if not reading.eof or len(sizes) != 1 or not classes or len(numbers) != cut + PLACES * len(classes):
        raise WeightsDamaged("it is of another size than this version of the bot reads.")
    rarity.frombytes(numbers[:cut])
    table.frombytes(numbers[cut:])
    return Weights(tuple(map(str, classes)), scales, starts, rarity, table)


def best(scores: dict[str, float], count: int) -> tuple[str, ...]:
    """The classes with the highest scores, the highest first."""
    return tuple(islice(sorted(scores, key=lambda name: (-scores[name], name)), count))


def _floats(numbers: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)
