from sqlalchemy import LargeBinary

from storage.inventory import PLAIN, SEALED
from storage.tables import METADATA

COLUMNS = {(table.name, column.name): column for table in METADATA.sorted_tables for column in table.c}
ALEMBICS_OWN = {("alembic_version", "version_num")}


def test_every_column_is_declared_sealed_or_plain() -> None:
    assert set(COLUMNS) | ALEMBICS_OWN == SEALED | PLAIN.keys()


def test_no_column_is_declared_both() -> None:
    assert not SEALED & PLAIN.keys()


def test_every_plain_column_has_a_reason() -> None:
    assert all(PLAIN.values())


def test_what_is_sealed_is_bytes_and_other_bytes_are_public_files() -> None:
    in_bytes = {name for name, column in COLUMNS.items() if isinstance(column.type, LargeBinary)}
    assert in_bytes == SEALED | {("policy_files", "content")}
