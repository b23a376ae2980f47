"""The same on PostgreSQL: neither a dump of it nor its own files, the log of its writes among them, say who wrote."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storage import dialects
from tests import needs
from tests.anonymity.order import morning, passes
from tests.anonymity.scanning import found, sought
from tests.anonymity.school import with_a_short_form
from tests.servers import postgres

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]
CONCERNS = 200 if "CAMPAIGN" in os.environ else 40
A_CANARY = "canary-nvwzuqkhtlrgxsyd-ab"


@dataclass(frozen=True)
class Server:
    """A database of this test's own, and the folder in which its server keeps everything."""

    url: str
    data: Path
    dump: Path
    began: float

    def gathered(self) -> dict[str, bytes]:
        """A dump of the database, and every file of the server that was written since the test began."""
        plain = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        dumped = subprocess.run([self.dump, plain], capture_output=True, check=True).stdout
        files = (file for file in self.data.rglob("*") if file.is_file() and file.stat().st_mtime >= self.began)
        return {"pg_dump": dumped, **{str(file.relative_to(self.data)): file.read_bytes() for file in files}}

    async def runs(self, statement: str) -> str:
        """Runs a statement on a connection of its own; the first thing that it gives, if anything."""
        engine = dialects.make_engine(dialects.read_url(self.url))
        async with engine.connect() as connection:
            done = await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text(statement))
            said = str(done.scalar()) if done.returns_rows else ""
        await engine.dispose()
        return said


@pytest.fixture
async def server(postgres_url: str) -> Server:
    """A server whose files can be read here."""
    programs = postgres.programs()
    unready = Server(postgres_url, Path(), Path(), time.time() - 1)
    data = Path(await unready.runs("SHOW data_directory"))
    if programs is None or not (data / "pg_wal").is_dir():
        needs.could_not_run("the files of this PostgreSQL are not on this computer: unset TEST_DATABASE_URL")
    return Server(postgres_url, data, programs / "pg_dump", unready.began)


async def test_on_postgresql_no_byte_is_left_that_says_who_wrote(
    server: Server, folder: Path, measured: Measured
) -> None:
    async with morning(server.url, with_a_short_form(folder / "policy"), 2026) as here:
        await passes(here, CONCERNS)
    await server.runs("CHECKPOINT")
    blobs = server.gathered()
    looked_for = sought({who.user: frozenset(who.values) for who in here.learners})
    assert any(here.came[0].encode() in blob for blob in blobs.values())
    left = found(looked_for, blobs)
    size = sum(map(len, blobs.values())) / 1e6
    wal = sum(len(blob) for name, blob in blobs.items() if name.startswith("pg_wal")) / 1e6
    measured(
        f"Anonymity, PostgreSQL: {CONCERNS} concerns, {len(looked_for.marks):,} needles, {size:.0f} MB in {len(blobs)} "
        f"files ({wal:.0f} MB of them pg_wal): {len(left)} hold something"
    )
    assert left == {}


async def test_what_is_left_in_postgresql_is_found_in_the_dump_in_its_files_and_in_the_log_of_its_writes(
    server: Server,
) -> None:
    await server.runs("CREATE TABLE kept (what text)")
    await server.runs(f"INSERT INTO kept VALUES ('{A_CANARY}')")  # noqa: S608 - an example
    await server.runs("CHECKPOINT")
    holding = found(sought({"somebody": frozenset({A_CANARY.encode()})}), server.gathered())
    assert {name.partition("/")[0] for name in holding} == {"pg_dump", "base", "pg_wal"}
