"""Prints what a bot keeps of the order in which concerns come to it, as JSON: `order_of FOLDER HOW_MANY`.

It is a program, so that it can be run with a source tree that has a leak.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.anonymity.correlating import Correlations, correlations, in_rows, opened
from tests.anonymity.order import morning, passes
from tests.anonymity.school import with_a_short_form


async def order_of(folder: Path, many: int) -> Correlations:
    """What is kept of the order in which so many came, all of them urgent."""
    file = folder / "order.db"
    async with morning(f"sqlite+aiosqlite:///{file}", with_a_short_form(folder / "policy"), 2026) as here:
        await passes(here, many, urgent_one_in=1)
        return correlations({**in_rows(file, here.came), **await opened(here.desk.database, here.came)})


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(order_of(Path(sys.argv[1]), int(sys.argv[2])))))
