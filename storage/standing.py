"""How the rows of a case stand: a digest of each, which the record of the case's chain proves (`storage.audit`).

What is sealed of a row says that we wrote it, not that it is the last that we wrote. With this an older row that is put
back is found, and so is a concern that was taken away before its time.
"""

import hashlib

from sqlalchemy import ColumnElement, select, true

from storage.database import Transaction
from storage.packing import pack
from storage.tables import CASES, CONCERNS

NOTHING = ":"
"""How it stands when there is neither a row of the case nor of its concern."""


async def of_case(tx: Transaction, case_id: str) -> str:
    """How they stand now: the digest of the case's row and that of its concern's, each empty without one."""
    found = await _standing(tx, CASES.c.id == case_id, CONCERNS.c.case_id == case_id)
    return found.get(case_id, NOTHING)


async def of_all(tx: Transaction) -> dict[str, str]:
    """The same of every case of which there is a row, by the id of the case."""
    return await _standing(tx, true(), true())


def parts(standing: str) -> tuple[str, str]:
    """The digest of the case's row, and that of its concern's."""
    case, _, concern = standing.partition(":")
    return case, concern


async def _standing(tx: Transaction, cases: ColumnElement[bool], concerns: ColumnElement[bool]) -> dict[str, str]:
    # Everything else in these rows is sealed in `content`, and so stands or falls with it.
    rows = await tx.rows(select(CASES.c.id, CASES.c.reporter_index, CASES.c.content).where(cases))
    of_cases = {row.id: _digest(row.reporter_index, row.content) for row in rows}
    written = await tx.rows(select(CONCERNS.c.case_id, CONCERNS.c.content).where(concerns))
    of_concerns = {row.case_id: _digest(row.content) for row in written}
    every = of_cases.keys() | of_concerns.keys()
    return {case_id: f"{of_cases.get(case_id, '')}:{of_concerns.get(case_id, '')}" for case_id in every}


def _digest(*values: object) -> str:
    # In SQLite's file anything may stand for bytes.
    texts = [each.hex() if isinstance(each, bytes) else str(each) for each in values]
    return hashlib.sha256(pack(texts)).hexdigest()
