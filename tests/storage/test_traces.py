"""Whether anybody's words, or who they are, can be found in the bytes that a database leaves behind."""

import base64
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from dialogs.case import Report
from storage import audit, cases, drafts, outbox, policies
from storage.database import Database
from storage.drafts import LIFE
from storage.keyring import Keyring
from tests import needs
from tests.servers import postgres
from tests.storage.examples import ALERT, CASE, DRAFT, NOW

PLANTED = "PlantedInTheOpen"
KEY_OF_A_HANDLER = "HandlersKeyInTheOutbox"
CANARIES = (
    "CanaryWordsOfTheAccount",
    "CanaryTypedNotAccepted",
    "slack:T01:CanaryPerson",
    "CanaryReporterName",
    "CanaryExcluded",
    "CanaryTold",
    "CanaryAcknowledger",
    "CanaryCategory",
    "CanaryRoute",
    "CanaryCentre",
    "CanaryActor",
    "CanaryDetail",
    "canary subject",
)
ACCOUNT, TYPED, PERSON, NAME, EXCLUDED, TOLD, TAKER, CATEGORY, ROUTE, CENTRE, ACTOR, DETAIL, SUBJECT = CANARIES

Bytes = Callable[[], bytes]

WRITTEN_DRAFT = replace(DRAFT, person=PERSON, answers={"account": ACCOUNT}, typed={"subject": TYPED})
WRITTEN_CASE = replace(
    CASE,
    reporter=PERSON,
    reporter_name=NAME,
    excluded=frozenset({EXCLUDED}),
    told=frozenset({TOLD}),
    acknowledged_by=TAKER,
    category=CATEGORY,
    route=ROUTE,
    centre=CENTRE,
    reports=(Report(NOW, {"account": ACCOUNT}),),
)


@pytest.fixture
def everything(url: str, tmp_path: Path) -> Bytes:
    """Reads every byte: all files beside the SQLite file, or PostgreSQL's own dump."""
    if url.startswith("sqlite"):
        return lambda: b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    programs = postgres.programs()
    if programs is None:
        needs.could_not_run("there is no pg_dump here: apt-get install postgresql")
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    command = [str(programs / "pg_dump"), "--inserts", plain]
    return lambda: subprocess.run(command, check=True, capture_output=True).stdout


def forms(canary: str) -> Iterator[bytes]:
    """The canary in the encodings in which it could lie about."""
    for text in (canary, canary.lower(), canary.upper(), canary[::-1]):
        for raw in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
            yield raw
            yield raw.hex().encode()
            yield raw.hex().upper().encode()
            for skipped in range(3):
                yield base64.b64encode(raw[skipped:])[: len(raw)].rstrip(b"=")[:-2]


def found(canaries: tuple[str, ...], content: bytes) -> set[str]:
    return {canary for canary in canaries if any(form in content for form in forms(canary))}


async def write(database: Database) -> None:
    async with database.transaction() as tx:
        await drafts.save(tx, WRITTEN_DRAFT)
    async with database.transaction() as tx:
        await cases.add(tx, WRITTEN_CASE)
        await cases.change(tx, replace(WRITTEN_CASE, rung=1))
        await cases.add_subject(tx, WRITTEN_CASE, SUBJECT)
        await drafts.save(tx, replace(WRITTEN_DRAFT, case=CASE.id, sent=True))
        await drafts.save(tx, replace(WRITTEN_DRAFT, id="draft-2"))
        await outbox.owe(tx, replace(ALERT, person=KEY_OF_A_HANDLER))
        await audit.append(tx, CASE.id, NOW, ACTOR, "opened", {"detail": DETAIL})
        await policies.remember(tx, "ab12", {"policy.yaml": PLANTED.encode()})


async def test_a_canary_in_the_open_is_found(database: Database, everything: Bytes) -> None:
    await write(database)
    assert found((PLANTED, KEY_OF_A_HANDLER), everything()) == {PLANTED, KEY_OF_A_HANDLER}


async def test_nobodys_words_lie_in_the_open(database: Database, everything: Bytes) -> None:
    await write(database)
    assert found(CANARIES, everything()) == set()


async def test_nothing_lies_in_the_open_while_a_transaction_is_going_on(database: Database, everything: Bytes) -> None:
    await write(database)
    async with database.transaction() as tx:
        await cases.change(tx, replace(WRITTEN_CASE, rung=2))
        assert found(CANARIES, everything()) == set()


async def test_nothing_is_left_of_what_expired_and_was_purged(database: Database, everything: Bytes) -> None:
    await write(database)
    async with database.transaction() as tx:
        await drafts.expire(tx, NOW + LIFE)
        await cases.purge(tx, CASE.id, NOW)
    content = everything()
    assert found((*CANARIES, KEY_OF_A_HANDLER), content) == set()
    assert found((PLANTED,), content) == {PLANTED}


async def test_sqlite_overwrites_what_it_deletes(tmp_path: Path, keyring: Keyring) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/esafety.db", keyring)
    await write(database)
    async with database.transaction() as tx:
        rows = await tx.connection.exec_driver_sql("SELECT content FROM drafts UNION SELECT wrapped FROM data_keys")
        sealed = [bytes(row[0]) for row in rows]
    assert all(value[:100] in (tmp_path / "esafety.db").read_bytes() for value in sealed)
    async with database.transaction() as tx:
        await drafts.expire(tx, NOW + LIFE)
        await cases.purge(tx, CASE.id, NOW)
        kept = await tx.connection.exec_driver_sql("SELECT wrapped FROM data_keys")
        still = {bytes(row[0]) for row in kept}
    await database.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not [value for value in sealed if value not in still and value[:100] in left]
