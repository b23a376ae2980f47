"""A SQLite file with the tables and nothing in them: made once and copied, as migrations take longer than a test."""

import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine

from storage import schema


def put(file: Path) -> None:
    """Where there is no such file, it is now a database with the tables and nothing in them."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(_content())


@cache
def _content() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            schema.upgrade(connection)
        engine.dispose()
        return file.read_bytes()
