"""The questions that people added, as they were read last, and the reading of them that is under way, if one is."""

import asyncio
from dataclasses import dataclass, field

from dialogs.guidance.taught import Taught


@dataclass(slots=True)
class Shelf:
    """`known` by id. However many ask at once, one of them reads for all."""

    known: dict[str, Taught] = field(default_factory=dict, repr=False)
    reading: asyncio.Task[None] | None = None
