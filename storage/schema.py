"""Brings the tables of a database to this version's form, by the migrations in `storage/migrations`.

It decides nothing about data; each migration does, in its own file.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """The migration that was run last; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """The newest migration of this version."""
    [newest] = _scripts().get_heads()
    return newest


@cache
def known() -> frozenset[str]:
    """Every migration that this version knows."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to that one, in the connection's own transaction."""
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Undo the migrations down to that one, in the connection's own transaction."""
    command.downgrade(_config(connection), to)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
