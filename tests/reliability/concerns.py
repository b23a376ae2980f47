"""Concerns that only need to be sent, and what must hold of them after any number of deaths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dialogs import receipt, wording
from dialogs.alerts import Kind
from dialogs.forms import Answers
from handlers.concern.progress import packed
from storage import audit_check, cases, concerns, outbox, receipts
from storage.database import Database, Transaction
from storage.keyring import Keyring
from storage.outbox import Row, State
from tests.fakes.replica import Saying, SentLine
from tests.reliability.lives import Life, World
from tests.storage.examples import QUICK


@dataclass(frozen=True)
class Sort:
    """A sort of concern. `alerts` is how many places its first alerts go to; out of hours it may be more."""

    chosen: Mapping[str, str]
    alerts: int


CALM = Sort(
    {
        "danger": "no",
        "how": "code_only",
        "who": "me",
        "tile": "messages",
        "ongoing": "yes",
        "help": "message",
    },
    alerts=1,
)
"""Its alert is owed at the next quarter of an hour, and goes to the channel."""

URGENT = Sort({"danger": "yes"}, alerts=4)


@dataclass(frozen=True)
class Concern:
    """A form that is filled in up to its last screen, which holds this story."""

    token: str
    sort: Sort
    story: str

    @property
    def draft(self) -> str:
        """What tells it from any other."""
        return self.token

    async def send(self, life: Life) -> Saying:
        """Sends the last screen. Raises Died."""
        return await life.does(
            {
                "do": "tell",
                "draft": packed(self.token, self.sort.chosen),
                "screen": "tell",
                "values": {
                    **{field: (chosen,) for field, chosen in self.sort.chosen.items()},
                    "account": (self.story,),
                },
            }
        )


def forms(keyring: Keyring, count: int, sorts: Sequence[Sort] = (CALM, URGENT)) -> list[Concern]:
    """So many forms that we gave out, of every sort in turn."""
    return [
        Concern(receipts.token_of(keyring, receipts.new_nonce()), sorts[number % len(sorts)], f"Story {number}.")
        for number in range(count)
    ]


@dataclass
class Codes:
    """The codes that learners read, of each form as often as it was read."""

    references: dict[str, list[str]] = field(default_factory=dict)

    def note(self, draft: str, said: Saying) -> None:
        """Somebody read an answer."""
        assert said["code"], f"a concern was answered without a code: {said}"
        self.references.setdefault(draft, []).append(said["code"])


@dataclass(frozen=True)
class Found:
    """What was found: `repeats` are messages that the platform got again, `shared` those that told of several."""

    cases: int
    alerts: int
    shared: int
    repeats: int


async def reckon(world: World, codes: Codes, every: Sequence[Concern], others: int = 0) -> Found:
    """Checks everything that was promised: raises AssertionError if something does not hold.

    `others`: so many more concerns are there, of which nobody asks.
    """
    database = await Database.open(world.database, world.keyring)
    sent = world.sent()
    try:
        async with database.snapshot() as tx:
            assert await cases.count_open(tx) == len(every) + others, "a concern is lost, or has two cases"
            rows = [row for each in every for row in await _stands(tx, world.keyring, each, codes)]
            assert not await audit_check.verify(tx)
    finally:
        await database.close()
    shared = {line["key"]: line for line in sent if "concerns came in" in line["lines"][0]}
    keys = {line["key"] for line in sent}
    for row in rows:
        assert row.state is State.SENT, row
        assert row.owed.once in keys or (shared and not row.platform_id), row
    return Found(len(every), len(rows), len(shared), _repeats(sent))


async def _stands(tx: Transaction, keyring: Keyring, concern: Concern, codes: Codes) -> list[Row]:
    """It is one case with one report, its code opens it and is what was read. Returns its alerts, each there once."""
    nonce = receipts.nonce_of(keyring, concern.token)
    assert nonce is not None
    code = receipt.spelled(receipts.code_secret(keyring, nonce))
    assert set(codes.references[concern.draft]) == {code}, "another code was read"
    known = receipts.known(receipts.stretched(keyring, code, QUICK))
    found = await concerns.find(tx, known.id)
    assert found is not None, "a code opens nothing"
    assert await concerns.thread_with(tx, known) == ()
    case = await cases.get(tx, found.case)
    assert case is not None
    assert [_story(report.answers) for report in case.reports] == [concern.story]
    alerts = [row for row in await outbox.of_case(tx, case.id) if row.owed.kind is Kind.ALERT]
    first = [(row.owed.to, row.owed.person) for row in alerts if row.owed.rung == 0]
    assert len(set(first)) == len(first) >= concern.sort.alerts, alerts
    return alerts


def _story(answers: Answers) -> object:
    return answers["account"]


def _repeats(sent: Sequence[SentLine]) -> int:
    """How many messages came again. Raises AssertionError if one does not say so."""
    first = {line["key"]: line for line in reversed(sent)}
    again = [line for line in sent if first[line["key"]] is not line]
    assert all(wording.MAYBE_REPEAT in line["lines"] for line in again), "something came twice and does not say so"
    return len(again)
