"""Runs a real PostgreSQL for the tests, on loopback, in a folder of its own; gives each test a database of its own.

It keeps fsync on: a test that asks what survives a crash gets the truth.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

DEBIAN = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"


def programs() -> Path | None:
    """The folder of the system's newest PostgreSQL programs; none when it is not installed."""
    debian = sorted(DEBIAN.glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    elsewhere = shutil.which("pg_ctl")
    if debian:
        return debian[-1].parent
    return Path(elsewhere).resolve().parent if elsewhere else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The URL of a server that runs until this ends. Raises CalledProcessError, with its output, if it won't start."""
    folder = Path(tempfile.mkdtemp(prefix="esafety-postgres-"))
    account = server_account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    data, port = folder / "data", free_port()
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder}"
    try:
        as_server(account, folder, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        as_server(account, folder, programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", options)
        try:
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        finally:
            as_server(account, folder, programs / "pg_ctl", "stop", "-w", "-m", "fast", "-D", data)
    finally:
        shutil.rmtree(folder)


def server_account() -> pwd.struct_passwd | None:
    """The account that the server runs as when we are root, which it refuses to be; none when we are somebody else."""
    return pwd.getpwnam(ACCOUNT) if os.geteuid() == 0 else None


def as_server(account: pwd.struct_passwd | None, folder: Path, *command: str | Path) -> None:
    """Run one of PostgreSQL's programs to its end. Raises CalledProcessError when it fails."""
    said = folder / "said"
    user, group = (account.pw_uid, account.pw_gid) if account else (None, None)
    with said.open("w", encoding="utf-8") as out:
        result = subprocess.run(command, cwd=folder, stdout=out, stderr=out, check=False, user=user, group=group)
    if result.returncode:
        raise subprocess.CalledProcessError(result.returncode, command, output=said.read_text(encoding="utf-8"))


def free_port() -> int:
    """A port of loopback that nothing listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@asynccontextmanager
async def fresh_database(server: str) -> AsyncIterator[str]:
    """The URL of a new, empty database on the server, dropped with whoever is still connected when this ends."""
    name = f"test_{uuid.uuid4().hex}"
    await tell(server, f"CREATE DATABASE {name}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        await tell(server, f"DROP DATABASE {name} WITH (FORCE)")


async def tell(server: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool, hide_parameters=True)
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
