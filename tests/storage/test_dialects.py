import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.dialects import failure_of, read_url, sqlite_file
from storage.failures import Failure


class ServerError(Exception):
    """An error as PostgreSQL's driver raises it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__()
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (sqlite3.SQLITE_BUSY, Failure.BUSY),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Failure.BUSY),
        (sqlite3.SQLITE_FULL, Failure.FULL),
        (sqlite3.SQLITE_READONLY_DBMOVED, Failure.READ_ONLY),
        (sqlite3.SQLITE_IOERR_FSYNC, Failure.UNREACHABLE),
        (sqlite3.SQLITE_CANTOPEN, Failure.UNREACHABLE),
        (sqlite3.SQLITE_NOTADB, Failure.CORRUPT),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, Failure.REFUSED),
        (sqlite3.SQLITE_ERROR, Failure.OTHER),
    ],
)
def test_sqlites_errors_mean_something_to_a_person(code: int, failure: Failure) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    assert failure_of(OperationalError("", None, error)) is failure


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        ("40P01", Failure.BUSY),
        ("55P03", Failure.BUSY),
        ("53100", Failure.FULL),
        ("53300", Failure.BUSY),
        ("57014", Failure.BUSY),
        ("57P01", Failure.UNREACHABLE),
        ("25006", Failure.READ_ONLY),
        ("42501", Failure.READ_ONLY),
        ("23505", Failure.REFUSED),
        ("XX001", Failure.CORRUPT),
        ("XX000", Failure.OTHER),
        ("22P02", Failure.OTHER),
        (None, Failure.UNREACHABLE),
    ],
)
def test_postgresqls_errors_mean_something_to_a_person(state: str | None, failure: Failure) -> None:
    assert failure_of(DBAPIError("", None, ServerError(state))) is failure


def test_a_server_that_does_not_answer_is_unreachable() -> None:
    assert failure_of(ConnectionRefusedError()) is Failure.UNREACHABLE
    assert failure_of(TimeoutError()) is Failure.UNREACHABLE


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("sqlite+aiosqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgresql://bot@db/esafety", "postgresql+asyncpg://bot@db/esafety"),
        ("postgresql+asyncpg://bot@db/esafety", "postgresql+asyncpg://bot@db/esafety"),
    ],
)
def test_each_database_is_used_through_one_driver(given: str, used: str) -> None:
    assert str(read_url(given)) == used


def test_postgresql_has_no_file() -> None:
    assert sqlite_file(read_url("postgresql://bot@db/esafety")) is None
